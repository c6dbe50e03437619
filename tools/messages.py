"""The catalogues: what code and templates say, and what of it is translated. `python -m tools.messages`.

A language exists when it has a folder in src/layan/locale. Words that nobody says any more leave its
catalogue, new ones come in untranslated; nothing is guessed.
"""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel import Locale
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "layan"
LOCALE = SOURCE / "locale"
# Which arguments are the words: None is the first alone, "c" marks the context.
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    **dict.fromkeys(("say", "_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
WRITTEN_IN = "en"
"""The language of the source: its catalogue says what stands there."""
_WIDTH = 100

type Key = tuple[str | None, str]


@dataclass
class Words:
    """One thing that is said: in singular and plural, where, and what translators should know."""

    context: str | None
    singular: str
    plural: str = ""
    places: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return self.context, self.singular


def said() -> dict[Key, Words]:
    """Everything that Layan says, by context and English words, in a stable order."""
    found: dict[Key, Words] = {}
    for path in _sources():
        for words in _said_in(path):
            known = found.setdefault(words.key, words)
            known.plural = known.plural or words.plural
            known.places |= words.places
            known.comments += [comment for comment in words.comments if comment not in known.comments]
    return {words.key: words for words in sorted(found.values(), key=lambda w: (w.singular, w.context or ""))}


def _sources() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*")):
        is_template = path.suffix in (".html", ".txt") and "templates" in path.parts
        if (path.suffix == ".py" or is_template) and "migrations" not in path.parts:
            yield path


def _said_in(path: Path) -> Iterator[Words]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
            settings.configure()
        # What is left of the layout would look like wrong indentation.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    place = path.relative_to(SOURCE).as_posix()
    source = io.BytesIO(text.encode())
    for _, words, comments, context in extract(
        "python", source, KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    ):
        singular, plural = words if isinstance(words, tuple) else (words, "")
        yield Words(context, singular, plural, {place}, list(comments))


def catalogue(language: str) -> polib.POFile:
    """The catalogue of `language` as it stands."""
    return polib.pofile(str(path_of(language)), encoding="utf-8")


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    return sorted(folder.parent.name for folder in LOCALE.glob("*/LC_MESSAGES"))


def plural_forms(language: str) -> str:
    """The rule by which a language chooses its plural: CLDR's where it is plain, else the customary one."""
    rule = Locale(language).plural_form
    if not rule.tags:
        return "nplurals=1; plural=0;"
    if len(rule.tags) == 1 and all((rule(n) == "one") == (n == 1) for n in range(1000)):
        return "nplurals=2; plural=(n != 1);"
    return get_plural(language).plural_forms


def plurals(language: str) -> int:
    """How many forms a word has beside a number."""
    return int(plural_forms(language).split("=")[1].split(";")[0])


def updated(language: str, words: dict[Key, Words]) -> polib.POFile:
    """A catalogue of exactly `words`, with the translations that stand in the one of today."""
    old = {(e.msgctxt, e.msgid): e for e in catalogue(language)} if path_of(language).exists() else {}
    new = polib.POFile(wrapwidth=_WIDTH, encoding="utf-8")
    new.header = f"What Layan says in {Locale(language).english_name}. `make messages` keeps it up to date."
    new.metadata = {
        "Project-Id-Version": "Layan",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(language),
    }
    new.extend(_entry(one, old.get(one.key), plurals(language)) for one in words.values())
    if language == WRITTEN_IN:
        for entry in new:
            _as_written(entry)
    return new


def _as_written(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    else:
        entry.msgstr = entry.msgid


def _entry(words: Words, old: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(
        msgctxt=words.context,
        msgid=words.singular,
        msgid_plural=words.plural,
        occurrences=[(place, "") for place in sorted(words.places)],
        comment="\n".join(words.comments),
        tcomment=old.tcomment if old else "",
        flags=sorted(_flags(words)),
    )
    if words.plural:
        known = old.msgstr_plural if old else {}
        entry.msgstr_plural = {n: known.get(n, "") for n in range(forms)}
    else:
        entry.msgstr = old.msgstr if old else ""
    return entry


def _flags(words: Words) -> set[str]:
    message = Message((words.singular, words.plural) if words.plural else words.singular)
    checks: dict[str, Callable[[], bool]] = {
        "python-format": lambda: bool(message.python_format),
        "python-brace-format": lambda: bool(message.python_brace_format),
    }
    return {flag for flag, holds in checks.items() if holds()}


def main() -> None:
    words = said()
    for language in languages():
        new = updated(language, words)
        new.save(str(path_of(language)))
        missing = len(new.untranslated_entries())
        print(f"{language}: {len(new)} texts, {missing} untranslated")


if __name__ == "__main__":
    main()
