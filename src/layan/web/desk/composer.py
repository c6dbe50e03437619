"""The composer of a case: what it writes, to whom, with which words of the plan, and the draft that is kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from layan.plan.page import Page
from layan.plan.pages.procedure import Procedure, fill
from layan.plan.plan import Plan
from layan.plan.wording import Speaker
from layan.records.models import Address, Case, Draft, Message, SideConversation, User
from layan.records.queries.customers import normalised
from layan.records.queries.timeline import sides_of
from layan.web.desk.entries import file_context
from layan.web.desk.forms import MOST_FILE

KINDS = ("reply", "note", "side")


def composer(
    case: Case, plan: Plan, reader: User, speaker: Speaker, kind: str, side: str = ""
) -> dict[str, Any]:
    """The context of `components/composer.html` for one kind of message."""
    kind = kind if kind in KINDS else "reply"
    sides = sides_of(case)
    known = {str(one.pk) for one in sides}
    side = side if side in known or side == "new" else str(sides[-1].pk) if sides else "new"
    slot = f"side-{side}" if kind == "side" else kind
    draft = Draft.objects.filter(user=reader, case=case, slot=slot).first()
    said = said_by_mail(case)
    people = people_of(case, said)
    to, cc = recipients(case, kind, draft, people, said)
    context: dict[str, Any] = {
        "kind": kind,
        "slot": slot,
        "action": reverse("desk:write", args=[case.pk, kind]),
        "draft_url": reverse("desk:draft", args=[case.pk, slot]),
        "attach_url": reverse("desk:attach", args=[case.pk, slot]),
        "most": MOST_FILE,
        "key": f"{reader.pk}-{case.pk}-{slot}",
        "text": draft.text if draft else "",
        "saved_at": draft.saved_at if draft else None,
        "language": case.language if kind == "reply" else "",
        "to": to,
        "cc": cc,
        "addressed": kind == "reply" or slot == "side-new",
        "known": ",".join(people) if kind == "reply" else "",
        "tabs": tabs(case, kind),
        "sides": side_tabs(case, sides, side) if kind == "side" and sides else [],
        "attachments": [file_context(one) for one in draft.attachments.select_related("file")]
        if draft
        else [],
        "words": words(case, plan, reader, speaker) if kind == "reply" else [],
        "send_label": {"reply": _("Send"), "note": _("Keep note"), "side": _("Send")}[kind],
        "placeholder": {
            "reply": _("Write to the customer"),
            "note": _("For colleagues; @Name tells somebody"),
            "side": _("Write to somebody else about this case; the customer does not see it"),
        }[kind],
    }
    if kind == "reply":
        context["returned"] = returned([one["address"] for one in (*to, *cc)])
        context["lift_url"] = reverse("desk:lift", args=[case.pk])
        context["send_until"] = [
            {"label": _("Send and wait"), "name": "then", "value": "wait"},
            {"label": _("Send and resolve"), "name": "then", "value": "resolve"},
        ]
    return context


def tabs(case: Case, kind: str) -> list[dict[str, Any]]:
    labels = {"reply": (_("Reply"), "r"), "note": (_("Note"), "n"), "side": (_("Side conversation"), "")}
    base = reverse("desk:case", args=[case.pk])
    return [
        {"label": label, "href": f"{base}?write={name}#composer", "current": name == kind, "key": key}
        for name, (label, key) in labels.items()
    ]


def composer_address(case: Case, kind: str, side: str = "") -> str:
    """Where this kind of message is written."""
    more = f"&side={side}" if side else ""
    return reverse("desk:case", args=[case.pk]) + f"?write={kind}{more}#composer"


def side_tabs(case: Case, sides: list[SideConversation], side: str) -> list[dict[str, Any]]:
    """The side conversations of a case, and one that is begun."""
    found = [
        {
            "label": one.name or one.address,
            "href": composer_address(case, "side", str(one.pk)),
            "current": str(one.pk) == side,
        }
        for one in sides
    ]
    begin = {
        "label": _("With somebody else"),
        "href": composer_address(case, "side", "new"),
        "current": side == "new",
    }
    return [*found, begin]


def returned(addresses: list[str]) -> list[Address]:
    """Those from which mail came back for good."""
    values = [normalised("email", one) for one in addresses]
    return list(Address.objects.filter(kind="email", value__in=values, bounced_at__isnull=False))


type Chips = list[dict[str, Any]]


def recipients(
    case: Case, kind: str, draft: Draft | None, known: Mapping[str, str], said: Sequence[Message]
) -> tuple[Chips, Chips]:
    """Who gets it, as chips: of the message that is answered, unless the draft says otherwise."""
    if kind == "note":
        return [], []
    if kind == "side":
        return ([{"address": one, "name": "", "outsider": False} for one in draft.to] if draft else []), []
    if draft and (draft.to or draft.cc):
        return chips(draft.to, known), chips(draft.cc, known)
    answered = next((one for one in reversed(said) if one.direction == "in"), None)
    if answered is not None and answered.sender:
        return chips([answered.sender], known), chips([one["address"] for one in answered.cc], known)
    email = min(
        (one for one in case.customer.addresses.all() if one.kind == "email"),
        key=lambda one: one.pk,
        default=None,
    )
    return chips([email.shown] if email else [], known), []


def chips(addresses: list[str], known: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"address": one, "name": known.get(one.casefold(), ""), "outsider": one.casefold() not in known}
        for one in addresses
    ]


def said_by_mail(case: Case) -> list[Message]:
    """What was received and sent, oldest first, as far as who had a part in it."""
    rows = Message.objects.filter(case=case, direction__in=("in", "out")).order_by("at", "pk")
    return list(rows.only("direction", "sender", "sender_name", "to", "cc"))


def people_of(case: Case, said: Iterable[Message]) -> dict[str, str]:
    """Every address that has a part in the case, with its name: the customer's own, and who wrote or was written to."""
    found = {address.value: case.customer.name for address in case.customer.addresses.all()}
    for message in said:
        if message.sender:
            found.setdefault(message.sender.casefold(), message.sender_name)
        for one in (*message.to, *message.cc):
            found.setdefault(one["address"].casefold(), one.get("name", ""))
    return found


def places(case: Case, plan: Plan, reader: User) -> dict[str, str]:
    """What the places in words of the plan are filled with."""
    return {
        "customer": case.customer.name or "",
        "case": f"#{case.pk}",
        "business": plan.name,
        "representative": reader.name,
    }


def procedures(plan: Plan, situation: str | None, channel: str) -> list[Page[Procedure]]:
    """Those that speak to this, the ones for few situations before the ones for many."""
    found = plan.guidance(situation or None, channel).procedures
    return sorted(found, key=lambda page: len(page.rules.situations) or len(plan.situations) + 1)


def words(case: Case, plan: Plan, reader: User, speaker: Speaker) -> list[dict[str, str]]:
    """The plan's words for this concern, in the customer's language, their places filled."""
    language = case.language or plan.language
    values = places(case, plan, reader)
    found = []
    for page in procedures(plan, case.situation, case.channel):
        for each in page.rules.words:
            text = (
                each.texts.get(language)
                or each.texts.get(plan.language)
                or next(iter(each.texts.values()), "")
            )
            found.append({"name": each.name.replace("-", " ").capitalize(), "text": fill(text, values)})
        for step in page.rules.steps_in(speaker.language):
            text = step.say.get(language) or step.say.get(plan.language, "")
            if text:
                found.append({"name": step.do, "text": fill(text, values)})
    return found[:20]
