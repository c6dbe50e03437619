"""From the files of a folder to the pages of a plan: each read by itself, then held against the others."""

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from layan.plan.codes import CURRENCIES
from layan.plan.page import Attempt, Page, PageFile, read_page, read_translation
from layan.plan.pages.business import Business
from layan.plan.reading.fields import Findings, one_of
from layan.plan.references import resolve
from layan.plan.say import Code, Language, say
from layan.plan.source import PlanErrors, Position
from layan.plan.units import Unreadable

BUSINESS_FILE: Final = "business.md"
MOST_FILES: Final = 2000
_ONCE: Final = ("profile", "conduct")
"""Kinds of which a plan has one page at most."""


def assemble(files: Mapping[str, str]) -> dict[str, Page[Any]]:
    """The pages by key, in the order of their paths. Raises PlanErrors with every problem of every file."""
    findings = Findings(currency=_currency(files.get(BUSINESS_FILE, "")))
    named = _named(files, findings)
    attempts = _read_pages([file for file in named if file.language is None], files, findings)
    _check_kinds(attempts.values(), findings)
    languages = _languages(attempts.get("business"))
    pages = {attempt.file.key: attempt.page_in(languages[0]) for attempt in attempts.values() if attempt.page}
    for file in named:
        if file.language and _is_welcome(file, attempts, languages, findings) and file.key in pages:
            pages[file.key] = read_translation(pages[file.key], file, files[file.path], findings)
    resolve(findings, attempts)
    if findings.problems:
        raise PlanErrors(findings.problems)
    return pages


def _currency(business: str) -> str:
    """What amounts without one are probably meant in, before any page has been read."""
    found = re.search(r"^currency: *([A-Z]{3})\b", business, re.MULTILINE)
    return found[1] if found and found[1] in CURRENCIES else "USD"


def _named(files: Mapping[str, str], findings: Findings) -> list[PageFile]:
    if len(files) > MOST_FILES:
        what = say("A plan has no more than {count} files.", count=MOST_FILES)
        findings.report(Position(min(files)), "size", what, say("Remove what is no page of this plan."))
        return []
    named = []
    for path in sorted(files):
        try:
            named.append(PageFile.of(path))
        except Unreadable as error:
            findings.report(Position(path), error.code, error.say, error.instead)
    return named


def _read_pages(named: list[PageFile], files: Mapping[str, str], findings: Findings) -> dict[str, Attempt]:
    attempts: dict[str, Attempt] = {}
    for file in named:
        attempt = read_page(file, files[file.path], findings)
        first = attempts.setdefault(file.key, attempt)
        if first is not attempt:
            what = say("{file} is called {key} too.", file=Code(first.file.path), key=Code(file.key))
            findings.report(Position(file.path), "duplicate", what, say("Give one of them another name."))
    return attempts


def _check_kinds(attempts: Collection[Attempt], findings: Findings) -> None:
    """The business has its page at the top, and what can be there only once is there once."""
    if not any(attempt.file.path == BUSINESS_FILE for attempt in attempts):
        what = say("The plan has no {file} at its top.", file=Code(BUSINESS_FILE))
        findings.report(
            Position(BUSINESS_FILE), "page", what, say("Add it, with {kind}.", kind=_KIND_BUSINESS)
        )
    first: dict[str, str] = {}
    for attempt in attempts:
        path, kind = attempt.file.path, attempt.kind or ""
        if path == BUSINESS_FILE and kind not in ("business", ""):
            what = say("This page is the business's own.")
            findings.report(Position(path, 2), "page", what, say("Write {kind}.", kind=_KIND_BUSINESS))
        elif kind == "business" and path != BUSINESS_FILE:
            what = say("The business has one page, {file} at the top.", file=Code(BUSINESS_FILE))
            findings.report(Position(path, 2), "page", what, say("Move it there, or remove it."))
        elif kind in _ONCE and first.setdefault(kind, path) != path:
            what = say("A plan has one page of this kind, and {file} is one.", file=Code(first[kind]))
            findings.report(Position(path, 2), "page", what, say("Keep one of them."))


_KIND_BUSINESS: Final = Code("kind: business")


def _languages(business: Attempt | None) -> tuple[str, ...]:
    """What the business speaks; one language without a name when its page cannot be read."""
    rules = business.page.rules if business and business.page else None
    return rules.languages if isinstance(rules, Business) else ("",)


def _is_welcome(
    file: PageFile, attempts: Mapping[str, Attempt], languages: tuple[str, ...], findings: Findings
) -> bool:
    """Whether a translation has a page to translate, into a language that the business speaks."""
    original, language = attempts.get(file.key), file.language or ""
    if original is None:
        what = say("There is no page {key} to translate.", key=Code(file.key))
        findings.report(Position(file.path), "page", what, one_of(file.key, attempts))
    elif languages[0] and language == languages[0]:
        what = say("The page itself is written in this language.")
        findings.report(
            Position(file.path), "language", what, say("Write it in {file}.", file=Code(original.file.path))
        )
    elif languages[0] and language not in languages:
        what = say("The business does not speak {language}.", language=Language(language))
        instead = say("Add {code} to the languages in {file}.", code=Code(language), file=Code(BUSINESS_FILE))
        findings.report(Position(file.path), "language", what, instead)
    else:
        return True
    return False
