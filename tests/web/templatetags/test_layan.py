from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from layan.desk.clock import Clock
from layan.plan.say import say
from layan.plan.units import Money
from layan.web.components import kept


def drawn(source, **context):
    return engines["django"].from_string(source).render(context)


def test_words_of_the_plan_are_spoken():
    assert drawn("{% speak it %}", it=say("{m} min", m=3)) == "3 min"
    assert drawn("{% speak it %}", it="as it is") == "as it is"


def test_words_are_never_markup():
    assert drawn("{% speak it %}", it="<script>") == "&lt;script&gt;"
    assert drawn("{{ it|moment }}", it=None) == ""


def test_money_and_values_follow_the_reader():
    with translation.override("id"):
        assert drawn("{{ it|money }}", it=Money(Decimal(500000), "IDR")) == "Rp\N{NO-BREAK SPACE}500.000"
        assert drawn("{{ it|spoken }}", it=1234) == "1.234"


def test_a_moment_is_short_and_whole_on_hover():
    with timezone.override("Asia/Jakarta"):
        shown = drawn("{{ it|moment }}", it=datetime(2020, 3, 4, 9, 0, tzinfo=UTC))
    assert 'datetime="2020-03-04T09:00:00+00:00"' in shown
    assert ">4 Mar 2020</time>" in shown
    assert "16:00" in shown


@pytest.mark.parametrize(
    ("language", "name", "letters"),
    [
        ("en", "Sari Rahayu", "SR"),
        ("en", "Budi", "BU"),
        ("tr", "ilker ışık", "İI"),
        ("en", "", ""),
        ("en", "(x) y z", "YZ"),
    ],
)
def test_initials(language, name, letters):
    with translation.override(language):
        assert drawn("{{ name|initials }}", name=name) == letters


def clock(**more):
    now = timezone.now()
    return Clock(
        "first_reply", "email", "digest", "email", now, now + timedelta(minutes=20, seconds=-5), **more
    )


def test_a_clock_becomes_a_pill_that_counts_on():
    shown = drawn("{% promise it %}", it=clock())
    assert 'class="promise soon"' in shown
    assert "reply in 20 min" in shown
    assert "<layan-clock" in shown
    assert "<button" not in shown


def test_a_pill_opens_its_working():
    assert 'popovertarget="w1"' in drawn('{% promise it working="w1" %}', it=clock())


def test_what_is_still_owed_is_late_and_not_over():
    owed = clock(state="missed")
    shown = drawn("{% promise it %}", it=owed)
    assert "reply in" in shown or "late" in shown
    assert ">missed<" not in shown


def test_a_kept_component_is_made_once_for_the_same_values(monkeypatch):
    made = []
    monkeypatch.setattr(kept, "_pieces", kept._Pieces())
    monkeypatch.setattr(kept, "get_template", lambda name: SimpleNamespace(render=made.append))
    for values in ({"text": "a"}, {"text": "a"}, {"text": "b"}, {"text": SafeString("a")}):
        kept.kept("components/tag.html", **values)
    with translation.override("tr"):
        kept.kept("components/tag.html", text="a")
    assert [each["text"] for each in made] == ["a", "b", "a", "a"]


def test_safe_text_plain_text_true_and_one_differ():
    values = ["<b>", SafeString("<b>"), 1, True, None, "", [], {}]
    assert len({kept.frozen(one) for one in values}) == len(values)


def test_what_may_change_is_not_kept():
    with pytest.raises(kept.NoValue):
        kept.kept("components/tag.html", text=SimpleNamespace(name="Ada"))


def test_no_more_is_kept_than_there_is_room_for(monkeypatch):
    pieces = kept._Pieces()
    monkeypatch.setattr(kept, "MOST", 10)
    for key in "abc":
        pieces.put(key, SafeString("12345"))
    assert [pieces.get(key) for key in "abc"] == [None, "12345", "12345"]
