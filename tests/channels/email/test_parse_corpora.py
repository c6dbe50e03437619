"""Every mail of the public corpora comes in: understood, or in the tray with a reason, and never slowly."""

import os
import tarfile
from pathlib import Path
from time import process_time

import pytest

from layan.channels.email.mail import NotUnderstood
from layan.channels.email.parse import understand

FAMILIES = ("chatwoot", "cpython-test_email", "django-helpdesk", "mikel-mail", "php-mime-mail-parser")
SECONDS = 5
MOST_IN_TRAY = 3  # an empty file, one without headers, one without sender and content
NO_MAILS = (".gitattributes",)


def _mails(family):
    folder = Path(os.environ.get("LAYAN_CORPORA", "")) / "mail"
    if "LAYAN_CORPORA" not in os.environ or not folder.is_dir():
        pytest.skip("LAYAN_CORPORA does not name the folder of the public corpora")
    with tarfile.open(folder / f"{family}.tar.xz") as archive:
        for member in archive:
            if member.isfile() and not member.name.endswith(NO_MAILS):
                yield member.name, archive.extractfile(member).read()


@pytest.mark.parametrize("family", FAMILIES)
def test_every_mail_comes_in(family):
    tray = []
    for name, raw in _mails(family):
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


def test_attachments_are_those_the_standard_library_finds():
    """Two readers that know nothing of each other find the same files in well-formed mails."""
    from email import message_from_bytes

    for name, raw in _mails("chatwoot"):
        parts = [part for part in message_from_bytes(raw).walk() if part.get_filename()]
        mail = understand(raw, frozenset())
        theirs = sorted(part.get_payload(decode=True) or b"" for part in parts if not part.is_multipart())
        ours = [attachment.content for attachment in mail.attachments]
        assert all(content in ours for content in theirs), name
