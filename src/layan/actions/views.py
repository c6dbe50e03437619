"""Lists that somebody keeps under a name."""

from layan.records.models import SavedView, User


def save(*, user: User, name: str, query: str, shared: bool) -> SavedView:
    """Keep the filters of a list; one of the same name is replaced."""
    view, _ = SavedView.objects.update_or_create(
        user=user, name=name[:80], defaults={"query": query[:500], "shared": shared}
    )
    return view


def remove(*, user: User, view: int) -> None:
    """Only one's own."""
    SavedView.objects.filter(user=user, pk=view).delete()
