"""Making the large desk: the demonstration first, then its cases over and over, written in bulk."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from django.db import transaction

from layan.actions.demo import make as demonstration
from layan.actions.demo.make import CHANGED
from layan.actions.seed.bulk import Bulk, loading, settle
from layan.actions.seed.copies import Copier
from layan.actions.seed.patterns import Pattern, patterns
from layan.actions.seed.people import Crowd
from layan.records.models import Business, Case, Message

YEARS: Final = 3
"""Over how long the cases came in."""
OPEN: Final = 150
"""One case in so many is not settled yet."""
AT_ONCE: Final = 2_000
"""Cases held in memory before they are written."""
SEED: Final = 20261126
PATTERNS: Final = 400

type Progress = Callable[[int], object]
type Moment = tuple[float, int, int]
"""When a case came in, which pattern it is, and by how many weeks it is moved."""


class NotEmpty(Exception):
    """There is a business here already."""


def seed(*, at: datetime, cases: int, progress: Progress = lambda done: None) -> int:
    """A desk of at least `cases` cases; how many there are. Raises NotEmpty where there is any business already.

    The copies are written in one transaction: all of them, or none.
    """
    if Business.objects.exists():
        raise NotEmpty
    random = Random(SEED)
    made_by_hand = min(PATTERNS, max(cases // 10, 1))
    demonstration(at=at, cases=made_by_hand, began=timedelta(days=365 * YEARS + 40))
    known = patterns()
    more = max(cases - Case.objects.count(), 0)
    crowd = Crowd(random, more // 3 + 1, at - timedelta(days=365 * YEARS + 30))
    copier = Copier(known, crowd, random, next_ids())
    done = 0
    with transaction.atomic(), loading() as bulk:
        crowd.write(bulk)
        for batch in _batches(moments(known, at, more, random)):
            _write(bulk, copier, batch)
            done += len(batch)
            progress(done)
    settle()
    return Case.objects.count()


def next_ids() -> dict[str, int]:
    """The first free numbers, by the tables whose rows refer to each other."""
    found = {model._meta.db_table: model.objects.order_by("-pk").first() for model in (Case, Message)}
    return {table: (row.pk if row else 0) + 1 for table, row in found.items()}


def moments(known: Sequence[Pattern], at: datetime, count: int, random: Random) -> list[Moment]:
    """When each further case came in, in order: the settled ones over all the years, each under the version of the
    plan it was decided under; the others as they are, today."""
    change, begin = at - CHANGED, at - timedelta(days=365 * YEARS)
    now = [(number, 0, 0) for number, one in enumerate(known) if not one.settled]
    before, since = (
        [(number, *reach) for number, one in enumerate(known) if one.settled and (reach := one.reach(*span))]
        for span in ((begin, change), (change, at))
    )
    lately = CHANGED / (at - begin)
    found = []
    for number in range(count):
        among = (
            now if number % OPEN == 0 else since if random.random() < lately and since else before or since
        )
        which, least, most = random.choice(among)
        weeks = random.randint(least, most)
        found.append(((known[which].opened + timedelta(weeks=weeks)).timestamp(), which, weeks))
    return sorted(found)


def _batches(all_of_them: Sequence[Moment]) -> Iterator[Sequence[Moment]]:
    for start in range(0, len(all_of_them), AT_ONCE):
        yield all_of_them[start : start + AT_ONCE]


def _write(bulk: Bulk, copier: Copier, batch: Sequence[Moment]) -> None:
    for _at, which, weeks in batch:
        copier.add(which, weeks)
    for table, columns, rows in copier.taken():
        bulk.write(table, columns, rows)
