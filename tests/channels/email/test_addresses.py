"""Address headers, from tidy to hardly legible."""

import pytest

from layan.channels.email.addresses import MOST, key, normalised, parse
from layan.channels.email.headers import Headers


def _read(raw):
    return [str(box) for box in parse(Headers([("to", raw)]), "to")]


@pytest.mark.parametrize(
    ("raw", "boxes"),
    [
        (b"a@example.com", ["a@example.com"]),
        (b"Budi <a@example.com>, B <b@example.com>", ["Budi <a@example.com>", "B <b@example.com>"]),
        (b'"Contoh, Budi" <a@example.com>', ["Contoh, Budi <a@example.com>"]),
        (b"Contoh, Budi <a@example.com>", ["Contoh, Budi <a@example.com>"]),
        (b"a@example.com (Budi)", ["Budi <a@example.com>"]),
        (b"Tim: a@example.com, b@example.com;", ["a@example.com", "b@example.com"]),
        (b"undisclosed-recipients:;", []),
        (b"a@example.com; b@example.com", ["a@example.com", "b@example.com"]),
        (b'"a@example.com" <a@example.com>', ["a@example.com"]),
        (b"<a@example.com", ["a@example.com"]),
        (b"x <<a@example.com>>", ["x <a@example.com>"]),
        (b"mailto:a@example.com", ["a@example.com"]),
        (b"<@relay.example.net:a@example.com>", ["a@example.com"]),
        (b"a @ example . com", ["a@example.com"]),
        (b'"a b"@example.com', ["b@example.com"]),
        (b'<"a b"@example.com>', ['"a b"@example.com']),
        (b"=?utf-8?Q?Ay=C5=9Fe_=3Ca=40example=2Ecom=3E?=", ["a@example.com"]),
        (b'"Dia \\"B\\" Contoh" <a@example.com>', ['Dia "B" Contoh <a@example.com>']),
        (b"'Budi' <a@example.com>", ["Budi <a@example.com>"]),
        (b"Budi", []),
        (b"@example.com", []),
        (b"", []),
        (b"a@example.com, a@example.com", ["a@example.com"]),
    ],
)
def test_a_header_is_read(raw, boxes):
    assert _read(raw) == boxes


def test_names_are_one_line_without_overrides():
    assert _read("Bu\u202edi\r\n Contoh <a@example.com>".encode()) == ["Budi Contoh <a@example.com>"]


def test_domains_are_compared_in_one_form():
    assert normalised("Ayşe@XN--RNEK-4QA.example.") == "Ayşe@örnek.example"
    assert key("Budi@Example.COM") == "budi@example.com"
    assert parse(Headers([("to", b"A@Example.COM")]), "to")[0].key == key("A@Example.COM")


def test_recipients_are_bounded():
    assert len(_read(b"".join(b"a%d@example.com, " % n for n in range(2 * MOST)))) == MOST
