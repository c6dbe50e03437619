"""Letters: what the desk writes by itself. The words are ours until an administrator writes her own, per language."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from string import Formatter
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop as _

from layan.actions import outbox
from layan.desk.case import Approval
from layan.plan.places import without
from layan.plan.plan import Plan
from layan.plan.say import Offer, Say, say
from layan.plan.wording import Speaker, to_the_minute
from layan.records.locks import alone
from layan.records.models import Address, Case, Customer, Letter, Message, User
from layan.records.plans import plan_in_force
from layan.records.queries.people import deciders
from layan.records.translate import state_of

type Words = tuple[str, str]
"""Subject and body, with `{places}`."""

KINDS: Final[Mapping[str, Words]] = {
    "acknowledgement": (
        _("We have received your message: {subject}"),
        _(
            "Hello {customer},\n\nthank you for writing to us. Your message has arrived; its number is {case}."
            "\n\n{promise}\n\nYou can follow it and add to it here, without an account:\n{link}\n\n"
            "You can also simply answer this letter.\n\n{business}"
        ),
    ),
    "reply": (_("Re: {subject}"), _("{text}\n\n{representative}\n{business}")),
    "resolution": (
        _("Done: {subject}"),
        _(
            "Hello {customer},\n\nwe believe that your matter {case} is settled. If it is not, simply answer this "
            "letter or write here, and we go on where we stopped:\n{link}\n\n{business}"
        ),
    ),
    "approval": (
        _("Your decision is asked: case {case}"),
        _(
            "Hello {colleague},\n\n{representative} asks for your decision in case {case}, {subject}:\n\n{question}\n\n"
            "{reason}\n\n{promise}\n\nDecide here:\n{link}"
        ),
    ),
    "invitation": (
        _("You are invited to {business}"),
        _(
            "Hello {colleague},\n\n{representative} invites you to work with {business} at this desk. Choose your "
            "password here; the link works once, until {until}:\n{link}"
        ),
    ),
}
PLACES: Final[Mapping[str, frozenset[str]]] = {
    kind: frozenset(name for words in both for _l, name, _s, _c in Formatter().parse(words) if name)
    | ({"promise", "link", "case"} if kind in ("acknowledgement", "reply", "resolution") else set())
    | ({"stop"} if kind in ("acknowledgement", "resolution") else set())
    for kind, both in KINDS.items()
}
"""What may stand in braces in each kind of letter."""

NEEDED: Final[Mapping[str, str]] = {"reply": "text", "approval": "link", "invitation": "link"}
"""The place without which the body of a letter says nothing."""


class UnknownPlace(ValueError):
    """A letter has a place in braces that nothing fills; the first argument is what stands there."""


class MissingPlace(ValueError):
    """The body lacks the place that it is written for; the first argument names it."""


def words(kind: str, language: str) -> Words:
    """The letter as it stands for a language: the administrator's, else ours."""
    own = Letter.objects.filter(kind=kind, language=language).first()
    return (own.subject, own.body) if own is not None else ours(kind, language)


def ours(kind: str, language: str) -> Words:
    """The letter as it came with Layan."""
    with translation.override(language):
        subject, body = KINDS[kind]
        return translation.gettext(subject), translation.gettext(body)


def change(*, kind: str, language: str, subject: str, body: str, by: User, at: datetime) -> None:
    """An administrator's own words. Raises UnknownPlace and MissingPlace."""
    subject = " ".join(subject.split())
    for text in (subject, body):
        check_places(kind, text)
    check_needed(kind, body)
    values = {"subject": subject, "body": body, "by": by, "changed_at": at}
    Letter.objects.update_or_create(kind=kind, language=language, defaults=values)


def restore(*, kind: str, language: str) -> None:
    """Back to our words."""
    Letter.objects.filter(kind=kind, language=language).delete()


def check_places(kind: str, text: str) -> None:
    """Raises UnknownPlace for what nothing fills."""
    for name in sorted(_places(text) - PLACES[kind]):
        raise UnknownPlace("{" + name + "}")


def check_needed(kind: str, body: str) -> None:
    """Raises MissingPlace."""
    needed = NEEDED.get(kind)
    if needed and needed not in _places(body):
        raise MissingPlace("{" + needed + "}")


@lru_cache(maxsize=512)
def _places(text: str) -> frozenset[str]:
    """What stands in braces. A place with a format of its own is none of ours: it could fail when a letter leaves."""
    found = set()
    try:
        for _before, name, form, conversion in Formatter().parse(text):
            if name is not None:
                found.add(name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else ""))
    except ValueError as error:  # a brace that is not closed, or not opened
        raise UnknownPlace("{" if "{" in text else "}") from error
    return frozenset(found)


def filled(kind: str, language: str, values: Mapping[str, str]) -> Words:
    """The letter of that kind with its places filled."""
    return fill(words(kind, language), values)


def fill(letter: Words, values: Mapping[str, str]) -> Words:
    """Subject and body with their places filled. A line whose places are all empty goes, with the gap it would leave;
    the lines of what is filled in stay as they are."""
    subject, body = letter
    lines: list[str] = []
    gap = False
    for line in body.split("\n"):
        made = _made(line, values)
        if line.strip() and not made.strip():
            gap = True
        elif made or not gap or (lines and lines[-1]):
            lines.append(made)
            gap = gap and not made
    return " ".join(_made(subject, values).split()), "\n".join(lines).strip()


def _made(text: str, values: Mapping[str, str]) -> str:
    """A customer without a name is greeted with "Hello,"."""
    for name in _places(text):
        if not values.get(name):
            text = without(text, name)
    return text.format_map(values)


def of_case(case: Case, plan: Plan, language: str) -> dict[str, str]:
    """What every letter about a case may say."""
    return {
        "customer": case.customer.name,
        "case": f"#{case.pk}",
        "subject": case.subject,
        "business": plan.name,
        "link": settings.LAYAN_URL + reverse("help:case", args=[case.key]),
        "promise": promise(case, plan, language),
        "stop": stop_address(case),
    }


def stop_address(case: Case) -> str:
    """Where the customer stops automatic letters, and lets them come again; no sign-in is asked for."""
    return settings.LAYAN_URL + reverse("help:letters", args=[case.customer.token])


def promise(case: Case, plan: Plan, language: str) -> str:
    """By when we answer or settle it, as the clocks that run on the case say; nothing when none runs."""
    speaker = Speaker(language, plan.business.timezone)
    state = state_of(case)
    for target in ("first_reply", "next_reply", "resolution"):
        clock = state.clock(target)
        if clock is None or not clock.running or clock.due is None:
            continue
        if target == "resolution":
            return speaker(say("We settle it by {due} at the latest.", due=to_the_minute(clock.due)))
        return speaker(say("A person answers you by {due} at the latest.", due=to_the_minute(clock.due)))
    return ""


def language_for(case: Case, plan: Plan) -> str:
    """The language a customer is written to: the case's, hers, the business's first that we have words for."""
    ours = {code for code, _name in settings.LANGUAGES}
    for code in (case.language, case.customer.language, *plan.business.languages):
        if code in ours:
            return str(code)
    return settings.LANGUAGE_CODE


ONE_EACH: Final = timedelta(hours=1)
"""A sender gets at most one automatic letter in this time, so that two automatons cannot talk to each other."""
BY_FORM: Final = 5
"""Whoever fills in a form is no automaton, and needs the link that is in the letter; still, nobody's address is
to be flooded by what others type there."""


@dataclass(frozen=True)
class About:
    """A case that a letter is about, the moment and the plan it is written under, and the message it answers."""

    case: Case
    at: datetime
    plan: Plan
    message: Message | None = None


def acknowledge(opened: Iterable[About]) -> None:
    """Say of each that it came in and what is promised, if the page of its channel wants it said. Where the customer
    gets none for another reason, its message says so. The cases are of different customers. Within a transaction."""
    wanted = [
        one
        for one in opened
        if (page := one.plan.channels.get(one.case.channel)) is not None and page.rules.acknowledge
    ]
    if not wanted:
        return
    alone(*(f"letters to {one.case.customer_id}" for one in wanted))
    enough = _had_enough(wanted)
    written = {
        letter.case_id for letter in _to_customers("acknowledgement", [o for o in wanted if o not in enough])
    }
    why = say("No letter was sent: this sender got one within the hour before.")
    _withheld(
        (one, why if one in enough else unwanted(one.case.customer))
        for one in wanted
        if one.case.pk not in written
    )


def _had_enough(wanted: Collection[About]) -> list[About]:
    """Those whose customer got as many as she may within the hour before."""
    sent = Message.objects.filter(
        direction="letter",
        automatic="acknowledgement",
        case__customer__in={one.case.customer_id for one in wanted},
        at__gt=min(one.at for one in wanted) - ONE_EACH,
    )
    before: dict[int, list[datetime]] = defaultdict(list)
    for customer, at in sent.values_list("case__customer", "at"):
        before[customer].append(at)
    return [
        one
        for one in wanted
        if sum(one.at - ONE_EACH < at <= one.at for at in before[one.case.customer_id]) >= _most(one)
    ]


def _withheld(letters: Iterable[tuple[About, Say | None]]) -> None:
    """Note on the message that each would have answered why there is none."""
    told = []
    for one, why in letters:
        if one.message is not None and why is not None:
            one.message.warnings = [*one.message.warnings, why.to_json()]
            told.append(one.message)
    if told:
        Message.objects.bulk_update(told, ["warnings"])


def _most(one: About) -> int:
    """Automatic letters a sender may get in that time."""
    return BY_FORM if one.plan.channels[one.case.channel].rules.medium == "form" else 1


def unwanted(customer: Customer) -> Say | None:
    """Why a customer who has an address for mail gets no automatic letters; None when she does."""
    if customer.letters_stopped_at:
        return say("No letter was sent: the customer wants none.")
    addresses = list(customer.addresses.filter(kind="email"))
    if addresses and all(one.bounced_at for one in addresses):
        return say("No letter was sent: mail to {address} came back.", address=addresses[0].shown)
    return None


def tell_resolved(*, case: Case, at: datetime) -> Message | None:
    """Say that it is settled: somebody of ours wants it said, so it counts as hers."""
    return next(iter(_to_customers("resolution", [About(case, at, plan_in_force(at))])), None)


def _to_customers(kind: str, cases: Collection[About]) -> list[Message]:
    """A letter on each case whose customer has an address that mail reaches, and wants letters."""
    customers = {one.case.customer_id for one in cases if not one.case.customer.letters_stopped_at}
    rows = Address.objects.filter(customer__in=customers).order_by("-pk")  # all: kind is no way to find a few
    reached = [row for row in rows if row.kind == "email" and row.bounced_at is None]
    addresses = {row.customer_id: row.shown for row in reached}  # her oldest one is what remains
    known: dict[str, Words] = {}
    letters = []
    for one in cases:
        case, plan = one.case, one.plan
        if case.customer_id not in addresses:
            continue
        language = language_for(case, plan)
        if language not in known:
            known[language] = words(kind, language)
        subject, text = fill(known[language], of_case(case, plan, language))
        letters.append(
            Message(
                case=case,
                direction="letter",
                state="queued",
                channel=case.channel,
                to=[{"address": addresses[case.customer_id], "name": case.customer.name}],
                subject=subject[:300],
                text=text,
                language=language,
                automatic=kind,
                at=one.at,
            )
        )
    Message.objects.bulk_create(letters)
    outbox.queue_letters(letters)
    return letters


def ask_decision(*, case: Case, approval: Approval, asker: User, at: datetime) -> None:
    """A letter to everybody who may decide, each in her language."""
    plan = plan_in_force(at)
    for colleague in deciders(approval.decider):
        if colleague.pk == asker.pk:
            continue
        language = colleague.language
        speaker = Speaker(language, plan.business.timezone)
        question = (
            speaker(say("{offer}: {amount}", offer=Offer(approval.offer), amount=approval.amount))
            if approval.amount
            else speaker(say("{offer}", offer=Offer(approval.offer)))
        )
        values: dict[str, Any] = {
            **of_case(case, plan, language),
            "colleague": colleague.name,
            "representative": asker.name,
            "question": question,
            "reason": approval.reason,
            "promise": speaker(say("Please decide by {due}.", due=to_the_minute(approval.due)))
            if approval.due
            else "",
            "link": settings.LAYAN_URL + reverse("desk:case", args=[case.pk]),
        }
        subject, text = filled("approval", language, values)
        outbox.queue(
            kind="approval", to=[colleague.email], at=at, subject=subject, text=text, language=language
        )
