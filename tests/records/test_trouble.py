"""Trouble goes into a text field and comes out as words."""

from layan.plan.say import say
from layan.records import trouble
from layan.records.trouble import Trouble


def test_it_comes_back_as_it_was_kept():
    one = Trouble(say("{host} is away.", host="mx.example.com"), say("Wait."))
    assert trouble.of(trouble.kept(one)) == one
    assert str(one) == "mx.example.com is away. Wait."


def test_there_may_be_nothing_to_do():
    one = Trouble(say("It failed."))
    assert trouble.of(trouble.kept(one)) == one
    assert str(one) == "It failed."


def test_words_of_another_server_stand_as_they_are():
    for said in ("550 5.1.1 Unknown user {x}", "[1, 2]", "17", "null"):
        assert str(trouble.of(said)) == said


def test_nothing_is_no_trouble():
    assert trouble.of("") is None
