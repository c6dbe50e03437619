"""The background: understands mail, sends what is due, notes broken promises, sweeps. One loop over cheap questions.

Everything it does is claimed by conditional update, so any number of workers may run at once, and whatever a killed
one left is taken up when its lease runs out.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import close_old_connections, connections

from layan.actions import cases, messages
from layan.channels import deliver
from layan.channels.email import receiving
from layan.live import hub
from layan.records.models import LiveEvent, Presence, SignInLink

log = logging.getLogger(__name__)

LOOK: Final = 1.0
"""Seconds between looks when nothing wakes it."""
KEEP: Final = timedelta(days=1)
"""How long live events are kept for browsers that come back."""


def work(at: datetime) -> int:
    """Everything that is due now; how much there was."""
    jobs: tuple[Callable[[], int], ...] = (
        lambda: receiving.understand_due(now=at),
        lambda: messages.release_due(at=at),
        lambda: cases.sweep(at=at),
        lambda: deliver.send_due(now=at),
    )
    done = 0
    for job in jobs:
        try:
            done += job()
        except Exception:
            log.exception("a background job failed; it is tried again")
    return done


def tidy(at: datetime) -> None:
    """Throw away what only mattered for a moment."""
    LiveEvent.objects.filter(at__lt=at - KEEP).delete()
    Presence.objects.filter(seen_at__lt=at - timedelta(minutes=2)).delete()
    SignInLink.objects.filter(expires_at__lt=at - KEEP).delete()


class Worker(threading.Thread):
    """Runs until `stop` is called."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self.beat = 0.0
        """Monotonic time of the last round, for those who watch it."""

    def run(self) -> None:
        unsubscribe = hub.on_wake(self._woken.set)
        tidied = 0.0
        try:
            while not self._stopping.is_set():
                self.beat = time.monotonic()
                self._woken.clear()
                close_old_connections()
                busy = work(datetime.now(UTC))
                if time.monotonic() - tidied > 600:
                    tidied = time.monotonic()
                    tidy(datetime.now(UTC))
                if not busy:
                    self._woken.wait(LOOK)
        finally:
            unsubscribe()
            connections.close_all()

    def stop(self) -> None:
        self._stopping.set()
        self._woken.set()
        self.join(timeout=20)
