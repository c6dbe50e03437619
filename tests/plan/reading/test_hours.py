import pytest

from layan.plan.hours import WHOLE_DAY
from tests.plan.small_plan import page, rules, told

H = 60
OFFICE = ((9 * H, 17 * H),)


def hours(*lines):
    return rules("channel", "medium: phone", *lines).hours


def wrong(*lines):
    """What is wrong with hours that begin on line 5."""
    return told(page("channel", "medium: phone", *lines))


@pytest.mark.parametrize(
    ("days", "open_on"),
    [
        ("mon", "mon"), ("mon-fri", "mon tue wed thu fri"), ("sat-sun", "sat sun"), ("sat-mon", "mon sat sun"),
        ("mon, wed, fri", "mon wed fri"), ("mon,thu-fri", "mon thu fri"), ("daily", "mon tue wed thu fri sat sun"),
        ("sun-sat", "mon tue wed thu fri sat sun"),
    ],
)  # fmt: skip
def test_days(days, open_on):
    week = hours("hours:", f"  {days}: 09:00-17:00").week
    assert [
        day
        for day, spans in zip(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], week, strict=True)
        if spans
    ] == open_on.split()


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("09:00-12:00", ((9 * H, 12 * H),)),
        ("[13:00-17:00, 09:00-12:00]", ((9 * H, 12 * H), (13 * H, 17 * H))),
        ("[09:00-12:00, 12:00-13:00]", ((9 * H, 12 * H), (12 * H, 13 * H))),
        ("22:00-06:00", ((22 * H, 30 * H),)),
        ("18:00-24:00", ((18 * H, 24 * H),)),
        ("00:00-24:00", WHOLE_DAY),
        ("closed", ()),
    ],
)
def test_spans(written, spans):
    assert hours("hours:", f"  mon: {written}").week == (spans, *[()] * 6)


def test_day_and_night():
    always = hours("hours: always")
    assert always.always and always.week == (WHOLE_DAY,) * 7


def test_holidays_and_exceptions():
    found = hours(
        "hours: {daily: 09:00-17:00}",
        "holidays: [ID, MY-14]",
        "except:",
        "  2026-12-24: 09:00-10:00",
        "  2026-12-31: closed",
    )
    assert found.calendars == ("ID", "MY-14")
    assert {str(day): spans for day, spans in found.exceptions.items()} == {
        "2026-12-24": ((540, 600),),
        "2026-12-31": (),
    }


@pytest.mark.parametrize(
    ("written", "column", "code", "instead"),
    [
        ("mon: 9-17", 8, "time", "Write it like this: 09:00-17:00."),
        ("mon: 9-12", 8, "time", "Write it like this: 09:00-12:00."),
        ("mon: 09.00-12.00", 8, "time", "Write it like this: 09:00-12:00."),
        ("mon: 9am - 5:30pm", 8, "time", "Write it like this: 09:00-17:30."),
        ("mon: 09:00–17:00", 8, "time", "Write it like this: 09:00-17:00."),
        ("mon: 25:00-26:00", 8, "time", "Write it like this: 09:00-17:00."),
        ("mon: 09:00-17:60", 8, "time", "Write it like this: 09:00-17:00."),
        ("mon: 24:00-06:00", 8, "time", "Write it like this: 09:00-17:00."),
        ("mon: 09:00-09:00", 8, "time", "For the whole day, write 00:00-24:00."),
        ("mon: morning", 8, "time", "Write it like this: 09:00-17:00."),
        ("Monday: 09:00-17:00", 3, "time", "Did you mean mon?"),
        ("Mon-Fri: 09:00-17:00", 3, "time", "Did you mean mon-fri?"),
        ("Monday - Friday: 09:00-17:00", 3, "time", "Did you mean mon-fri?"),
        ("weekdays: 09:00-17:00", 3, "time", "Did you mean mon-fri?"),
        ("weekend: 09:00-17:00", 3, "time", "Did you mean sat-sun?"),
        (
            "someday: 09:00-17:00",
            3,
            "time",
            "Use one of these: mon, tue, wed, thu, fri, sat, sun, mon-fri, sat-sun, daily.",
        ),
    ],
)
def test_what_to_write_instead(written, column, code, instead):
    assert wrong("hours:", f"  {written}") == [(6, column, code, instead)]


@pytest.mark.parametrize(
    ("lines", "line", "column", "code"),
    [
        (["hours:", "  mon: [09:00-12:00, 11:00-13:00]"], 6, 22, "overlap"),
        (["hours:", "  mon: 22:00-06:00", "  tue: [05:00-09:00]"], 7, 9, "overlap"),
        (["hours:", "  mon: 00:00-05:00", "  sun: 22:00-06:00"], 7, 8, "overlap"),
        (["hours:", "  mon-wed: 09:00-12:00", "  wed: 13:00-14:00"], 7, 3, "duplicate"),
        (["hours:", "  mon, mon: 09:00-12:00"], 6, 3, "duplicate"),
        (["hours:", "  mon: 09:00-12:00", "  mon: 09:00-12:00"], 7, 3, "duplicate"),
        (["hours: 09:00-17:00"], 5, 8, "time"),
        (["hours: [09:00-17:00]"], 5, 8, "type"),
        (["hours: always", "except: {2026-12-24: [09:00-12:00, 11:00-12:00]}"], 6, 36, "overlap"),
        (["hours: always", "except: {24/12: closed}"], 6, 10, "time"),
        (["hours: always", "except: {2026-12-24: 9-12}"], 6, 22, "time"),
        (["hours: always", "holidays: Indonesia"], 6, 11, "country"),
    ],
)
def test_where_it_is_wrong(lines, line, column, code):
    assert [problem[:3] for problem in wrong(*lines)] == [(line, column, code)]


def test_a_channel_has_hours():
    assert wrong() == [(2, 1, "missing", "Add hours:.")]


def test_everything_wrong_in_a_week_is_told_at_once():
    found = wrong(
        "hours:", "  mon-fri: 9-12", "  mon: 24:00-02:00", "  Wednesday: 12:00-12:00", "  sun: closed"
    )
    assert [(line, column, code) for line, column, code, _ in found] == [
        (6, 12, "time"), (7, 8, "time"), (8, 3, "time"), (8, 14, "time"),
    ]  # fmt: skip
    found = wrong("hours: {mon-fri: 09:00-12:00, tue: 10:00-09:61}")
    assert [(column, code) for _, column, code, _ in found] == [(31, "duplicate"), (36, "time")]


def test_hours_that_say_nothing_are_refused():
    assert wrong("hours: {}") == [(5, 8, "empty", "Remove the key, or write what belongs here.")]
