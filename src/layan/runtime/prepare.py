"""What `layan run` does before it opens its doors."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.core.management import call_command
from django.db import InterfaceError, OperationalError
from django.urls import reverse

from layan.actions import accounts
from layan.records import storage
from layan.records.models import Business, User
from layan.runtime import tables
from layan.runtime.terminal import WrongUsage


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def holding(name: str, *, wait: bool) -> Iterator[None]:
    """Hold a lock of this machine on the folder of data; the system lets go of it when the process ends, however it
    ends. Raises Busy unless told to wait."""
    settings.LAYAN_DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (settings.LAYAN_DATA / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise Busy(name) from error
        yield


def database() -> None:
    """The tables as this release wants them. Raises WrongUsage when the database is away, full or held."""
    with holding("tables", wait=True):
        try:
            tables.upgrade()
        except (OperationalError, InterfaceError) as error:
            trouble = storage.trouble_of(error)
            if trouble is None:
                raise
            raise WrongUsage(trouble.what) from error


def files() -> None:
    """Stylesheets, scripts and pictures, compressed and named by their content."""
    with holding("files", wait=True):
        call_command("collectstatic", verbosity=0, interactive=False)


def demonstration() -> None:
    """The demonstration business, if there is no business yet."""
    if Business.objects.exists():
        return
    try:
        from layan.actions.demo import make
    except ImportError as error:
        print(f"This release comes without a demonstration business ({error}).", file=sys.stderr, flush=True)
        return
    print("Making the demonstration business: a year of cases, some seconds …", file=sys.stderr, flush=True)
    make(at=datetime.now(UTC))


def greet() -> None:
    """Say where to go and, for the demonstration, how to get in."""
    url = settings.LAYAN_URL
    business = Business.objects.first()
    if business is None:
        print(f"\nLayan is ready. Set up your business at {url}/start/\n", flush=True)
        return
    print(f"\nLayan is ready at {url}\n")
    if business.demonstration:
        for role in ("manager", "representative"):
            user = next(
                (u for u in User.objects.filter(is_active=True).order_by("pk") if role in u.roles), None
            )
            if user is not None:
                link = accounts.sign_in_link(user=user, at=datetime.now(UTC))
                print(f"  Sign in as {user.name}, {role}, once:  {link}")
        print(f"  As a customer:  {url}/help/\n", flush=True)
    else:
        print(f"  Sign in:  {url}{reverse('account_login')}\n", flush=True)
