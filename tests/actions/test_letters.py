"""Letters: in the customer's language, by the clock of the business, with what the plan promises."""

from datetime import timedelta

import pytest
from django.conf import settings

from layan.actions import cases, letters, messages, plans
from layan.desk import commands
from layan.records.models import Letter, Message, OutboxMail
from layan.records.translate import actor_of
from tests.cast import NOW, PAGES, a_case, pages

VALUES = {
    "customer": "Budi",
    "case": "#1",
    "subject": "Loud",
    "business": "Kopi Senja",
    "link": "https://x",
    "promise": "",
}


def _letter(case):
    return Message.objects.get(case=case, direction="letter")


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("kind", letters.KINDS)
def test_our_words_name_only_what_is_filled(kind, language):
    subject, body = letters.ours(kind, language)
    for text in (subject, body):
        letters.check_places(kind, text)
    letters.check_needed(kind, body)


def test_her_language_and_the_business_s_clock(cast):
    """Budi writes Indonesian on Monday at 9.30 in Jakarta, which is 2.30 in UTC; 4 open hours on it is 13.30."""
    case = a_case(cast)
    letter = _letter(case)
    assert letter.language == "id"
    assert "13.30" in letter.text and "Budi Hartono" in letter.text and f"#{case.pk}" in letter.text
    assert f"/help/case/{case.key}/" in letter.text
    assert "{" not in letter.text + letter.subject


def test_a_language_we_do_not_write_falls_back(cast):
    cast.budi.language = "fr"
    cast.budi.save()
    assert _letter(a_case(cast)).language == "en", "the business's first"
    assert _letter(a_case(cast, customer=cast.lina, language="ms")).language == "ms", (
        "the case's own comes first"
    )


def test_one_automatic_letter_an_hour(cast):
    a_case(cast)
    a_case(cast, at=NOW + timedelta(minutes=59))
    assert Message.objects.filter(direction="letter").count() == 1
    a_case(cast, customer=cast.lina, at=NOW + timedelta(minutes=59))
    a_case(cast, at=NOW + timedelta(minutes=60))
    assert Message.objects.filter(direction="letter").count() == 3


def test_nobody_writes_to_an_address_that_bounces(cast):
    cast.budi.addresses.update(bounced_at=NOW)
    a_case(cast)
    assert not OutboxMail.objects.exists()


def test_a_channel_may_keep_silent(cast):
    quiet = PAGES["channels/email.md"] + "acknowledge: false\n"
    plans.publish(files=pages(email=quiet), by=None, why="", at=NOW - timedelta(days=1))
    a_case(cast)
    assert not OutboxMail.objects.exists()


def test_that_it_is_settled_is_said_when_somebody_wants_it(cast):
    case = a_case(cast)
    outcome = cases.act(
        case=case, command=commands.Resolve(), by=actor_of(cast.sari), at=NOW + timedelta(minutes=9)
    )
    letter = letters.tell_resolved(case=outcome.row, at=NOW + timedelta(minutes=9))
    assert letter.automatic == "resolution" and f"/help/case/{case.key}/" in letter.text


def test_the_promise_is_the_first_that_runs(cast):
    case = a_case(cast)
    plan = plans.Plan.read(pages())
    assert letters.promise(case, plan, "en").startswith("A person answers you by ")
    message = messages.reply(
        case=case,
        reply=messages.Reply("Soon.", ["budi@example.net"]),
        by=cast.sari,
        at=NOW + timedelta(minutes=5),
    )
    row = messages.release(message=message).row
    assert letters.promise(row, plan, "en").startswith("We settle it by ")
    row = cases.act(
        case=row, command=commands.Resolve(), by=actor_of(cast.sari), at=NOW + timedelta(minutes=9)
    ).row
    assert letters.promise(row, plan, "en") == ""


def test_an_administrator_s_own_words(cast):
    given = {"kind": "acknowledgement", "language": "id", "by": cast.melati, "at": NOW}
    letters.change(subject=" Halo\n{case} ", body="Kami baca, {customer}.\n\n{promise}", **given)
    letter = _letter(a_case(cast))
    assert letter.subject.startswith("Halo #") and letter.text.startswith("Kami baca, Budi Hartono.\n\n")
    letters.restore(kind="acknowledgement", language="id")
    assert letters.words("acknowledgement", "id") == letters.ours("acknowledgement", "id")
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{amount}", "{amount}"), ("{}", "{}"), ("{0}", "{0}"), ("{customer.name}", "{customer.name}"),
        ("{case:d}", "{case:d}"), ("{case!r}", "{case!r}"), ("{case:{customer}}", "{case:{customer}}"),
        ("a { b", "{"), ("a } b", "}"),
    ],
)  # fmt: skip
def test_what_nothing_fills_is_named(text, place):
    with pytest.raises(letters.UnknownPlace) as found:
        letters.check_places("acknowledgement", text)
    assert str(found.value) == place


def test_a_reply_without_what_was_written_is_no_reply(cast):
    with pytest.raises(letters.MissingPlace, match="text"):
        letters.change(
            kind="reply", language="en", subject="Re: {subject}", body="Hello!", by=cast.melati, at=NOW
        )
    letters.check_needed("acknowledgement", "We are here.")


def test_an_empty_place_leaves_no_gap_and_what_is_filled_in_stays():
    made = letters.fill(("S {promise}", "A\n\n{promise}\n\nB {customer}\n\n\n{{C}}"), VALUES)
    assert made == ("S", "A\n\nB Budi\n\n\n{C}")
    kept = letters.fill(("", "{text}\n\n{business}"), VALUES | {"text": "a\n\n\n\nb {case}"})
    assert kept[1] == "a\n\n\n\nb {case}\n\nKopi Senja"


def test_a_customer_without_a_name_is_greeted_all_the_same():
    _, body = letters.fill(letters.ours("acknowledgement", "en"), VALUES | {"customer": ""})
    assert body.startswith("Hello,\n")
