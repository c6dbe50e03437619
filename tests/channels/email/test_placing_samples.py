"""What becomes of a sample mail on a desk: the part "desk" of the JSON beside it.

`given` names what is there before; `ways` are the mailboxes that bring it one after the other ("lmtp": our own mail
server does); `envelope_to` and `envelope_from` are what the transport says. Everything else is what came of it, the
last time it came. What a JSON does not mention may be anything.
"""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from layan.actions import cases, messages
from layan.channels.email import threading
from layan.desk import commands
from layan.plan.say import Say
from layan.records.models import Address, Case, Message, OutboxMail, SideConversation
from layan.records.translate import actor_of
from tests.cast import NOW
from tests.channels.email.desk import arrives, mailbox, raw

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent / "samples"
PLACED = {
    path.stem: desk
    for path in sorted(SAMPLES.glob("*.json"))
    if (desk := json.loads(path.read_text(encoding="utf-8")).get("desk"))
}
TOKEN = "AbCdEfGhIjKlMnOpQrStUv"
LETTER = f"{TOKEN}.2.abcdefghijkl@example.com"
BEFORE = {"given": "nothing", "ways": ["lmtp"], "envelope_to": None, "envelope_from": "someone@example.org"}


def _first(cast):
    """A case of Budi's, with the letter that acknowledged it under an id that samples can name."""
    first = raw(
        "Mesin cuci saya mati.", sender="Budi Contoh <budi@example.org>", to="help@example.com",
        subject="Mesin cuci", message_id="<first@example.org>",
    )  # fmt: skip
    case = arrives(first, envelope_to=["help@example.com"]).case
    Case.objects.filter(pk=case.pk).update(token=TOKEN)
    OutboxMail.objects.filter(message__case=case).update(rfc_id=LETTER)
    return {"first": case}


def _second(cast, number=2):
    more = raw(
        "Ada lagi.", sender="Budi Contoh <budi@example.org>", to="help@example.com", subject=f"Lain {number}",
        message_id=f"<more{number}@example.org>",
    )  # fmt: skip
    return arrives(more, envelope_to=["help@example.com"]).case


def _merged(cast):
    given = _first(cast) | {"second": _second(cast)}
    cases.merge(case=given["first"], into=given["second"], by=actor_of(cast.rani), at=NOW)
    return given


def _merged_twice(cast):
    given = _merged(cast) | {"third": _second(cast, 3)}
    given["second"].refresh_from_db()
    cases.merge(case=given["second"], into=given["third"], by=actor_of(cast.rani), at=NOW)
    return given


def _settled(ago):
    def settled(cast):
        given = _first(cast)
        resolve, at = commands.Resolve(), NOW - timedelta(days=ago)
        cases.act(case=given["first"], command=resolve, by=actor_of(cast.sari), at=at)
        return given

    return settled


def _side(cast):
    given = _first(cast)
    messages.side(
        case=given["first"], text="Ada suku cadang?", by=cast.sari, at=NOW, address="parts@example.org"
    )
    SideConversation.objects.update(token="SideSideSideSideSideSi")
    return given


GIVEN = {
    "nothing": lambda cast: {},
    "a case": _first,
    "a merged case": _merged,
    "a case merged twice": _merged_twice,
    "a case settled yesterday": _settled(1),
    "a case settled long ago": _settled(60),
    "a side conversation": _side,
}


@pytest.fixture
def boxes(cast):
    return {
        name: mailbox(name=name.title(), address=f"{name}@example.com", channel="email")
        for name in ("help", "sales")
    }


@pytest.mark.parametrize("name", PLACED)
def test_a_sample_finds_the_place_it_says(cast, boxes, name):
    wanted = BEFORE | PLACED[name]
    ways, to, sender = (wanted.pop(word) for word in ("ways", "envelope_to", "envelope_from"))
    given = GIVEN[wanted.pop("given")](cast)
    content = (SAMPLES / f"{name}.eml").read_bytes()
    at = NOW + timedelta(minutes=30)
    for way in ways:
        if way == "lmtp":
            row = arrives(content, at=at, envelope_to=to or ["help@example.com"], envelope_from=sender)
        else:
            brought = b"Received: by %s\r\n" % way.encode() + content
            row = arrives(brought, at=at, source="imap", mailbox=boxes[way], envelope_to=[], envelope_from="")
    found = _became(row, given)
    assert {word: found[word] for word in wanted} == wanted


def _became(row, given):
    """In the words of the JSON files. Cases are called first, second and third; one made by the mail is "new"."""
    names = {case.pk: name for name, case in given.items()}
    case = row.case
    found = {
        "state": row.state,
        "reason": str(Say.from_json(row.reason)) if row.reason else "",
        "cases": Case.objects.count() - len(given),
        "case": case and names.get(case.pk, "new"),
    }
    message = Message.objects.filter(mail=row).select_related("by").first()
    if case is not None:
        shown = case.customer.addresses.values_list("value", flat=True).first()
        found |= {"customer": shown, "status": case.status, "channel": case.channel}
        found |= {
            "follows": names.get(case.follows_id),
            "unread": case.unread,
            "at": case.opened_at == row.received_at,
        }
        found |= {"letters": Message.objects.filter(case=case, direction="letter").count()}
    if message is not None:
        found |= {"said": message.direction, "rule": message.matched_by, "by": message.by and message.by.name}
        found |= {"sender": message.sender, "side": message.side_id is not None, "text": message.text}
        found |= {"warnings": [str(Say.from_json(one)) for one in message.warnings]}
        assert message.matched_by in ("", *threading._WHY), "the entry says by which rule it was matched"
    assert Address.objects.count() == Address.objects.values("value").distinct().count()
    return found


def test_every_situation_is_needed():
    assert {desk.get("given", "nothing") for desk in PLACED.values()} == set(GIVEN)
