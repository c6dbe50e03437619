"""The books after a fault: what was acknowledged, stored, understood, written and sent, asked of the database."""

import json
from collections import Counter
from dataclasses import dataclass

from tests.faults.outside import Post
from tests.runtime.business import python

_ASK = """
import json
from collections import Counter
from django.db.models import Q
from layan.records.models import Case, IncomingMail, Message, MessageId, OutboxMail
from tests.actions.test_ledger import is_whole
broken = []
for case in Case.objects.order_by("pk"):
    try:
        is_whole(case)
    except AssertionError:
        broken.append(case.pk)
print(json.dumps({
    "mails": list(IncomingMail.objects.values_list("rfc_id", "state", "case")),
    "said": [[value, case, message] for value, case, message in MessageId.objects.filter(
        message__direction="in").values_list("value", "case", "message")],
    "messages": Message.objects.filter(direction="in").count(),
    "outbox": [[rfc_id, state] for rfc_id, state in OutboxMail.objects.values_list("rfc_id", "state")],
    "replies": [[pk, state] for pk, state in Message.objects.filter(
        direction="out", by__isnull=False).values_list("pk", "state")],
    "stuck": IncomingMail.objects.filter(due_at__isnull=False).count()
        + OutboxMail.objects.filter(due_at__isnull=False).count()
        + Message.objects.filter(state__in=("held", "queued")).count(),
    "broken": broken,
}))
"""


@dataclass(frozen=True)
class Books:
    """`mails`: (Message-ID, state, case) of each that was stored. `said`: (Message-ID, case, message) of each that
    became a message. `outbox`: (Message-ID, state). `broken`: cases that are not what their events say."""

    mails: list[tuple[str, str, int | None]]
    said: list[tuple[str, int, int]]
    messages: int
    outbox: list[tuple[str, str]]
    replies: list[tuple[int, str]]
    stuck: int
    broken: list[int]

    def hold(self, count: int) -> None:
        """Raises AssertionError unless `count` mails were each stored once, understood once, and nothing waits."""
        expected = {Post(number).rfc_id for number in range(count)}
        stored = Counter(rfc_id for rfc_id, _, _ in self.mails)
        assert stored.keys() == expected, f"lost: {sorted(expected - stored.keys())[:9]}"
        assert set(stored.values()) == {1}, f"stored twice: {_twice(stored)}"
        states = Counter(state for _, state, _ in self.mails)
        assert states == {"understood": count}, states
        said = Counter(rfc_id for rfc_id, _, _ in self.said)
        assert said == Counter(expected), (
            f"not one message each: {_twice(said) or sorted(expected - said.keys())}"
        )
        assert self.messages == count, f"{self.messages} messages of {count} mails"
        cases = {rfc_id: case for rfc_id, case, _ in self.said}
        astray = [n for n in range(count) if cases[Post(n).rfc_id] != cases[Post(Post(n).first).rfc_id]]
        assert astray == [], f"in another case than what they go on with: {astray[:9]}"
        assert len(set(cases.values())) == len({Post(n).first for n in range(count)}), "cases opened twice"
        assert self.broken == [], f"cases that are not what their events say: {self.broken[:9]}"
        assert self.stuck == 0, f"{self.stuck} rows wait"
        assert {state for _, state in self.outbox} <= {"sent"}, Counter(state for _, state in self.outbox)
        assert {state for _, state in self.replies} <= {"sent"}, Counter(state for _, state in self.replies)


def _twice(counter: Counter[str]) -> list[str]:
    return [key for key, times in counter.items() if times > 1][:9]


def asked(installation: object) -> Books:
    return Books(**json.loads(python(installation, _ASK)))
