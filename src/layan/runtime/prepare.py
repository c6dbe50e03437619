"""What `layan run` does before it opens its doors."""

import sys
from datetime import UTC, datetime

from django.conf import settings
from django.core.management import call_command

from layan.actions import accounts
from layan.records.models import Business, User


def database() -> None:
    """The tables as this release wants them."""
    settings.LAYAN_DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)


def files() -> None:
    """Stylesheets, scripts and pictures, compressed and named by their content."""
    call_command("collectstatic", verbosity=0, interactive=False)


def demonstration() -> None:
    """The demonstration business, if there is no business yet."""
    if Business.objects.exists():
        return
    from layan.actions.demo import make

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
            user = next((u for u in User.objects.filter(is_active=True).order_by("pk") if role in u.roles), None)
            if user is not None:
                link = accounts.sign_in_link(user=user, at=datetime.now(UTC))
                print(f"  Sign in as {user.name}, {role}, once:  {link}")
        print(f"  As a customer:  {url}/help/\n", flush=True)
    else:
        print(f"  Sign in:  {url}/account/login/\n", flush=True)
