"""The first run: a business, its first plan, its administrator. All of it or nothing, and only once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from layan.actions import accounts, outbox, plans, starters
from layan.actions.starters import Unusable
from layan.records.models import Business, User
from layan.records.queries import first_day

__all__ = ["Administrator", "AlreadySetUp", "Unusable", "set_up", "step_done", "steps_left", "test_mail"]

STEPS: Final = ("mailbox", "colleagues", "first-mail")
"""What follows on the first day; each may be left for later."""


class AlreadySetUp(Exception):
    """There is a business already."""


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
    for wrong in starters.unusable(template, own):
        raise wrong


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
    """The steps of the first day, of a row of `first_day.business`, that are neither done nor left for later."""
    done = first_day.done(business)
    return [step for step in STEPS if step not in done]
