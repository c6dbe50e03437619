"""What remains of an answer without its quotes and signature, against the best public parsers, in one run.

    LAYAN_CORPORA=… python bench/quotes.py            prints the tables
    LAYAN_CORPORA=… python bench/quotes.py --save     also writes them into bench/README.md, under "Quotes"

The bodies are those of four public parsers' own tests, which say what remains, and our own collection in Indonesian,
Malay and Turkish. Lines count, white space does not. The peers are given every language they know, or English alone,
whichever becomes them better in each row.
"""

import argparse
import json
import os
import tarfile
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

from email_reply_parser import EmailReplyParser as Zapier
from mailparser_reply import EmailReplyParser as Alfonsrv
from mailparser_reply.constants import MAIL_LANGUAGES

from layan.channels.email import quotes

ROOT = Path(__file__).resolve().parents[1]
COLLECTION = ROOT / "tests" / "channels" / "email" / "quotes"
README = Path(__file__).with_name("README.md")
HEADING = "## Quotes"
LANGUAGES = {"id": "our Indonesian", "ms": "our Malay", "tr": "our Turkish"}
type Split = Callable[[str], str]


def _newest(text: str, languages: list[str]) -> str:
    """Without quotes, signature and disclaimer."""
    replies = Alfonsrv(languages=languages).read(text).replies
    return (replies[0].body or "") if replies else ""


PARSERS: dict[str, list[Split]] = {
    "Layan": [lambda text: quotes.split(text)[0]],
    f"mail-parser-reply {version('mail-parser-reply')}": [
        lambda text: _newest(text, list(MAIL_LANGUAGES)),
        lambda text: _newest(text, ["en"]),
    ],
    f"email-reply-parser {version('email-reply-parser')}": [lambda text: str(Zapier.parse_reply(text))],
}


def public() -> dict[str, list[tuple[str, str]]]:
    """Of each family the bodies and what remains of them."""
    stated = json.loads((COLLECTION / "corpora.json").read_text(encoding="utf-8"))
    found: dict[str, list[tuple[str, str]]] = {}
    for family in sorted({name.split("/")[0] for name in stated}):
        texts = dict(_members(Path(os.environ["LAYAN_CORPORA"]) / "mail" / f"{family}.tar.xz"))
        found[family] = [
            (texts[name], _remaining(texts[name], stated[name])) for name in stated if name in texts
        ]
    return found


def _members(path: Path) -> Iterator[tuple[str, str]]:
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".txt") else None
            if file is not None:
                yield member.name.removeprefix("./"), file.read().decode()


def _remaining(text: str, ranges: str) -> str:
    spans = [tuple(map(int, one.split("-"))) for one in ranges.split()]
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(
        line for n, line in enumerate(lines, 1) if any(first <= n <= last for first, last in spans)
    )


def ours() -> dict[str, list[tuple[str, str]]]:
    """The plain texts of our collection, by language."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(COLLECTION.glob("*.txt")):
        language = LANGUAGES.get(path.name[:2])
        if language:
            remains = path.with_name(f"{path.name}.new").read_text(encoding="utf-8")
            found.setdefault(language, []).append((path.read_text(encoding="utf-8"), remains))
    return found


def right(split: Split, bodies: list[tuple[str, str]]) -> int:
    """Of how many bodies just that remains which is stated."""
    return sum(_words(split(text)) == _words(remains) for text, remains in bodies)


def _words(text: str) -> list[list[str]]:
    return [line.split() for line in text.split("\n") if line.strip()]


def measure() -> list[str]:
    """The tables as lines of Markdown."""
    corpora = public() | ours()
    lines = [f"| bodies | | {' | '.join(PARSERS)} |", "|---|---:|" + "---:|" * len(PARSERS)]
    for family, bodies in corpora.items():
        found = [max(right(split, bodies) for split in splits) for splits in PARSERS.values()]
        lines.append(f"| {family} | {len(bodies)} | {' | '.join(map(str, found))} |")
    texts = [text for bodies in corpora.values() for text, _ in bodies]
    taken = [_milliseconds(splits[0], texts) for splits in PARSERS.values()]
    return [*lines, f"| CPU ms each, {len(texts)} bodies | | {' | '.join(f'{one:.2f}' for one in taken)} |"]


def _milliseconds(split: Split, texts: list[str]) -> float:
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            split(text)
        best = min(best, time.process_time() - start)
    return best / len(texts) * 1000


def save(lines: list[str]) -> None:
    """Puts the section into the file, in place of the one it has."""
    before, _, after = README.read_text().partition(f"{HEADING}\n")
    _, next_heading, rest = after.partition("\n## ")
    about = (
        "Reply bodies of which just that remains which their own tests state (`zapier`, `crisp`, `willdurand`,\n"
        "`alfonsrv`: the tests of four public parsers), and the plain texts of our own collection. Two bodies are\n"
        "stated otherwise by one family than by the others, so nobody can have all."
    )
    section = f"{HEADING}\n\n`python bench/quotes.py`\n\n{about}\n\n" + "\n".join(lines) + "\n"
    README.write_text(f"{before.rstrip()}\n\n{section}{next_heading}{rest}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--save", action="store_true", help="write the result into bench/README.md")
    asked = parser.parse_args()
    if "LAYAN_CORPORA" not in os.environ:
        parser.error("LAYAN_CORPORA does not name the folder of the public corpora")
    lines = measure()
    print("\n".join(lines))
    if asked.save:
        save(lines)


if __name__ == "__main__":
    main()
