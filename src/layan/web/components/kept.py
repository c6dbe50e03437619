"""Components whose every input is a value: the same values give the same HTML, which is made once and kept.

Most of the time of a page goes into templates, and most rows of a list, lines of a timeline and workings are the ones
that were shown a moment ago, to this reader or to another.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.db.models import Model
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.safestring import SafeString

MOST: Final = 12_000_000
"""Characters kept in all, their keys beside; what was not asked for longest goes first."""
NO_VALUE: Final[tuple[object, ...]] = (None, object.__hash__)
"""How hashes are made of what can change, and of what is only equal to itself."""


class NoValue(TypeError):
    """Something that may look different the next time, such as a record, was given to a kept component."""


def kept(template: str, **values: Any) -> SafeString:
    """The HTML of `template` with these values alone, in the reader's language, time zone and day.

    Values: None, text, numbers, times, frozen values of the plan, and lists and dicts of them. Raises NoValue else.
    """
    language, zone = translation.get_language(), timezone.get_current_timezone_name()
    key = (template, language, zone, timezone.localdate(), frozen(values))
    html = None if settings.DEBUG else _pieces.get(key)  # who changes a template wants to see it
    if html is None:
        html = SafeString(get_template(template).render(values))
        _pieces.put(key, html)
    return html


def frozen(value: Any) -> Hashable:
    """The value as something that can be compared: safe text is not plain text, 1 is not True."""
    kind = type(value)
    if kind is str or value is None:
        return value  # type: ignore[no-any-return]
    if kind is dict:
        return kind, tuple([(name, frozen(each)) for name, each in value.items()])
    if kind is list or kind is tuple:
        return kind, tuple([frozen(each) for each in value])
    if isinstance(value, Model) or kind.__hash__ in NO_VALUE:
        raise NoValue(f"{kind.__name__} is no value: give the component what it shows of it.")
    return kind, value


class _Pieces:
    """What was made, by its key; no larger than MOST, whatever the size of one."""

    def __init__(self) -> None:
        self.made: OrderedDict[Hashable, SafeString] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def get(self, key: Hashable) -> SafeString | None:
        with self.lock:
            html = self.made.get(key)
            if html is not None:
                self.made.move_to_end(key)
            return html

    def put(self, key: Hashable, html: SafeString) -> None:
        with self.lock:
            if key not in self.made:
                self.made[key] = html
                self.size += len(html)
            while self.size > MOST:
                _key, oldest = self.made.popitem(last=False)
                self.size -= len(oldest)


_pieces = _Pieces()
