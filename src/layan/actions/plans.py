"""Publishing: a folder of pages becomes a version, frozen under its digest."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from layan.live import tell
from layan.plan.plan import Plan
from layan.records.models import PlanVersion, User


class Unchanged(Exception):
    """The pages are those of a version there is already; `version` says which."""

    def __init__(self, version: PlanVersion) -> None:
        super().__init__(str(version.number))
        self.version = version


def publish(
    *, files: Mapping[str, str], by: User | None, why: str, at: datetime, since: datetime | None = None
) -> PlanVersion:
    """Freeze `files` (path to text) as the next version, in force from `since` (default: now).

    Raises PlanErrors with everything that is wrong, and Unchanged when the newest version is the same.
    """
    plan = Plan.read(files)
    with transaction.atomic():
        newest = PlanVersion.objects.select_for_update().order_by("-number").first()
        known = PlanVersion.objects.filter(digest=plan.digest).first()
        if known is not None:
            raise Unchanged(known)
        version = PlanVersion.objects.create(
            number=newest.number + 1 if newest else 1,
            digest=plan.digest,
            files=dict(plan.files),
            by=by,
            why=why,
            published_at=at,
            in_force_from=since or at,
        )
        tell(what="plan", at=at)
    return version
