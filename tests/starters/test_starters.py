"""Every starter plan is one that a business could keep from its first day."""

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

import layan.starters as starters
from layan.plan.check import check
from layan.plan.folder import load
from layan.plan.units import Money

FOLDER = Path(next(iter(starters.__path__)))
TRADES = ("online-shop", "home-appliances", "subscription-software", "clinic")
ALL_LANGUAGES = {"en", "id", "ms", "tr"}
WEEK_BEGINS = datetime(2027, 2, 21, tzinfo=UTC)  # a Sunday; no public holiday in the week that follows
FAR_BEYOND = Money(10**12, "IDR")


@cache
def _plan(trade):
    return load(FOLDER / trade)


@pytest.fixture(params=TRADES)
def plan(request):
    return _plan(request.param)


def _channels(plan, *, live):
    return {key: page.rules for key, page in plan.channels.items() if page.rules.live is live}


def _promised(channel):
    return {target.name for target in channel.targets}


def _matters(plan):
    return [(situation, channel) for situation in (None, *plan.situations) for channel in plan.channels]


def _week():
    return (WEEK_BEGINS + timedelta(hours=n) for n in range(7 * 24))


def _own_day(plan, at):
    return at.astimezone(plan.zone).strftime("%a")


def test_there_are_no_others():
    assert {path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[0] not in "._"} == set(
        TRADES
    )


def test_check_finds_nothing(plan):
    assert check(plan) == []


def test_it_is_whole_and_can_be_read_in_an_afternoon(plan):
    assert 25 <= len(plan.pages) <= 45
    assert 8 <= len(plan.situations) <= 14
    assert plan.profiles and plan.conducts and plan.teams


def test_every_page_has_an_owner_and_is_looked_at_again_within_a_year(plan):
    assert [page.key for page in plan.pages.values() if not page.owner] == []
    assert {str(page.review) for page in plan.pages.values()} == {"12 months"}


def test_every_page_speaks_every_language_of_the_business(plan):
    spoken = set(plan.business.languages)
    assert {"en", "id"} <= spoken
    for page in plan.pages.values():
        assert spoken <= page.prose.keys(), page.key
        assert page.kind == "business" or spoken <= page.names.keys(), page.key


def test_prose_is_neither_a_stub_nor_a_treatise(plan):
    lengths = {page.key: len(page.prose["en"].split()) for page in plan.pages.values()}
    assert {key: words for key, words in lengths.items() if not 90 <= words <= 350} == {}


def test_prose_leaves_amounts_to_the_rules_and_the_name_to_the_business(plan):
    money = re.compile(r"\b(?:IDR|Rp)\b")
    for page in plan.pages.values():
        for prose in page.prose.values():
            assert not money.search(prose), page.key
            assert plan.name not in prose, page.key


def test_prose_points_only_to_pages_that_are_there(plan):
    for page in plan.pages.values():
        for language, prose in page.prose.items():
            titles = {each.names.get(language) for each in plan.pages.values()}
            pointed = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", " ".join(prose.split()))
            assert {title for title in pointed if title[0].isupper()} <= titles, (page.key, language)


# Channels


def test_nobody_is_left_on_hold_beyond_a_minute(plan):
    live = _channels(plan, live=True)
    assert live
    for key, channel in live.items():
        assert {"answer", "hold", "resolution", "approval"} <= _promised(channel), key
        assert {str(t.within) for t in channel.targets if t.name == "hold"} == {"60 s"}, key


def test_a_transfer_is_warm(plan):
    assert {channel.transfer for channel in _channels(plan, live=True).values()} == {"warm"}


def test_what_is_written_is_answered_in_time(plan):
    written = _channels(plan, live=False)
    assert {channel.medium for channel in written.values()} == {"email", "form"}
    for key, channel in written.items():
        assert {"first_reply", "next_reply", "resolution", "approval"} <= _promised(channel), key


def test_the_telephone_is_answered_on_working_days_with_a_rest_at_noon(plan):
    hours = [at for at in _week() if plan.timetable("phone").is_open(at)]
    assert {_own_day(plan, at) for at in hours} == {"Mon", "Tue", "Wed", "Thu", "Fri"}
    assert 12 not in {at.astimezone(plan.zone).hour for at in hours}


def test_chat_and_email_go_on_beyond(plan):
    for channel in ("chat", "email"):
        beyond = [
            at
            for at in _week()
            if plan.timetable(channel).is_open(at) and not plan.timetable("phone").is_open(at)
        ]
        assert "Sat" in {_own_day(plan, at) for at in beyond}, channel


# Promises


def test_an_answer_comes_before_the_end(plan):
    for situation, channel in _matters(plan):
        for start in list(_week())[::7]:
            first, whole = (
                plan.promise(target, channel=channel, start=start, situation=situation)
                for target in ("first_reply", "resolution")
            )
            assert whole is not None
            assert first is None or first.due < whole.due, (situation, channel, start)


# Authority


def test_every_offer_ends_with_somebody_who_may_decide(plan):
    for situation, channel in _matters(plan):
        for own in plan.limits("representative", at=WEEK_BEGINS, situation=situation, channel=channel):
            answer = plan.may(
                "representative",
                own.offer,
                FAR_BEYOND,
                at=WEEK_BEGINS,
                situation=situation,
                channel=channel,
            )
            assert answer.verdict in ("yes", "ask"), (own.offer, situation)
            assert answer.verdict == "yes" or (answer.decider and answer.due), (own.offer, situation)


@pytest.mark.parametrize("offer", ["refund", "replacement", "discount", "credit", "goodwill", "extension"])
def test_a_manager_may_give_anything_and_a_representative_something(plan, offer):
    may = {
        role: plan.may(role, offer, Money(amount, "IDR"), at=WEEK_BEGINS).verdict
        for role, amount in (("manager", 10**12), ("representative", 50000))
    }
    assert may == {"manager": "yes", "representative": "yes"}


def test_a_department_is_asked_somewhere(plan):
    departments = {key for key, page in plan.teams.items() if page.rules.department}
    deciders = {
        plan.may(
            "representative", own.offer, FAR_BEYOND, at=WEEK_BEGINS, situation=situation, channel="email"
        ).decider
        for situation in plan.situations
        for own in plan.limits("representative", at=WEEK_BEGINS, situation=situation, channel="email")
    }
    assert departments & deciders


# Situations and words


def test_a_situation_is_recognised_in_every_language_by_each_of_its_words(plan):
    for key, page in plan.situations.items():
        assert page.rules.words.keys() >= ALL_LANGUAGES, key
        for language, words in page.rules.words.items():
            assert len(words) >= 4, (key, language)
            for word in words:
                assert plan.recognise(word, language) == key, (key, language, word)


def test_every_situation_finds_its_policy_and_its_procedure(plan):
    for situation, channel in _matters(plan):
        guidance = plan.guidance(situation, channel)
        assert guidance.policies and guidance.procedures and guidance.conduct, (situation, channel)


def test_every_procedure_has_words_to_say_in_every_language(plan):
    for key, page in plan.procedures.items():
        assert page.rules.words, key
        spoken = [words.texts for words in page.rules.words] + [s.say for s in page.rules.steps if s.say]
        assert {tuple(sorted(texts)) for texts in spoken} == {tuple(sorted(ALL_LANGUAGES))}, key


@pytest.mark.parametrize("language", ["id", "ms", "tr"])
def test_steps_are_translated_where_the_business_speaks_the_language(plan, language):
    if language in plan.business.languages:
        assert [key for key, page in plan.procedures.items() if language not in page.rules.translated] == []
