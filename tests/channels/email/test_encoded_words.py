"""Encoded words as programs really write them."""

import pytest

from layan.channels.email.encoded_words import header_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"Halo", "Halo"),
        (b"=?utf-8?Q?=C4=B0ade?=", "İade"),
        (b"=?utf-8?q?a_b?= c", "a b c"),
        (b"=?UTF-8?B?xLA=?= =?UTF-8?B?YWRl?=", "İade"),
        (b"=?utf-8?B?xA==?= =?utf-8?B?sGFkZQ==?=", "İade"),
        (b"=?utf-8?B?xA?=\r\n =?utf-8?Q?=B0ade?=", "İade"),
        (b"x =?utf-8?Q?y?= =?iso-8859-9?Q?=FE?= z", "x yş z"),
        (b"=?utf-8*tr?Q?=C4=B0ade?=", "İade"),
        (b"=?utf-8?Q?What=3F?=", "What?"),
        (b"=?utf-8?Q?What?=20now?=", "What? now"),
        (b'"=?utf-8?Q?A=2C_B?="', '"A, B"'),
        (b"=?x-none?Q?Halo?=", "Halo"),
        (b"=?utf-8?Q?Halo", "=?utf-8?Q?Halo"),
        (b"=?utf-8?X?Halo?=", "=?utf-8?X?Halo?="),
        (b"=?utf-8?B?????=", ""),
    ],
)
def test_words_are_read(raw, text):
    assert header_text(raw) == text


def test_raw_bytes_are_in_the_charset_of_the_mail():
    assert header_text("Şikâyet".encode("cp1254"), "windows-1254") == "Şikâyet"


def test_thousands_of_beginnings_are_left_alone():
    assert header_text(b"=?a?q?" * 5_000).startswith("=?a?q?")
