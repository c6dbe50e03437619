"""Message-IDs: read, made, ours."""

from layan.channels.email import ids
from layan.channels.email.headers import split

TOKEN = "AbCdEfGhIjKlMnOpQr-_uv"


def _of(raw):
    headers, body = split(raw)
    return ids.of(headers, raw, body)


def test_an_id_is_taken_without_brackets():
    assert _of(b"Message-ID: <a@b>\n\nIsi") == ("a@b", False)
    assert _of(b"Message-ID: a@b (comment)\n\nIsi") == ("a@b", False)


def test_a_made_id_is_the_same_by_every_way():
    first = _of(b"Received: by one\nFrom: a@b.cc\nDate: x\n\nIsi")
    second = _of(b"Received: by two\nDelivered-To: c\nFrom: a@b.cc\nDate: x\n\nIsi")
    assert first == second and first[1]
    assert _of(b"From: a@b.cc\nDate: y\n\nIsi") != first


def test_references_come_newest_first_and_bounded():
    raw = b"References: " + b" ".join(b"<%d@a>" % n for n in range(150)) + b"\nIn-Reply-To: <149@a>\n\n"
    replied, referred = ids.references(split(raw)[0])
    assert replied == ("149@a",)
    assert referred[:2] == ("149@a", "148@a") and len(referred) == ids.MOST_REFERENCES


def test_an_id_too_long_to_store_is_known_by_its_digest_everywhere():
    long = b"<" + b"a" * 500 + b"@b>"
    assert ids.listed(long, 1) == ids.listed(b"x " + long, 5)
    assert len(ids.listed(long, 1)[0]) <= ids.LONGEST


def test_ours_carry_the_token_and_differ():
    one, two = (ids.new(TOKEN, 7, "example.com") for _ in range(2))
    assert one != two
    assert ids.token_in(one) == ids.token_in(two) == TOKEN


def test_others_carry_none():
    for other in ("a@b", f"{TOKEN}@b", f"{TOKEN}.x.abcdefgh@b", f"{TOKEN}x.1.abcdefgh@b"):
        assert ids.token_in(other) is None
