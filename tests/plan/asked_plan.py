"""A plan to ask: hours, targets, limits and routes of every sort, and times in its place."""

from datetime import datetime
from zoneinfo import ZoneInfo

from layan.plan.plan import Plan
from layan.plan.wording import Speaker
from tests.plan.small_plan import page

ZONE = ZoneInfo("Asia/Jakarta")

FILES = {
    "business.md": """---
kind: business
name: Kopi Senja
timezone: Asia/Jakarta
currency: IDR
languages: [en, id]
team: care
holidays:
  ID:
    2026-05-18: Senja day
---
""",
    "phone.md": """---
kind: channel
name: Phone
medium: phone
hours:
  mon-fri: [09:00-12:00, 13:00-17:00]
holidays: ID
except:
  2026-05-21: 09:00-10:00
  2026-05-22: closed
targets:
  answer: {within: 20 s, share: 80 %}
  first_reply:
    - {within: 4 h}
    - {within: 1 h, priority: [high, urgent]}
    - {within: 30 min, priority: urgent, segment: regular}
  resolution: {within: 2 days}
  approval: {within: 1 h}
otherwise: [night, email]
team: phones
---
""",
    "email.md": """---
kind: channel
name: Email
medium: email
hours: always
targets:
  first_reply: {within: 1 day, clock: round}
  next_reply: {within: 12 months}
priority: low
---
""",
    "night.md": """---
kind: channel
name: Night line
medium: phone
hours:
  daily: 22:00-06:00
---
""",
    "never.md": """---
kind: channel
name: Summer kiosk
medium: counter
hours: {mon: closed}
targets:
  answer: {within: 1 min}
---
""",
    "care.md": page("team").replace("A page", "Care"),
    "phones.md": page("team").replace("A page", "Phone team"),
    "istanbul.md": page("team").replace("A page", "Istanbul"),
    "workshop.md": page("team", "department: true").replace("A page", "Workshop"),
    "customers.md": page(
        "profile",
        "smallest_group: 10",
        "fields: [{key: member, type: choice, choices: [none, gold]}]",
        "segments: {regular: {name: Regulars, when: {member: gold}}}",
    ),
    "refund.md": """---
kind: situation
name: Refund
words:
  en: [refund, money back]
  id: [pengembalian dana, refund]
  tr: [iade]
priority: high
routes:
  - {language: tr, team: istanbul}
  - {segment: regular, priority: urgent}
targets:
  first_reply: {within: 3 h}
---
""",
    "fraud.md": page("situation", "words: {en: [fraud, stolen card]}").replace("A page", "Fraud"),
}


def plan(**pages):
    """The plan with more or other pages, by key."""
    return Plan.read(FILES | {f"{key}.md": text for key, text in pages.items()})


PLAN = plan()


def here(*parts):
    """A moment in May 2026, by the clocks of the place: `here(15, 16, 40)` is a Friday afternoon."""
    return datetime(2026, 5, *parts, tzinfo=ZONE)


def said(working, language="en"):
    """The working as somebody at the desk reads it."""
    speaker = Speaker(language, ZONE, here(18, 12))
    return [speaker(line).replace("\N{NO-BREAK SPACE}", " ") for line in working]
