"""Every mail of the public corpora comes in: understood, or in the tray with a reason, and never slowly.

What the tests that the mails were written for state of them stands in `stated.json`, texts as digests: the mails are
used where they lie. Where two readers may well differ (a name for a file that has none) it is left out.
"""

import hashlib
import json
from pathlib import Path
from time import process_time

import pytest

from layan.channels.email.mail import NotUnderstood
from layan.channels.email.parse import understand
from tests.channels.email import corpora

SECONDS = 5
MOST_IN_TRAY = 3  # an empty file, one without headers, one without sender and content
STATED = json.loads((Path(__file__).parent / "stated.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("family", corpora.MAILS)
def test_every_mail_comes_in(family):
    tray = []
    for name, raw in corpora.members(family):
        start = process_time()
        try:
            mail = understand(raw, frozenset({"help@example.com"}))
        except NotUnderstood as trouble:
            tray.append(f"{name}: {trouble}")
        else:
            assert mail.message_id and mail.subject is not None, name
            assert not any(sign in f"{mail.subject}{mail.text}" for sign in "\0\u202e"), name
        assert process_time() - start < SECONDS, name
    assert len(tray) <= MOST_IN_TRAY, tray


def _facts(mail):
    """What a mail says, in the words of `stated.json`."""
    facts = {name: " ".join(getattr(mail, name).split()) for name in ("subject", "text", "new_text")}
    facts |= {name: [one.address for one in getattr(mail, name)] for name in ("to", "cc", "reply_to")}
    facts |= {name: list(getattr(mail, name)) for name in ("references", "in_reply_to")}
    facts |= {"sender": mail.sender.address, "message_id": mail.message_id, "automatic": mail.automatic}
    facts |= {"date": mail.date and mail.date.isoformat(), "files": len(mail.attachments)}
    facts |= {"names": [one.name for one in mail.attachments]}
    facts |= {"sizes": [len(one.content) for one in mail.attachments]}
    if mail.bounce:
        facts |= {"permanent": mail.bounce.permanent, "failed": list(mail.bounce.failed)}
    return facts


def _digest(fact):
    return hashlib.sha256(json.dumps(fact, ensure_ascii=False).encode()).hexdigest()[:16]


@pytest.mark.parametrize("family", sorted({name.split("/")[0] for name in STATED}))
def test_what_is_stated_of_a_mail_is_what_is_read(family):
    mails = {f"{family}/{name.rpartition('/')[2]}": raw for name, raw in corpora.members(family)}
    wrong = []
    for name, stated in STATED.items():
        if not name.startswith(f"{family}/"):
            continue
        facts = _facts(understand(mails[name], frozenset()))
        wrong += [
            f"{name}: {what} is read as {facts.get(what)!r}"
            for what, wanted in stated.items()
            if wanted not in (facts.get(what), _digest(facts.get(what)))
        ]
    assert not wrong


def test_attachments_are_those_the_standard_library_finds():
    """Two readers that know nothing of each other find the same files in well-formed mails."""
    from email import message_from_bytes

    for name, raw in corpora.members("chatwoot"):
        parts = [part for part in message_from_bytes(raw).walk() if part.get_filename()]
        mail = understand(raw, frozenset())
        theirs = sorted(part.get_payload(decode=True) or b"" for part in parts if not part.is_multipart())
        ours = [attachment.content for attachment in mail.attachments]
        assert all(content in ours for content in theirs), name
