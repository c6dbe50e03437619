"""Whatever is done to a mail, it is understood or says why not, and what is shown stays clean."""

import re
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from layan.channels.email.html import sanitise
from layan.channels.email.mail import NotUnderstood
from layan.channels.email.parse import understand

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parent / "samples").glob("*.eml"))]
OURS = frozenset({"help@example.com"})
NASTY = (
    b"\0", b"\r", b"\n", b"\r\n\r\n", b"=?utf-8?B?", b"?=", b"--", b"boundary=", b"\x1b$B", b"\xff\xfe", b"<", b">",
    b"charset=utf-16", b"base64", b"Content-Type: multipart/mixed; boundary=b\n", b"\xf0\x9f", b"begin 644 x\n",
    b"message/rfc822", b"filename*=", b"\xe2\x80\xae", b'"', b"(", b"From: ", b";", b"\x78\x9f\x3e\x22",
)  # fmt: skip
UNSEEN = re.compile("[\0\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

places = st.floats(0, 1)
changes = st.one_of(
    st.tuples(st.just("insert"), places, st.sampled_from(NASTY)),
    st.tuples(st.just("replace"), places, st.binary(min_size=1, max_size=8)),
    st.tuples(st.just("cut"), places, st.integers(1, 200)),
    st.tuples(st.just("repeat"), places, st.integers(1, 400)),
)


def _changed(raw, change):
    kind, place, what = change
    at = int(place * len(raw))
    if kind == "insert":
        return raw[:at] + what + raw[at:]
    if kind == "replace":
        return raw[:at] + what + raw[at + len(what) :]
    if kind == "cut":
        return raw[:at] + raw[at + what :]
    return raw[: at + what] + raw[at:]


def _is_clean(raw):
    try:
        mail = understand(raw, OURS)
    except NotUnderstood as trouble:
        return str(trouble.reason) != ""
    shown = (mail.subject, mail.text, mail.new_text, mail.sender.name, *(a.name for a in mail.attachments))
    assert not any(UNSEEN.search(text) for text in shown)
    assert not any(re.search(r"[/\\\n]", attachment.name) for attachment in mail.attachments)
    assert all(len(one) <= 250 and not re.search(r"\s", one) for one in (mail.message_id, *mail.references))
    assert "<script" not in sanitise(mail.html or "", {}, True).lower()
    return True


@settings(max_examples=150)
@given(st.sampled_from(SAMPLES), st.lists(changes, min_size=1, max_size=6))
def test_a_changed_sample_is_understood_or_says_why_not(raw, made):
    for change in made:
        raw = _changed(raw, change)
    assert _is_clean(raw)


@settings(max_examples=100)
@given(st.binary(max_size=400))
@example(b"From:")
@example(b":\n\n")
@example(b"From: a@b.cc\nContent-Type: multipart/mixed; boundary=\n\n--\n")
@example(b"From: a@b.cc\nContent-Type: message/rfc822\n\n")
def test_any_bytes_are_understood_or_say_why_not(raw):
    assert _is_clean(raw)


@settings(max_examples=100)
@given(st.sampled_from(SAMPLES), st.sampled_from(SAMPLES), places, places)
def test_two_halves_of_mails_are_a_mail(first, second, left, right):
    assert _is_clean(first[: int(left * len(first))] + second[int(right * len(second)) :])
