"""A page of the plan: prose for people, rules for the desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from layan.plan.codes import is_language
from layan.plan.nodes import parse
from layan.plan.pages import kinds, translate
from layan.plan.reading.fields import Failed, Fields, Findings
from layan.plan.reading.values import check_key, duration_in, key, line, word
from layan.plan.say import Code, PageRef, say
from layan.plan.source import Problem, Source, split
from layan.plan.units import Duration, Unreadable


@dataclass(frozen=True, slots=True)
class Page[R]:
    """`names` and `prose` (Markdown) by language; `name` is as the page itself has it. `owner` is a post,
    `review` how often the page is looked at again. `rules` are those of its kind."""

    kind: str
    key: str
    name: str
    path: str
    rules: R
    names: Mapping[str, str] = field(default_factory=dict)
    prose: Mapping[str, str] = field(default_factory=dict)
    owner: str | None = None
    review: Duration | None = None

    @property
    def ref(self) -> PageRef:
        """The page as sentences name it, in the reader's language."""
        return PageRef(self.key, self.name, tuple(self.names.items()))


@dataclass(frozen=True, slots=True)
class PageFile:
    """What a file's path says: the page's key, and the language where it only has the page's prose in one."""

    path: str
    key: str
    language: str | None = None

    @classmethod
    def of(cls, path: str) -> Self:
        """`care/refunds.md`, `care/refunds.id.md`. Raises Unreadable for what no page can be called."""
        name, _, ending = path.rpartition("/")[2].rpartition(".")
        if ending != "md" or not name:
            what = say("A page is a file that ends in {ending}.", ending=Code(".md"))
            raise Unreadable(what, "page", say("Call the file {example}.", example=Code("refunds.md")))
        key, dot, language = name.partition(".")
        check_key(key)
        if dot and not is_language(language):
            what = say("{written} is no language code.", written=Code(language))
            raise Unreadable(what, "language", say("Call the file {example}.", example=Code(f"{key}.id.md")))
        return cls(path, key, language or None)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of reading a page's file. `kind` may be known where the page could not be read; a page that
    was read waits here for the language of its prose."""

    file: PageFile
    kind: str | None = None
    page: Page[Any] | None = None
    prose: str = ""

    def page_in(self, language: str) -> Page[Any]:
        """The page, its name and prose being in `language`."""
        assert self.page is not None
        return _with_text(self.page, language, self.page.name, self.prose)


def read_page(file: PageFile, content: str, findings: Findings) -> Attempt:
    """What can be made of a page's file."""
    source, fields = _fields(file.path, content, findings)
    kind = fields.need("kind", word(kinds())) if fields else None
    if source is None or fields is None or kind is None:
        return Attempt(file)
    try:
        page: Page[Any] = Page(
            kind=kind,
            key=file.key,
            name=fields.need("name", line),
            path=file.path,
            owner=fields.take("owner", key, None),
            review=fields.take("review", duration_in("month"), None),
            rules=kinds()[kind].read(fields),
        )
        fields.done()
    except Failed:
        return Attempt(file, kind)
    return Attempt(file, kind, page, source.prose)


def read_translation(page: Page[Any], file: PageFile, content: str, findings: Findings) -> Page[Any]:
    """The page with its name, prose and steps as the file has them in its language."""
    source, fields = _fields(file.path, content, findings)
    if source is None or fields is None or file.language is None:
        return page
    try:
        name = fields.take("name", line, "")
        rules = translate(page.kind, page.rules, file.language, fields)
        fields.done(say("Remove it: rules are said once, in {page}.", page=Code(page.path)))
    except Failed:
        return page
    return _with_text(replace(page, rules=rules), file.language, name, source.prose)


def _fields(path: str, content: str, findings: Findings) -> tuple[Source, Fields] | tuple[None, None]:
    source = split(path, content)
    if isinstance(source, Problem):
        findings.problems.append(source)
        return None, None
    table = parse(source, findings.problems.append)
    return (source, Fields(table, findings)) if table else (None, None)


def _with_text(page: Page[Any], language: str, name: str, prose: str) -> Page[Any]:
    names = {**page.names, language: name} if name else page.names
    return replace(page, names=names, prose={**page.prose, language: prose} if prose else page.prose)
