"""The composer of a case: what it writes, to whom, with which words of the plan, and the draft that is kept."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from layan.plan.plan import Plan
from layan.plan.wording import Speaker
from layan.records.models import Case, Draft, Message, User
from layan.web.desk.entries import file_context

KINDS = ("reply", "note", "side")


def composer(
    case: Case, plan: Plan, reader: User, speaker: Speaker, kind: str, side: str = "new"
) -> dict[str, Any]:
    """The context of `components/composer.html` for one kind of message."""
    kind = kind if kind in KINDS else "reply"
    slot = f"side-{side}" if kind == "side" else kind
    draft = Draft.objects.filter(user=reader, case=case, slot=slot).first()
    to, cc = recipients(case, kind, side, draft)
    context: dict[str, Any] = {
        "kind": kind,
        "slot": slot,
        "action": reverse("desk:write", args=[case.pk, kind]),
        "draft_url": reverse("desk:draft", args=[case.pk, slot]),
        "key": f"{reader.pk}-{case.pk}-{slot}",
        "text": draft.text if draft else "",
        "saved_at": draft.saved_at if draft else None,
        "language": case.language if kind == "reply" else "",
        "to": to,
        "cc": cc,
        "tabs": tabs(case, kind),
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


def recipients(
    case: Case, kind: str, side: str, draft: Draft | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Who gets it, as chips: of the message that is answered, unless the draft says otherwise."""
    if kind == "note":
        return [], []
    if kind == "side":
        known = case.sides.filter(pk=side).first() if side.isdecimal() else None
        address = known.address if known else ""
        return ([{"address": address, "name": known.name, "outsider": False}] if known else []), []
    known_here = people_of(case)
    if draft and (draft.to or draft.cc):
        return chips(draft.to, known_here), chips(draft.cc, known_here)
    answered = Message.objects.filter(case=case, direction="in").order_by("-at", "-pk").first()
    if answered is not None and answered.sender:
        return chips([answered.sender], known_here), chips(
            [one["address"] for one in answered.cc], known_here
        )
    email = case.customer.addresses.filter(kind="email").order_by("pk").first()
    return chips([email.shown] if email else [], known_here), []


def chips(addresses: list[str], known: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"address": one, "name": known.get(one.casefold(), ""), "outsider": one.casefold() not in known}
        for one in addresses
    ]


def people_of(case: Case) -> dict[str, str]:
    """Every address that has a part in the case, with its name: the customer's own, and who wrote or was written to."""
    found = {address.value: case.customer.name for address in case.customer.addresses.all()}
    for message in Message.objects.filter(case=case, direction__in=("in", "out")).only(
        "sender", "sender_name", "to", "cc"
    ):
        if message.sender:
            found.setdefault(message.sender.casefold(), message.sender_name)
        for one in (*message.to, *message.cc):
            found.setdefault(one["address"].casefold(), one.get("name", ""))
    return found


def words(case: Case, plan: Plan, reader: User, speaker: Speaker) -> list[dict[str, str]]:
    """The plan's words for this concern, in the customer's language, their places filled."""
    language = case.language or plan.language
    values = {
        "customer": case.customer.name or "",
        "case": f"#{case.pk}",
        "business": plan.name,
        "representative": reader.name,
    }
    found = []
    for page in plan.guidance(case.situation or None, case.channel).procedures:
        for each in page.rules.words:
            text = (
                each.texts.get(language)
                or each.texts.get(plan.language)
                or next(iter(each.texts.values()), "")
            )
            found.append({"name": each.name.replace("-", " ").capitalize(), "text": text.format_map(values)})
        for step in page.rules.steps_in(speaker.language):
            text = step.say.get(language) or step.say.get(plan.language, "")
            if text:
                found.append({"name": step.do, "text": text.format_map(values)})
    return found[:20]
