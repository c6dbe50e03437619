"""The published plans as the desk asks for them: compiled once per process, found by digest or by what is in force."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import Lock

from layan.plan.plan import Plan
from layan.records.models import PlanVersion

_compiled: dict[str, Plan] = {}
_ids: dict[str, int] = {}
_lock = Lock()


class NoPlan(Exception):
    """No version is in force yet: the business has not been set up."""


def plan_of(digest: str) -> Plan:
    """The plan of that digest; raises KeyError for one that was never published."""
    if digest not in _compiled:
        files = PlanVersion.objects.filter(digest=digest).values_list("files", flat=True).first()
        if files is None:
            raise KeyError(digest)
        with _lock:
            _compiled.setdefault(digest, Plan.read(files))
    return _compiled[digest]


def version_in_force(at: datetime) -> PlanVersion:
    """The row (without its pages) of the version in force at a moment; raises NoPlan."""
    rows = PlanVersion.objects.defer("files", "why").filter(in_force_from__lte=at)
    version = rows.order_by("-in_force_from", "-number").first()
    if version is None:
        raise NoPlan
    return version


def plan_in_force(at: datetime) -> Plan:
    """The plan in force at a moment; raises NoPlan."""
    return plan_of(version_in_force(at).digest)


def versions() -> list[PlanVersion]:
    """All of them without their pages, in the order in which they came into force."""
    return list(PlanVersion.objects.defer("files", "why").order_by("in_force_from", "number"))


class Plans:
    """What `layan.desk.decide` asks: the plan in force at `at`, and any other by its digest. What is older than the
    first plan (mail that comes in as history) is seen with the eyes of that one. `known`: what `versions` said, for
    who asks at many moments. Raises NoPlan."""

    def __init__(self, at: datetime, known: Sequence[PlanVersion] | None = None) -> None:
        found = versions() if known is None else known
        if not found:
            raise NoPlan
        self.version = next((one for one in reversed(found) if one.in_force_from <= at), found[0])

    @property
    def in_force(self) -> Plan:
        return plan_of(self.version.digest)

    def __getitem__(self, digest: str) -> Plan:
        return plan_of(digest)


def version_id(digest: str) -> int:
    """The row id of a version."""
    if digest not in _ids:
        _ids[digest] = PlanVersion.objects.only("pk").get(digest=digest).pk
    return _ids[digest]


def forget() -> None:
    """The versions were thrown away: what stood under their digests counts no more."""
    _ids.clear()


@contextmanager
def forgotten() -> Iterator[None]:
    """For tests, which throw their database away: forget row ids before and after."""
    forget()
    try:
        yield
    finally:
        forget()
