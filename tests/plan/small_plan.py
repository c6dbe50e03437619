"""The least a plan can be, to which a test adds the pages it is about."""

from layan.plan.plan import Plan
from layan.plan.source import PlanErrors

BUSINESS = """---
kind: business
name: Kopi Senja
timezone: Asia/Jakarta
currency: IDR
languages: [en, id]
---
"""
EMAIL = """---
kind: channel
name: Email
medium: email
hours:
  mon-fri: 09:00-17:00
---
"""


def page(kind, *lines):
    """A page of a kind with these lines of rules, from the fourth line on."""
    return "\n".join(["---", f"kind: {kind}", "name: A page", *lines, "---", ""])


TEAM = page("team")
DEPARTMENT = page("team", "department: true")
SITUATION = page("situation")
FILES = {
    "business.md": BUSINESS,
    "email.md": EMAIL,
    "care.md": TEAM,
    "workshop.md": DEPARTMENT,
    "refund.md": SITUATION,
    "customers.md": page(
        "profile",
        "smallest_group: 10",
        "fields: [{key: member, type: choice, choices: [none, gold]}]",
        "segments: {regular: {name: Regulars, when: {member: gold}}}",
    ),
}


def files(**pages):
    """The small plan's files and these pages, by key."""
    return FILES | {f"{key.replace('_', '-')}.md": text for key, text in pages.items()}


def plan(**pages):
    return Plan.read(files(**pages))


def problems(changed):
    """Every problem of these files."""
    try:
        Plan.read(changed)
    except PlanErrors as errors:
        return errors.problems
    return ()


def told(text, path="page.md"):
    """What is wrong with one more page: line, column, code and what to write instead."""
    return [
        (p.position.line, p.position.column, p.code, str(p.instead or ""))
        for p in problems(FILES | {path: text})
        if p.position.file == path
    ]


def rules(kind, *lines):
    """The rules of one more page."""
    return Plan.read(FILES | {"page.md": page(kind, *lines)}).pages["page"].rules
