"""What remains of an answer: our own collection, each with what remains beside it, and the finer points."""

from pathlib import Path

import pytest

from layan.channels.email import plaintext, quotes, quotes_html

COLLECTION = Path(__file__).parent / "quotes"
SAMPLES = sorted(path for path in COLLECTION.iterdir() if path.suffix in (".txt", ".html"))


def _text(path):
    text = path.read_text(encoding="utf-8")
    return plaintext.of_html(quotes_html.split(text)[0]) if path.suffix == ".html" else text


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_what_was_written_now_remains_and_nothing_else(path):
    new, _ = quotes.split(_text(path))
    assert new == path.with_name(f"{path.name}.new").read_text(encoding="utf-8").strip("\n")


TEXT = [
    "gmail",
    "gmail-wrapped",
    "gmail-android",
    "outlook-desktop",
    "outlook-web",
    "outlook-ios",
    "outlook-android",
    "windows-mail",
    "apple-mail",
    "apple-mail-wrapped",
    "iphone",
    "yahoo",
    "yahoo-wrapped",
    "yahoo-android",
    "thunderbird",
    "samsung",
]
HTML = [
    "gmail",
    "outlook-desktop",
    "outlook-web",
    "outlook-ios",
    "apple-mail",
    "iphone",
    "yahoo",
    "thunderbird",
    "samsung",
]


@pytest.mark.parametrize("language", ["id", "ms", "tr"])
def test_every_program_is_there_in_every_language(language):
    names = [path.name for path in SAMPLES]
    wanted = [*((one, ".txt") for one in TEXT), *((one, ".html") for one in HTML)]
    missing = [one for one in wanted if not any(_is(name, language, *one) for name in names)]
    assert missing == []


def _is(name, language, program, suffix):
    return name.startswith(f"{language}-{program}") and name.endswith(suffix)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_nothing_is_lost(path):
    text = _text(path)
    new, rest = quotes.split(text)
    assert sorted(f"{new}\n{rest}".split()) == sorted(text.split())


def test_line_ends_of_every_kind():
    expected = ("Halo", "> lama")
    assert {quotes.split(f"Halo{end}{end}> lama{end}") for end in ("\n", "\r\n", "\r")} == {expected}


def test_answers_between_quoted_lines_are_told():
    assert quotes.divide("> satu?\n\nya\n\n> dua?\n\ntidak\n").interleaved
    assert not quotes.divide("ya\n\n> satu?\n> dua?\n").interleaved


def test_a_line_wrapped_out_of_its_quote_goes_with_it():
    wrapped = "> " + "kata " * 14 + "terakhir\ndi baris ini\n> lanjut\n"
    assert quotes.split(f"Baik.\n\n{wrapped}")[0] == "Baik."


def test_a_short_answer_below_a_quoted_question_stays():
    assert quotes.split("> Warna apa?\nmerah\n> Ukuran?\nbesar\n")[0] == "merah\n\nbesar"


def test_what_mbox_files_do_to_from_is_no_quote():
    assert quotes.split("Halo\n>From Bandung to Jakarta\nselesai")[1] == ""


def test_a_copied_mail_with_nothing_above_is_read():
    copied = "From: A <a@example.com>\nSent: Monday\nSubject: X\n\nIsi surat.\n"
    assert quotes.split(copied)[0] == copied.strip()


def test_a_text_too_long_to_look_through_stays_whole():
    text = "baris yang biasa\n" * 20_000
    assert quotes.split(text) == (text, "")


@pytest.mark.parametrize(
    "line", ["On 1 " + "a@" * 190 + ":", "_" * 118 + "x", "From: x", "1 2 3 4 wrote:", "-" * 100, "a\n>"]
)
def test_hostile_lines_cost_no_more_than_others(line):
    text = f"Halo\n{line}\n" * (quotes.LARGEST // (len(line) + 6))
    assert quotes.divide(text)
