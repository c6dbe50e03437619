"""Public mails by the hundred, through the whole way in: each becomes a case, a message or an entry of the tray."""

import lzma
import os
import tarfile
from pathlib import Path

import pytest

from layan.actions import mail as mails
from layan.channels.email import receiving
from layan.records.models import Case, IncomingMail, Message
from tests.cast import NOW

pytestmark = pytest.mark.django_db
MAILS = (".eml", ".txt", ".mail", "")
SETTLED = {"understood", "tray", "ignored"}


def corpora():
    """Every mail of LAYAN_CORPORA/mail by name."""
    folder = Path(os.environ.get("LAYAN_CORPORA", "/nowhere")) / "mail"
    if not folder.is_dir():
        pytest.skip("LAYAN_CORPORA names no folder with mails")
    for archive in sorted(folder.glob("*.tar.xz")):
        with lzma.open(archive) as packed, tarfile.open(fileobj=packed) as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isfile() else None
                if file is not None and not member.name.endswith((".py", ".rb", ".php", ".md", ".json")):
                    yield f"{archive.name}:{member.name}", file.read()


def test_no_mail_is_lost_and_none_is_too_much(cast, caplog):
    stored = {}
    for name, content in corpora():
        row = mails.store(raw=content, source="pipe", at=NOW)
        if row is not None:
            stored[row.pk] = name
    while receiving.understand_due(now=NOW):
        pass
    rows = IncomingMail.objects.in_bulk(stored)
    astray = {stored[pk]: (row.state, row.reason) for pk, row in rows.items() if row.state not in SETTLED}
    assert not astray, caplog.text[-3000:]
    assert all(row.reason for row in rows.values() if row.state != "understood")
    understood = [pk for pk, row in rows.items() if row.state == "understood"]
    assert Message.objects.filter(mail__in=understood).count() == len(understood)
    assert Case.objects.count() > len(stored) // 4
