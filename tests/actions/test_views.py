"""Lists kept under a name: one's own."""

from layan.actions import views
from layan.records.models import SavedView


def test_the_same_name_is_the_same_view(cast):
    first = views.save(user=cast.rani, name="Urgent", query="/desk/due/?priority=urgent", shared=False)
    again = views.save(user=cast.rani, name="Urgent", query="/desk/due/?priority=high", shared=True)
    hers = views.save(user=cast.sari, name="Urgent", query="/desk/mine/", shared=False)
    assert first.pk == again.pk != hers.pk
    assert (again.query, again.shared) == ("/desk/due/?priority=high", True)


def test_nobody_removes_another_s(cast):
    view = views.save(user=cast.rani, name="Urgent", query="/desk/due/", shared=True)
    views.remove(user=cast.sari, view=view.pk)
    assert SavedView.objects.count() == 1
    views.remove(user=cast.rani, view=view.pk)
    assert not SavedView.objects.exists()
