"""Whatever is done to a mail, it is understood or says why not. `fuzz.py` does the same for as long as one likes."""

import os

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.channels.email import fuzz

MAILS = fuzz.pool()


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_spoiled_mails_are_understood_or_say_why_not(seed):
    assert fuzz.run(0, seed, MAILS, least=1)[1] == {}


@settings(max_examples=100)
@given(st.binary(max_size=400))
@example(b"From:")
@example(b":\n\n")
@example(b"From: a@b.cc\nContent-Type: multipart/mixed; boundary=\n\n--\n")
@example(b"From: a@b.cc\nContent-Type: message/rfc822\n\n")
def test_any_bytes_are_understood_or_say_why_not(raw):
    assert fuzz.trouble_with(raw) == ""


def test_a_failure_inside_is_a_finding_though_it_is_caught(monkeypatch):
    monkeypatch.setattr(fuzz.parse.quotes, "divide", lambda text: 1 / 0)
    assert "ZeroDivisionError" in fuzz.trouble_with(MAILS[0])


def test_a_finding_is_written_as_small_as_it_can_be(monkeypatch, tmp_path, capsys):
    def stumbles(raw, ours):
        raise ValueError if b"boundary" in raw else fuzz.NotUnderstood("a reason")

    monkeypatch.setattr(fuzz.parse, "understand", stumbles)
    assert fuzz.main(["--minutes", "0.01", "--seed", "1", "--into", str(tmp_path)]) == 1
    (found,) = tmp_path.iterdir()
    assert b"boundary" in found.read_bytes()
    assert found.stat().st_size < 12
    assert "raised ValueError" in capsys.readouterr().out


def test_the_public_mails_are_spoiled_too_where_they_are():
    ours = len(list(fuzz.SAMPLES.glob("*.eml")))
    assert (len(MAILS) > ours) == ("LAYAN_CORPORA" in os.environ)
