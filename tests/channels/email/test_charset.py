"""Bytes become the text that was meant, whatever name they come under."""

import pytest

from layan.channels.email.charset import codec, decode, extends_ascii

TURKISH = "İyi günler, ürünüm ve ağ bağlantım çalışmıyor."


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("iso-8859-1", "cp1252"),
        ("ISO_8859-9", "cp1254"),
        ("windows-1254", "cp1254"),
        ("win-1254", "cp1254"),
        ('"utf-8"', "utf-8"),
        ("charset=utf-8", "utf-8"),
        ("utf8mb4", "utf-8"),
        ("gb2312", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("x-sjis", "cp932"),
        ("iso-8859-8-i", "iso8859-8"),
        ("us-ascii", "ascii"),
    ],
)
def test_a_name_means_a_codec(name, meant):
    assert codec(name) == meant


@pytest.mark.parametrize(
    "name", ["", "x-unknown", "idna", "punycode", "undefined", "rot13", "zlib", "a\0b", "é"]
)
def test_what_is_no_charset_of_mail_means_nothing(name):
    assert codec(name) is None


def test_a_text_that_is_what_it_says():
    assert decode(TURKISH.encode("cp1254"), "windows-1254") == (TURKISH, True)


def test_utf_8_under_a_western_name_is_utf_8():
    assert decode(TURKISH.encode(), "iso-8859-1") == (TURKISH, True)


def test_without_a_name_utf_8_comes_first():
    assert decode(TURKISH.encode()) == (TURKISH, True)


def test_without_a_name_turkish_letters_tell():
    assert decode(TURKISH.encode("cp1254"))[0] == TURKISH


def test_without_a_name_a_hint_tells():
    assert decode("Ş".encode("cp1254"), turkish=True)[0] == "Ş"
    assert decode("Þ".encode("cp1252"))[0] == "Þ"


def test_a_wrong_name_is_told():
    assert decode(TURKISH.encode("cp1254"), "utf-8") == (TURKISH, False)
    assert decode(TURKISH.encode(), "ascii") == (TURKISH, False)


def test_one_broken_character_does_not_turn_the_rest():
    text, as_said = decode(TURKISH.encode()[:-1] + b"\xff.", "utf-8")
    assert text.startswith(TURKISH[:-1]) and not as_said


def test_japanese_that_nobody_declared():
    assert decode("注文".encode("iso2022_jp")) == ("注文", False)


def test_japanese_with_characters_of_one_vendor():
    assert decode(b"\x1b$B-!\x1b(B", "iso-2022-jp")[0] == "①"


def test_sixteen_bits_with_and_without_a_mark():
    assert decode(TURKISH.encode("utf-16"))[0] == TURKISH
    assert decode(TURKISH.encode("utf-16-be"), "utf-16")[0] == TURKISH
    assert decode(TURKISH.encode("utf-16-le") + b"x", "utf-16")[0] == TURKISH


@pytest.mark.parametrize(
    ("name", "fits"),
    [("windows-1254", True), ("utf-8", True), ("us-ascii", False), ("utf-16", False), ("", False)],
)
def test_what_raw_headers_can_be_in(name, fits):
    assert extends_ascii(name) == fits
