"""What may not be shown is not there."""

from layan.channels.email import clean


def test_a_line_is_one_line_without_the_unseen():
    assert clean.line(" a\r\n\tb\0\u202ec\u200b\ufeff d\u3000e ", 50) == "a bc\u200b d e"


def test_a_long_line_is_cut_with_an_ellipsis():
    assert clean.line("abcdef", 4) == "abc…"
    assert clean.line("abcd", 4) == "abcd"


def test_paragraphs_keep_lines_and_what_scripts_need():
    assert clean.paragraphs("a\r\nb\rc\u2028d\0\u202e\ufeff\x07") == "a\nb\nc\nd"
    assert clean.paragraphs("\u200fשלום\u200e a\u200db") == "\u200fשלום\u200e a\u200db"


def test_many_blank_lines_become_two():
    assert clean.paragraphs("a\n\n \n\n\nb") == "a\n\n\nb"
