"""The examples in the documentation of the page format are pages, and together a plan."""

import re
from pathlib import Path

from layan.plan.plan import Plan
from tests.plan.small_plan import page

DOCUMENT = (Path(__file__).parents[2] / "docs" / "plan-pages.md").read_text(encoding="utf-8")
EXAMPLES = {
    re.search("kind: ([a-z]+)", text)[1]: text
    for text in re.findall(r"```markdown\n(---\n.*?)```", DOCUMENT, re.S)
}
PATHS = {
    "business": "business.md", "profile": "customers.md", "channel": "phone.md", "team": "service-centre.md",
    "situation": "refund.md", "policy": "refunds.md", "procedure": "complaints.md", "conduct": "conduct.md",
}  # fmt: skip
NAMED = {
    **{f"{key}.md": page("channel", "medium: form", "hours: always") for key in ("email", "portal", "form")},
    **{f"{key}.md": page("team") for key in ("care", "phones", "istanbul")},
    "complaint.md": page("situation"),
}
FILES = NAMED | {PATHS[kind]: text for kind, text in EXAMPLES.items()}


def test_the_examples_are_a_plan():
    plan = Plan.read(FILES)
    assert set(PATHS.values()) | set(NAMED) == {page.path for page in plan.pages.values()}


def test_every_key_of_every_kind_is_in_the_document():
    """A key nobody documents is a key nobody knows."""
    source = Path(__file__).parents[2] / "src" / "layan" / "plan"
    texts = [
        path.read_text(encoding="utf-8")
        for folder in ("pages", "reading")
        for path in (source / folder).glob("*.py")
    ]
    keys = {key for text in texts for key in re.findall(r'\.(?:take|need)\(\s*"(\w+)"', text)}
    assert len(keys) > 40
    assert {key for key in keys if not re.search(rf"(?m)(^|[\s{{`,]){key}(:|`)", DOCUMENT)} == set()
