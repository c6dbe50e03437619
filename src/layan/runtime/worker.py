"""The background: understands mail, notes broken promises, sends what is due. Loops over cheap questions.

Everything it does is claimed by conditional update, so any number of workers may run at once, and whatever a killed
one left is taken up when its lease runs out.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import close_old_connections, connections

from layan.actions import cases, messages
from layan.channels import deliver
from layan.channels.email import receiving
from layan.live import beats, hub
from layan.plan.say import say
from layan.records import storage
from layan.records.models import LiveEvent, Presence, SignInLink
from layan.records.trouble import Trouble

log = logging.getLogger(__name__)

LOOK: Final = 1.0
"""Seconds between looks when nothing wakes it."""
KEEP: Final = timedelta(days=1)
"""How long live events are kept for browsers that come back."""
TIDY_EVERY: Final = 600
STOPPING: Final = 5
"""Seconds a stopping process waits for what is being done; what takes longer is done again."""

type Job = Callable[[datetime], int]
"""Does what is due at a moment; returns how much there was."""


def tidy(at: datetime) -> None:
    """Throw away what only mattered for a moment."""
    LiveEvent.objects.filter(at__lt=at - KEEP).delete()
    Presence.objects.filter(seen_at__lt=at - timedelta(minutes=2)).delete()
    SignInLink.objects.filter(expires_at__lt=at - KEEP).delete()


class Sometimes:
    """A job that is done once in a while."""

    def __init__(self, job: Callable[[datetime], None], seconds: float) -> None:
        self._job, self._seconds, self._last = job, seconds, 0.0

    def __call__(self, at: datetime) -> int:
        if time.monotonic() - self._last >= self._seconds:
            self._last = time.monotonic()
            self._job(at)
        return 0


def _ours(error: Exception) -> Trouble:
    return Trouble(
        say("Something of ours failed in the background ({error}).", error=type(error).__name__),
        say("It is tried again every second. If it stays, send us what stands in the log."),
    )


class Loop(threading.Thread):
    """Does its jobs over and over until `stop` is called."""

    def __init__(self, name: str, jobs: Sequence[Job]) -> None:
        super().__init__(name=name, daemon=True)
        self._jobs = jobs
        self._woken = threading.Event()
        self._stopping = threading.Event()

    def run(self) -> None:
        unsubscribe = hub.on_wake(self._woken.set)
        try:
            while not self._stopping.is_set():
                beats.beat(self.name)
                self._woken.clear()
                if not self._round():
                    self._woken.wait(LOOK)
        finally:
            unsubscribe()
            beats.still(self.name)
            connections.close_all()

    def _round(self) -> int:
        done, failed = 0, None
        for job in self._jobs:
            if self._stopping.is_set():
                break
            try:
                close_old_connections()  # one that broke is made anew
                done += job(datetime.now(UTC))
            except Exception as error:
                log.exception("a job of the %s failed; it is tried again", self.name)
                failed = storage.trouble_of(error) or _ours(error)
        beats.fares(self.name, failed)
        return done

    def stop(self) -> None:
        self._stopping.set()
        self._woken.set()
        self.join(timeout=STOPPING)


def loops() -> tuple[Loop, ...]:
    """The desk's own work, and sending, which waits for other machines and must keep nothing else waiting."""
    return (
        Loop(
            "worker",
            (
                lambda at: receiving.understand_due(now=at),
                lambda at: messages.release_due(at=at),
                lambda at: cases.sweep(at=at),
                Sometimes(tidy, TIDY_EVERY),
            ),
        ),
        Loop("sender", (lambda at: deliver.send_due(now=at, limit=5),)),
    )
