"""The first run: a business, its first plan, its administrator. All of it or nothing, and only once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from layan.actions import accounts, outbox, plans, starters
from layan.actions.currencies import HUNDRED_THOUSAND
from layan.plan.codes import COUNTRIES, is_language
from layan.records.models import Business, User

STEPS: Final = ("mailbox", "colleagues", "first-mail")
"""What follows on the first day; each may be left for later."""


class AlreadySetUp(Exception):
    """There is a business already."""


class Unusable(ValueError):
    """Something that was given cannot be used: `field` says which, the code what is wrong."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


@dataclass(frozen=True)
class Administrator:
    """Who sets the desk up. Without a password she comes in by a one-time link."""

    name: str
    email: str
    language: str
    password: str | None = None


def set_up(*, template: str, own: starters.Own, administrator: Administrator, at: datetime) -> User:
    """Make the business with its plan, in force at once, and the administrator, who is also its first manager.

    Raises AlreadySetUp, Unusable, PlanErrors, and Django's ValidationError for a password too easy to guess.
    """
    _check(template, own)
    try:
        with transaction.atomic():
            # The key decides who of two that come at once is first.
            Business.objects.create(pk=1, set_up_at=at)
            user = accounts.make_user(
                email=administrator.email,
                name=administrator.name,
                roles=["administrator", "manager"],
                language=administrator.language,
                password=administrator.password,
                at=at,
            )
            why = _("The first plan, from the template “{template}”").format(template=template)
            plans.publish(files=starters.pages(template=template, own=own, at=at), by=user, why=why, at=at)
            return user
    except IntegrityError:
        if Business.objects.exists():
            raise AlreadySetUp from None
        raise


def _check(template: str, own: starters.Own) -> None:
    if Business.objects.exists():
        raise AlreadySetUp
    if template not in starters.trades():
        raise Unusable("template", "unknown")
    if not own.name.strip():
        raise Unusable("name", "missing")
    if own.country not in COUNTRIES:
        raise Unusable("country", "unknown")
    if own.currency not in HUNDRED_THOUSAND:
        raise Unusable("currency", "unknown")
    try:
        ZoneInfo(own.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unusable("timezone", "unknown") from None
    if not own.languages or len(set(own.languages)) < len(own.languages):
        raise Unusable("languages", "missing" if not own.languages else "twice")
    if not all(map(is_language, own.languages)):
        raise Unusable("languages", "unknown")


def step_done(*, step: str) -> None:
    """A step of the first day is done, or left for later. Raises Unusable."""
    if step not in STEPS:
        raise Unusable("step", "unknown")
    with transaction.atomic():
        business = Business.objects.select_for_update().get(pk=1)
        if step not in business.steps_done:
            business.steps_done = [*business.steps_done, step]
            business.save(update_fields=["steps_done"])


def test_mail(*, to: str, subject: str, text: str, language: str, at: datetime) -> None:
    """A mail to oneself, to see that mail leaves."""
    outbox.queue(kind="test", to=[to], at=at, subject=subject, text=text, language=language)


def steps_left(business: Business) -> Sequence[str]:
    """The steps of the first day that are still to come."""
    return [step for step in STEPS if step not in business.steps_done]
