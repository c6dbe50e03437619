"""Every sample mail, named by its trouble, comes out as the JSON beside it says.

What a JSON does not mention may be anything, but a sample that says nothing of it is no automatic mail and
gives no warning.
"""

import fnmatch
import json
import re
from pathlib import Path

import pytest

from layan.channels.email.mail import NotUnderstood
from layan.channels.email.parse import understand

SAMPLES = Path(__file__).parent / "samples"
OURS = frozenset({"help@example.com", "sales@example.com"})
PLAIN = """message_id made_id in_reply_to references ours tags subject subject_stem looks_like_reply
    looks_like_forward text new_text rest interleaved new_html automatic answerable our_own signed encrypted"""
QUIET = {"automatic": "no", "warnings": []}


def _event(invitation):
    names = ("method", "summary", "start", "place", "organiser")
    return invitation and {name: getattr(invitation, name) for name in names}


def _returned(bounce, wanted):
    return bounce and {name: _plain(getattr(bounce, name)) for name in wanted or ()}


def _plain(value):
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def seen(mail, expected):
    """The mail in the words of the JSON files."""
    shown = {name: _plain(getattr(mail, name)) for name in PLAIN.split()}
    return shown | {
        "sender": str(mail.sender),
        **{name: [str(one) for one in getattr(mail, name)] for name in ("to", "cc", "reply_to", "warnings")},
        "date": mail.date and mail.date.isoformat(),
        "attachments": [[one.name, one.mime] for one in mail.attachments],
        "sizes": [len(one.content) for one in mail.attachments],
        "cids": [one.cid for one in mail.attachments],
        "forwarded": [str(one.sender) for one in mail.forwarded],
        "inner_sender": mail.inner_sender and str(mail.inner_sender),
        "invitation": _event(mail.invitation),
        "bounce": _returned(mail.bounce, expected.get("bounce")),
    }


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.eml")), ids=lambda path: path.stem)
def test_a_sample_is_understood_as_it_says(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    expected.pop("desk", None)  # what becomes of it stands in test_placing_samples.py
    if "tray" in expected:
        with pytest.raises(NotUnderstood) as trouble:
            understand(path.read_bytes(), OURS)
        assert str(trouble.value.reason) == expected["tray"]
        return
    found = seen(understand(path.read_bytes(), OURS), expected)
    wanted = QUIET | expected
    assert {name: found[name] for name in wanted} == wanted


def test_every_sample_has_its_expectation_and_no_expectation_stands_alone():
    mails = {path.stem for path in SAMPLES.glob("*.eml")}
    assert mails == {path.stem for path in SAMPLES.glob("*.json")}
    assert len(mails) > 100


def test_the_list_of_troubles_and_the_samples_are_one():
    table = (SAMPLES / "README.md").read_text(encoding="utf-8")
    named = [
        name for row in table.splitlines() if row.startswith("|") for name in re.findall("`([^`]+)`", row)
    ]
    samples = {path.stem for path in SAMPLES.glob("*.eml")}
    assert [name for name in named if not fnmatch.filter(samples, name)] == []
    assert {one for one in samples if not any(fnmatch.fnmatch(one, name) for name in named)} == set()
