"""The main navigation of staff: what there is, whom it is for, where one stands. New areas are named here."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    icon: str
    url: str  # name of a URL; a link whose URL does not exist is not shown
    allowed: str  # permission of `layan.records.access`
    arguments: Mapping[str, str] = field(default_factory=dict)
    key: str = ""  # its count in the page's `counts`, and its place in the bar of narrow screens
    short: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Section:
    label: str | Promise
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as one page shows it, in the reader's language."""

    label: str
    icon: str
    href: str
    current: bool
    count: int | str | None
    key: str
    short: str


type Groups = list[tuple[str, list[Shown]]]
"""What each part of the navigation is called, and its links."""


def _list(label: Promise, icon: str, view: str, short: str | Promise = "") -> Link:
    return Link(label, icon, "desk:list", "desk", {"view": view}, view, short)


SECTIONS: Final = (
    Section(
        _("Desk"),
        (
            _list(_("Due next"), "inbox", "due", _("Due")),
            _list(_("Mine"), "user-round", "mine"),
            _list(_("Unassigned"), "user-x", "unassigned", _("Free")),
            _list(_("Mentions"), "at-sign", "mentions"),
            _list(_("Approvals"), "badge-check", "approvals"),
            _list(_("Waiting for customer"), "hourglass", "waiting"),
            _list(_("Snoozed"), "moon", "snoozed"),
            _list(_("Resolved"), "circle-check", "resolved"),
            Link(_("Customers"), "users", "desk:customers", "customers"),
        ),
    ),
    Section(
        _("Plan"),
        (
            Link(_("Handbook"), "book-open", "plan:handbook", "plan.read"),
            Link(_("Versions"), "layers", "plan:versions", "plan.read"),
        ),
    ),
    Section(
        _("Administration"),
        (
            Link(_("Status"), "activity", "admin:status", "status"),
            Link(_("Mail not understood"), "file-text", "admin:tray", "tray", key="tray"),
            Link(_("Mailboxes"), "mails", "admin:mailboxes", "mailboxes"),
            Link(_("People"), "user-plus", "admin:people", "people"),
            Link(_("Letters"), "text-quote", "admin:letters", "letters"),
        ),
    ),
)
COUNTED: Final = frozenset(link.key for section in SECTIONS for link in section.links if link.key)
IN_BAR: Final = ("due", "mine", "unassigned", "approvals")


def navigation(path: str, can: Set[str], counts: Mapping[str, int | str]) -> Groups:
    """The sections that this reader may see, each with its links. `path`: where she is, or a link's key."""
    sections = [(str(section.label), _shown(section, path, can, counts)) for section in SECTIONS]
    return [(label, links) for label, links in sections if links]


def bar(sections: Groups) -> list[Shown]:
    """The few links that narrow screens keep at hand."""
    return [each for _label, links in sections for each in links if each.key in IN_BAR]


def _shown(section: Section, path: str, can: Set[str], counts: Mapping[str, int | str]) -> list[Shown]:
    shown = []
    for link in section.links:
        if link.allowed not in can:
            continue
        try:
            href = reverse(link.url, kwargs=dict(link.arguments))
        except NoReverseMatch:
            continue
        count = counts.get(link.key) if link.key else None
        current = path in (href, link.key)
        shown.append(
            Shown(str(link.label), link.icon, href, current, count, link.key, str(link.short or link.label))
        )
    return shown
