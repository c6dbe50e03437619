"""Public holidays of countries and regions, from the `holidays` library."""

import importlib.util
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holidays import HolidayBase


class UnknownCalendar(LookupError):
    """No list of holidays exists for this country or region."""


def is_calendar(calendar: str) -> bool:
    """Whether there are holidays for this country ("ID") or region ("MY-14")."""
    try:
        _entity(calendar)
    except UnknownCalendar:
        return False
    return True


@cache
def library_holidays(calendar: str, year: int) -> Mapping[date, str]:
    """The public holidays of one year, named in the country's own language. Raises `UnknownCalendar`."""
    return MappingProxyType(dict(sorted(_entity(calendar, years=year).items())))


def _entity(calendar: str, **options: Any) -> "HolidayBase":
    country, hyphen, region = calendar.partition("-")
    if hyphen and not region:
        raise UnknownCalendar(calendar)
    entity = _country(country)
    try:
        # Without a language, the names would follow the environment of the process.
        return entity(subdiv=region or None, expand=False, language=entity.default_language, **options)
    except NotImplementedError as error:
        raise UnknownCalendar(calendar) from error


@cache
def _country(code: str) -> "type[HolidayBase]":
    """The library's class of a country, loaded from its own file.

    The library's front door imports all 250 countries: 0.1 s where bytecode is kept, 0.6 s where it is not.
    """
    import holidays
    from holidays.registry import COUNTRIES

    found = [(module, names[0]) for module, names in COUNTRIES.items() if code in names[1:]]
    if not found:
        raise UnknownCalendar(code)
    module, name = found[0]
    path = Path(holidays.__file__).with_name("countries") / f"{module}.py"
    spec = importlib.util.spec_from_file_location(f"holidays.countries.{module}", path)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    entity: type[HolidayBase] = getattr(loaded, name)
    return entity
