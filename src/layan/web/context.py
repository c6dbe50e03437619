"""What every page knows: the business's name, the reader's permissions."""

from collections.abc import Mapping

from django.http import HttpRequest

from layan.records.access import permissions_of
from layan.records.models import User


def page(request: HttpRequest) -> Mapping[str, object]:
    """Lazily: a page without a navigation asks the database nothing."""
    user = getattr(request, "user", None)
    return {"can": permissions_of(user) if isinstance(user, User) else frozenset()}
