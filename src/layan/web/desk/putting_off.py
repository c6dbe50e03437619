"""Until when a case may be put off by one press: moments at which its channel is open."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _

from layan.plan.plan import Plan

LATER = timedelta(hours=3)
"""What `later today` means, where the channel is still open by then."""


def moments(plan: Plan, channel: str, now: datetime) -> list[dict[str, Any]]:
    """The quick choices, soonest first: {"label", "at", "value"}; none for a channel that never opens."""
    if channel not in plan.channels:
        return []
    hours = plan.timetable(channel)
    local = now.astimezone(plan.zone)
    later = (local + LATER).replace(minute=0, second=0, microsecond=0)
    found: list[tuple[str, datetime | None]] = []
    if later.date() == local.date() and hours.is_open(later):
        found.append((_("Later today"), later))
    tomorrow = hours.next_open(_midnight(local, 1))
    monday = hours.next_open(_midnight(local, 7 - local.weekday()))
    if tomorrow != monday:
        is_tomorrow = tomorrow and tomorrow.astimezone(plan.zone).date() == (local + timedelta(days=1)).date()
        found.append((_("Tomorrow morning") if is_tomorrow else _("When we open again"), tomorrow))
    found.append((_("Next week"), monday))
    return [
        {"label": label, "at": at, "value": at.astimezone(plan.zone).strftime("%Y-%m-%dT%H:%M")}
        for label, at in found
        if at is not None
    ]


def _midnight(local: datetime, days: int) -> datetime:
    day = local.date() + timedelta(days=days)
    return datetime.combine(day, time.min, local.tzinfo).astimezone(UTC)
