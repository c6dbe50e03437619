"""Spoils mails at random and looks at what is read: `python -m tests.channels.email.fuzz --minutes 10`.

It begins with our samples and, where LAYAN_CORPORA names them, the public mails. What raises, takes longer than
SECONDS, or would show or store what must not be shown or stored is written to the folder of `--into`, made as small
as the trouble allows, and ends the command with 1. A finding, once mended, becomes a sample.
"""

import argparse
import hashlib
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from random import Random

from layan.channels.email import parse
from layan.channels.email.html import sanitise
from layan.channels.email.mail import Mail, NotUnderstood
from tests.channels.email import corpora

SAMPLES = Path(__file__).parent / "samples"
OURS = frozenset({"help@example.com", "sales@example.com"})
SECONDS = 2.0
LARGEST = 400_000
NASTY = (
    b"\0", b"\r", b"\n", b"\r\n\r\n", b"\n\n", b"=?utf-8?B?", b"=?iso-2022-jp?Q?=1B$B", b"?=", b"--", b"boundary=",
    b"\x1b$B", b"\xff\xfe", b"<", b">", b"charset=utf-16", b"charset=utf-7", b"charset=unicode_escape", b"base64",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: x-uuencode\n", b"\xed\xa0\x80", b"+2AA-",
    b"Content-Type: multipart/mixed; boundary=b\n", b"\xf0\x9f", b"begin 644 x\n", b"message/rfc822", b"filename*=",
    b"\xe2\x80\xae", b'"', b"(", b"From: ", b";", b"x\x9f>\x22", b"format=flowed; delsp=yes", b"&#xD800;", b"&#0;",
    b"<div class=gmail_quote>", b"<blockquote type=cite>", b"BEGIN:VCALENDAR\n", b"multipart/report",
    b"-----BEGIN PGP SIGNED MESSAGE-----\n", b"message/delivery-status", b"application/ms-tnef", b"9" * 20,
    b"name*0*=utf-8''%00", b"name*65536*=x", b"Date: Mon, 99 Zzz 99999 25:61:61 +9999\n",
)  # fmt: skip
UNSEEN = re.compile("[\0\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def trouble_with(raw: bytes) -> str:
    """What is wrong with the way `raw` is read; nothing when it is understood or says why not."""
    start = time.process_time()
    try:
        mail = parse.understand(raw, OURS)
        shown = sanitise(mail.html or "", {}, True)
    except NotUnderstood as why:
        return "" if _expected(str(why.reason)) else str(why.reason)
    except Exception as error:
        return f"raised {type(error).__name__}"
    took = time.process_time() - start
    if took > SECONDS:
        return f"took {took:.1f} s"
    return _unclean(mail) or ("a script is shown" if "<script" in shown.lower() else "")


def _expected(said: str) -> bool:
    """A failure inside that was caught is a finding all the same."""
    return not re.search(r"could be read \(\w+\)", said)


def _unclean(mail: Mail) -> str:
    for name, text in _texts(mail, ""):
        if UNSEEN.search(text) and name not in (".html", ".new_html"):
            return f"{name} holds {UNSEEN.search(text)!r}"
        if "\0" in text or re.search("[\ud800-\udfff]", text):
            return f"{name} cannot be stored"
    if any(re.search(r"[/\\\n]", one.name) or not one.name for one in mail.attachments):
        return "the name of a file is none"
    if any(len(one) > 250 or re.search(r"\s", one) for one in (mail.message_id, *mail.references)):
        return "a Message-ID is none"
    return next((str(one) for one in mail.warnings if not _expected(str(one))), "")


def _texts(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Every text in what was understood, with the way to it."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one, f"{name}[]")
    elif is_dataclass(value) and type(value).__module__.endswith(".mail"):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), f"{name}.{field.name}")


def spoiled(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """`raw` after one to six changes."""
    for _ in range(random.randint(1, 6)):
        raw = _CHANGES[random.randrange(len(_CHANGES))](raw, others, random)[:LARGEST]
    return raw


def _span(raw: bytes, random: Random, most: int = 400) -> tuple[int, int]:
    start = random.randint(0, len(raw))
    return start, min(len(raw), start + random.randint(1, most))


def _insert(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    at = random.randint(0, len(raw))
    return raw[:at] + random.choice(NASTY) + raw[at:]


def _overwrite(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    start, end = _span(raw, random, 8)
    return raw[:start] + random.randbytes(end - start) + raw[end:]


def _cut(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    start, end = _span(raw, random)
    return raw[:start] + raw[end:]


def _repeat(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    start, end = _span(raw, random)
    return raw[:start] + raw[start:end] * random.choice((2, 3, 50, 2000)) + raw[end:]


def _splice(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    other = random.choice(others)
    return raw[: random.randint(0, len(raw))] + other[random.randint(0, len(other)) :]


def _borrow(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """A line of another mail, most likely one of its headers."""
    lines = random.choice(others)[:20_000].splitlines(keepends=True) or [b""]
    at = raw.find(b"\n", random.randint(0, len(raw))) + 1
    return raw[:at] + random.choice(lines) + raw[at:]


def _swap(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    if len(lines) > 1:
        one, two = random.randrange(len(lines)), random.randrange(len(lines))
        lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def _line_ends(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\n ")))


def _wrap(raw: bytes, others: Sequence[bytes], random: Random) -> bytes:
    """Inside another mail, as a part of it."""
    head = b"From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=w\n\n"
    return head + b"--w\nContent-Type: message/rfc822\n\n" + raw + b"\n--w--\n"


_CHANGES = (_insert, _insert, _overwrite, _cut, _repeat, _splice, _borrow, _borrow, _swap, _line_ends, _wrap)


def smaller(raw: bytes, trouble: str) -> bytes:
    """`raw` without what the trouble can do without."""
    kind = trouble.split(" too")[0]
    size = len(raw) // 2
    until = time.monotonic() + 30
    while size and time.monotonic() < until:
        start = 0
        while start < len(raw) and time.monotonic() < until:
            without = raw[:start] + raw[start + size :]
            if trouble_with(without).startswith(kind):
                raw = without
            else:
                start += size
        size //= 2
    return raw


def pool() -> list[bytes]:
    """Our samples, and the public mails where they are."""
    mails = [path.read_bytes() for path in sorted(SAMPLES.glob("*.eml"))]
    if "LAYAN_CORPORA" in os.environ:
        mails += [raw for family in corpora.MAILS for _, raw in corpora.members(family)]
    return [raw[:LARGEST] for raw in mails]


def run(seconds: float, seed: int, mails: Sequence[bytes], least: int = 0) -> tuple[int, dict[str, bytes]]:
    """How many mails were read in that time (and at least so many), and a mail for each trouble that was found."""
    random, found, made = Random(seed), {}, 0
    until = time.monotonic() + seconds
    while time.monotonic() < until or made < least:
        raw = spoiled(random.choice(mails), mails, random)
        trouble = trouble_with(raw)
        made += 1
        if trouble:
            found.setdefault(re.sub(r"took [\d.]+ s", "took too long", trouble), raw)
    return made, found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="fuzz", description="Spoil mails at random and read them.")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--into", type=Path, default=Path("fuzz-findings"), help="where findings are written")
    options = parser.parse_args(arguments)
    mails = pool()
    print(f"{len(mails)} mails to begin with, seed {options.seed}", flush=True)
    made, found = run(options.minutes * 60, options.seed, mails)
    for trouble, raw in found.items():
        options.into.mkdir(exist_ok=True)
        path = options.into / f"{hashlib.sha256(raw).hexdigest()[:12]}.eml"
        path.write_bytes(smaller(raw, trouble))
        print(f"{trouble}: {path}")
    print(f"{made:,} mails read in {options.minutes:g} minutes, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
