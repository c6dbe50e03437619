"""What may stand in a letter, in words, and something to fill it with while one writes it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from layan.actions import letters
from layan.plan.plan import Plan
from layan.plan.say import Offer, say
from layan.plan.wording import Speaker
from layan.records.access import cases_for
from layan.records.models import Case, User


def kinds() -> dict[str, tuple[str, str]]:
    """Each kind of letter: its name, and when it is written."""
    return {
        "acknowledgement": (
            _("Acknowledgement"),
            _("when somebody writes for the first time about a matter"),
        ),
        "reply": (_("Reply"), _("around what a representative writes")),
        "resolution": (_("Resolution"), _("when a case is settled and the customer is to be told")),
        "approval": (_("Approval"), _("to colleagues whose decision is asked")),
        "invitation": (_("Invitation"), _("to a new colleague")),
    }


def meanings(kind: str) -> list[tuple[str, str, bool]]:
    """The places of a letter in the order of the alphabet: as they are written, what they become, whether it needs
    them."""
    return [
        ("{" + name + "}", _meaning(kind, name), letters.NEEDED.get(kind) == name)
        for name in sorted(letters.PLACES[kind])
    ]


def _meaning(kind: str, name: str) -> str:
    link = {
        "approval": _("the address of the case on the desk"),
        "invitation": _("the address that lets the colleague in, once"),
    }
    known = {
        "business": _("the name of the business"),
        "case": _("the number of the case"),
        "colleague": _("the name of the colleague who gets the letter"),
        "customer": _("the name of the customer"),
        "link": link.get(kind, _("the address of the customer's own page of the case")),
        "promise": _(
            "by when you answer or settle it, as the plan promises; nothing when nothing is promised"
        ),
        "question": _("what is to be given, and how much"),
        "reason": _("why, in the words of who asks"),
        "representative": _("the name of the colleague who writes"),
        "stop": _("the address where the customer stops letters that are written by themselves"),
        "subject": _("what the case is about"),
        "text": _("what the representative wrote"),
        "until": _("until when the link lets in"),
    }
    return known[name]


def sample(
    kind: str, language: str, user: User, plan: Plan, at: datetime
) -> tuple[dict[str, str], Case | None]:
    """Values for every place in `language`: of the newest case that the reader may see, and that case; else made up."""
    case = _recent(user, at) if kind in ("acknowledgement", "reply", "resolution") else None
    with translation.override(language):
        values = _made_up(language, plan, at)
        if case is not None:
            values |= {name: value for name, value in letters.of_case(case, plan, language).items() if value}
    if kind == "approval":
        values["link"] = f"{settings.LAYAN_URL}/desk/cases/1204/"
    elif kind == "invitation":
        values["link"] = f"{settings.LAYAN_URL}/account/invitation/…"
    return values, case


def _recent(user: User, at: datetime) -> Case | None:
    """The newest case, if possible one with a promise that a letter would name."""
    cases = cases_for(user).filter(history=False, merged_into=None).select_related("customer")
    promised = cases.filter(status="open", due_target__in=("first_reply", "next_reply"), order_at__gt=at)
    return promised.order_by("-id").first() or cases.order_by("-id").first()


def _made_up(language: str, plan: Plan, at: datetime) -> dict[str, str]:
    speaker = Speaker(language, plan.business.timezone)
    soon = at + timedelta(hours=4)
    return {
        "business": plan.name,
        "case": "#1204",
        "colleague": "Rina Hartati",
        "customer": "Budi Santoso",
        "link": f"{settings.LAYAN_URL}/help/case/…",
        "promise": speaker(say("A person answers you by {due} at the latest.", due=soon)),
        "question": speaker(say("{offer}", offer=Offer("refund"))),
        "reason": _("The machine broke within a week."),
        "representative": "Sari Rahayu",
        "stop": f"{settings.LAYAN_URL}/help/letters/…",
        "subject": _("My grinder is loud"),
        "text": _("Hello,\n\nthank you for the photo. We send you a new one today."),
        "until": speaker(say("{until}", until=at + timedelta(days=7))),
    }
