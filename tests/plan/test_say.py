import json
import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from layan.plan.say import (
    Code,
    DaySpan,
    Elapsed,
    Language,
    Medium,
    Offer,
    PageRef,
    Priority,
    Role,
    Say,
    TargetName,
    Weekday,
    say,
)  # fmt: skip
from layan.plan.units import SECONDS, Duration, Money

words = st.text(min_size=1, max_size=8)
values = st.recursive(
    st.one_of(
        words, st.integers(), st.fractions(), st.dates(), st.datetimes(timezones=st.just(UTC)),
        st.builds(Money, st.decimals(0, 10**12, places=2), st.sampled_from(["IDR", "USD"])),
        st.builds(Duration, st.integers(1, 999), st.sampled_from(list(SECONDS))),
        *[st.builds(term, words) for term in (Role, TargetName, Offer, Medium, Priority, Language, Weekday, Code)],
        st.builds(PageRef, words, words, st.lists(st.tuples(words, words), max_size=2).map(tuple)),
        st.builds(Elapsed, st.integers(0, 10**6)),
        st.builds(DaySpan, st.integers(0, 1439), st.integers(1, 2879)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple), st.builds(Say, words, st.dictionaries(words, inner, max_size=3))
    ),
)  # fmt: skip
says = st.builds(Say, words, st.dictionaries(words, values, max_size=4))


@settings(max_examples=40)
@given(says)
def test_a_saying_goes_through_json_and_pickle_and_comes_back_equal(saying):
    for back in (Say.from_json(json.loads(json.dumps(saying.to_json()))), pickle.loads(pickle.dumps(saying))):
        assert back == saying
        assert hash(back) == hash(saying)


def test_in_plain_english():
    line = say(
        "{who} gave {amount} of {share} at {at} on {day}: {list}",
        who=Role("lead"), amount=Money(Decimal("12.50"), "EUR"), share=Fraction(4, 5),
        at=datetime(2026, 3, 19, 9, 40, tzinfo=UTC), day=date(2026, 3, 20),
        list=(say("one {n}", n=1), PageRef("email", "Email"), DaySpan(22 * 60, 30 * 60), Elapsed(3 * 3600 + 2400)),
    )  # fmt: skip
    assert str(line) == (
        "lead gave 12.50 EUR of 80 % at 2026-03-19 09:40+00:00 on 2026-03-20: one 1, Email, 22:00-06:00, 3 h 40 min"
    )


def test_a_page_has_its_name_in_several_languages():
    page = PageRef("phone", "Phone", (("id", "Telepon"),))
    assert (page.name_in("id"), page.name_in("tr")) == ("Telepon", "Phone")


def test_words_of_the_plan_are_told_apart():
    assert Role("lead") != Offer("lead")
    assert len({Role("lead"), Offer("lead"), Role("lead")}) == 2
