import pytest

from layan.web import navigation
from layan.web.components.icons import MEDIA, TURNING, icon, symbols


def test_an_icon_beside_a_word_is_silent():
    drawn = icon("mail")
    assert 'aria-hidden="true"' in drawn
    assert "<rect" in drawn or "<path" in drawn


def test_an_icon_alone_has_a_name_and_the_name_is_only_words():
    assert 'role="img" aria-label="&lt;b&gt;Mail"' in icon("mail", "<b>Mail")


def test_an_unknown_icon_is_an_error():
    with pytest.raises(KeyError):
        icon("unheard-of")


def test_all_that_are_asked_for_exist():
    asked = (
        set(MEDIA.values())
        | TURNING
        | {link.icon for section in navigation.SECTIONS for link in section.links}
    )
    assert asked - symbols().keys() == set()
