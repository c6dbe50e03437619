"""The right column of a case: who the customer is and what happened before, and what the plan says here."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from layan.desk.actor import Actor
from layan.desk.case import Case as Folded
from layan.plan.page import Page
from layan.plan.pages.procedure import fill
from layan.plan.plan import Authority, Given, Plan
from layan.plan.say import Offer, Role, say
from layan.plan.sentences import sentences
from layan.plan.wording import Speaker
from layan.records.access import cases_for
from layan.records.models import Case, User
from layan.records.queries.offers import given_elsewhere
from layan.web.desk.composer import places, procedures
from layan.web.desk.rows import page_name
from layan.web.prose import rendered

BEFORE = 6
"""Earlier cases shown; the customer's own page has all."""


def panel(
    case: Case, state: Folded, plan: Plan, reader: Actor, user: User, speaker: Speaker, now: datetime
) -> dict[str, Any]:
    """Everything the right column shows."""
    guidance = plan.guidance(state.situation, state.channel)
    values = places(case, plan, user)
    return {
        "customer": customer(case, speaker),
        "before": list(before(case, user)),
        "clauses": [clause(page, plan, speaker) for page in guidance.policies],
        "procedures": [
            procedure(page, state, plan, speaker, values)
            for page in procedures(plan, state.situation, state.channel)
        ],
        "limits": limits(state, plan, reader, speaker, now, case),
        "offers": [
            {
                "name": speaker.value(Offer(one.offer)),
                "says": speaker.value(one.amount) if one.amount else "",
                "at": one.at,
            }
            for one in state.offers
        ],
    }


def customer(case: Case, speaker: Speaker) -> dict[str, Any]:
    """Who she is, in a few words."""
    person = case.customer
    addresses = list(person.addresses.all())
    known = [(str(name).replace("_", " "), str(value), "") for name, value in person.fields.items() if value]
    return {
        "name": person.name or _("Nameless customer"),
        "href": reverse("desk:customer", args=[person.pk]),
        "since": person.created_at,
        "language": person.language or case.language,
        "addresses": addresses,
        "facts": known[:6],
        "about": person.about,
    }


def before(case: Case, user: User) -> Iterable[dict[str, Any]]:
    """Her other cases, as far as the reader may see them, the newest first."""
    rows = (
        cases_for(user)
        .filter(customer=case.customer_id)
        .exclude(pk=case.pk)
        .only("pk", "subject", "status", "opened_at")
    )
    for row in rows.order_by("-opened_at")[:BEFORE]:
        yield {
            "number": row.pk,
            "href": reverse("desk:case", args=[row.pk]),
            "subject": row.subject or _("(no subject)"),
            "open": row.status in ("open", "waiting", "snoozed"),
            "at": row.opened_at,
        }


def clause(page: Page[Any], plan: Plan, speaker: Speaker) -> dict[str, Any]:
    """A policy as it reads, folded to its beginning."""
    language = speaker.language if speaker.language in page.prose else plan.language
    return {
        "name": page.ref.name_in(speaker.language),
        "url": reverse("plan:page", args=[page.key]),
        "html": opening_of(page.prose.get(language, "")),
        "language": language,
        "sentences": sentences(page, plan, speaker),
    }


def opening_of(prose: str) -> SafeString:
    """The first paragraph of a page that is no heading."""
    blocks = [block for block in prose.split("\n\n") if block.strip() and not block.lstrip().startswith("#")]
    return rendered(blocks[0] if blocks else "")


def procedure(
    page: Page[Any], state: Folded, plan: Plan, speaker: Speaker, values: dict[str, str]
) -> dict[str, Any]:
    """Its steps, with what is ticked, and what to say in the customer's language."""
    language = state.language or plan.language
    steps = [
        {
            "number": number,
            "does": step.do,
            "words": fill(step.say.get(language) or step.say.get(plan.language, ""), values),
            "done": f"{page.key}:{number}" in state.steps_done,
        }
        for number, step in enumerate(page.rules.steps_in(speaker.language))
    ]
    return {
        "key": page.key,
        "name": page.ref.name_in(speaker.language),
        "url": reverse("plan:page", args=[page.key]),
        "steps": steps,
        "done": sum(bool(step["done"]) for step in steps),
    }


def given(case: Case, state: Folded) -> tuple[Given, ...]:
    """What this customer had, here and elsewhere, as the plan counts it."""
    here = [Given(amount=o.amount, offer=o.offer, at=o.at, per_case=True) for o in state.offers]
    elsewhere = [
        Given(amount=o.amount, offer=o.offer, at=o.at, per_case=False) for o in given_elsewhere(case)
    ]
    return (*here, *elsewhere)


def limits(
    state: Folded, plan: Plan, reader: Actor, speaker: Speaker, now: datetime, case: Case
) -> list[dict[str, Any]]:
    """How far the reader may go here, offer by offer."""
    if not reader.role:
        return []
    found = plan.limits(
        reader.role,
        at=now,
        departments=reader.departments,
        situation=state.situation,
        channel=state.channel,
        given=given(case, state),
    )
    return [_limit(one, plan, speaker, index) for index, one in enumerate(found)]


def _limit(authority: Authority, plan: Plan, speaker: Speaker, index: int) -> dict[str, Any]:
    context: dict[str, Any] = {
        "name": speaker.value(Offer(authority.offer)),
        "verdict": authority.verdict,
        "working": authority.working,
        "working_id": f"limit-{index}",
        "page": page_name(plan, authority.page, speaker) if authority.page else "",
        "page_url": reverse("plan:page", args=[authority.page]) if authority.page in plan.pages else "",
    }
    if authority.verdict == "yes" and authority.limit is None:
        context["says"] = _("no limit")
    elif authority.verdict == "yes" and authority.limit is not None and authority.left is not None:
        context["says"] = _("{left} of {limit} left").format(
            left=speaker.value(authority.left), limit=speaker.value(authority.limit)
        )
        context["part"], context["whole"] = int(authority.left.amount), int(authority.limit.amount)
    else:
        context["says"] = _("ask") if authority.verdict == "ask" else _("not here")
    if authority.decider:
        decider = (
            plan.pages[authority.decider].ref if authority.decider in plan.teams else Role(authority.decider)
        )
        context["then"] = say("Beyond that {decider} decides.", decider=decider)
    return context
