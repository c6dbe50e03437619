"""Transfer encodings, broken ones too."""

import binascii
from base64 import b64encode

import pytest

from layan.channels.email.transfer import base64_bytes, decoded, uuencoded

TEXT = b"Halo, dunia yang luas!"


@pytest.mark.parametrize(
    "written",
    [
        b64encode(TEXT),
        b64encode(TEXT).rstrip(b"="),
        b64encode(TEXT)[:10] + b"\r\n \t" + b64encode(TEXT)[10:] + b"\r\n",
        b64encode(TEXT)[:10] + b"!*-" + b64encode(TEXT)[10:],
        b64encode(TEXT[:10]) + b64encode(TEXT[10:]),
        b64encode(TEXT) + b"=====",
    ],
)
def test_base_64_is_read(written):
    assert base64_bytes(written) == TEXT


def test_a_lonely_character_is_nothing():
    assert base64_bytes(b"A") == b""
    assert base64_bytes(b"") == b""


@pytest.mark.parametrize(
    ("encoding", "body", "content"),
    [
        ("Quoted-Printable", b"=C4=B0ade=\r\n ok", "İade ok".encode()),
        ('"base64" ', b64encode(TEXT), TEXT),
        ("7bit", TEXT, TEXT),
        ("", TEXT, TEXT),
        ("nonsense", TEXT, TEXT),
        ("x-uuencode", b"begin 644 a\n" + binascii.b2a_uu(TEXT) + b"`\nend\n", TEXT),
        ("x-uuencode", b"no file", b"no file"),
    ],
)
def test_an_encoding_is_taken_off(encoding, body, content):
    assert decoded(body, encoding) == content


def test_files_in_text_are_taken_out():
    file = b"begin 644 a b.txt\r\n" + binascii.b2a_uu(TEXT) + b"`\r\nend\r\n"
    assert uuencoded(b"x\n" + file + b"y\n" + file) == (b"x\n\ny\n\n", [(b"a b.txt", TEXT)] * 2)


def test_words_that_begin_like_a_file_stay():
    text = b"begin 644 pieces\nof cloth, tiga puluh\nend\n"
    assert uuencoded(text) == (text, [])
    assert uuencoded(b"begin 644 x\n") == (b"begin 644 x\n", [])
