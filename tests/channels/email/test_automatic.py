"""Machines are told from people; what samples do not show."""

import pytest

from layan.channels.email import automatic
from layan.channels.email.parse import understand

OURS = frozenset({"help@example.com"})


def _mail(*lines, sender="budi@example.org", **more):
    head = f"From: {sender}\nSubject: Pertanyaan\n" + "".join(f"{line}\n" for line in lines)
    return understand(head.encode() + b"\nIsi", OURS, **more)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Auto-Submitted: no", "no"),
        ("Auto-Submitted: auto-replied", "auto-reply"),
        ("Auto-Submitted: auto-generated; x=y", "generated"),
        ("X-Autoreply: yes", "auto-reply"),
        ("X-Autorespond: Vacation", "auto-reply"),
        ("X-Auto-Reply: no", "no"),
        ("Precedence: auto_reply", "auto-reply"),
        ("Precedence: bulk", "generated"),
        ("Precedence: list", "list"),
        ("Precedence: normal", "no"),
        ("List-Unsubscribe: <mailto:x@example.net>", "list"),
        ("X-FC-MachineGenerated: true", "generated"),
        ("X-POST-MessageClass: 9; Autoresponder", "auto-reply"),
        ("X-Failed-Recipients: x@example.net", "bounce"),
        ("Delivered-To: Autoresponder", "auto-reply"),
        ("List-Id: Help <help.example.com>", "no"),
    ],
)
def test_a_header_tells(line, kind):
    assert _mail(line).automatic == kind


ABSENCES = """Out of office|OOO: Re: your mail|Automatic reply: x|Balasan otomatis: x|Sedang cuti|Di luar kantor
    |Balasan automatik|Tiada di pejabat|Sedang bercuti|Otomatik yanıt: x|OTOMATİK YANIT: X|Ofis dışında: x
    |İzindeyim|Yıllık izindeyim|Abwesenheitsnotiz|Réponse automatique : x|Respuesta automática: x
    |Re: Automatic reply: x"""
QUESTIONS = """Kapan kantor buka?|Saya cuti minggu depan, tolong tunda|Office chair out of stock
    |Otomatik kapı bozuk|Autopilot: broken|Yıllık izin formu nerede?|Automatic washing machine|"""


@pytest.mark.parametrize("subject", ABSENCES.split("|"))
def test_an_absence_is_told_by_its_subject(subject):
    assert automatic.is_absence_subject(subject.strip())


@pytest.mark.parametrize("subject", QUESTIONS.split("|"))
def test_ordinary_subjects_are_ordinary(subject):
    assert not automatic.is_absence_subject(subject.strip())


@pytest.mark.parametrize(
    ("sender", "line", "may"),
    [
        ("budi@example.org", "X-A: b", True),
        ("budi@example.org", "X-Auto-Response-Suppress: DR, OOF", False),
        ("budi@example.org", "X-Auto-Response-Suppress: DR", True),
        ("budi@example.org", "Return-Path: <>", False),
        ("no-reply@example.org", "X-A: b", False),
        ("noreply+42@example.org", "X-A: b", False),
        ("mailer-daemon@example.org", "X-A: b", False),
        ("news-request@example.org", "X-A: b", False),
        ("help@example.com", "X-A: b", False),
        ("norepl@example.org", "X-A: b", True),
    ],
)
def test_who_may_get_an_automatic_letter(sender, line, may):
    assert _mail(line, sender=sender).answerable == may


def test_what_the_envelope_says_counts_before_the_header():
    assert not _mail(envelope_from="").answerable
    assert _mail("Return-Path: <>", envelope_from="budi@example.org").answerable


def test_what_needs_nobody():
    assert _mail("Auto-Submitted: auto-replied").idle
    assert not _mail("Precedence: bulk").idle
    assert not _mail().idle
