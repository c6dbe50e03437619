"""`layan init`: a new business without a browser, as the first-run page makes it."""

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from layan.actions.currencies import HUNDRED_THOUSAND
from layan.actions.starters import LONGEST_NAME, Own, Unusable, trades, unusable
from layan.plan.reading.fields import one_of
from layan.plan.say import Code, Say, say
from layan.runtime import with_django
from layan.runtime.terminal import FINDINGS, OK, Reader, WrongUsage, language

if TYPE_CHECKING:
    from layan.records.models import User

OPTIONS: Final[tuple[tuple[str, str, Say], ...]] = (
    ("--template", "NAME", say("the starter plan")),
    ("--name", "NAME", say("what the business is called")),
    ("--country", "CODE", say("where it is: ID, TR, …")),
    ("--timezone", "ZONE", say("in which its hours are meant: Asia/Jakarta")),
    ("--currency", "CODE", say("in which it counts: IDR, TRY, …")),
    ("--languages", "CODES", say("what it speaks, the language of the plan first: id,en")),
    ("--admin", "EMAIL", say("the address of who looks after the desk")),
)


def main(given: Sequence[str]) -> int:
    """0 when the business is there, 1 when there was one already, 2 when something given cannot be used: all of
    that is said, and nothing written."""
    reader = Reader(language(given))
    arguments = _read(given, reader)
    own = _own(arguments)
    with_django.start(reader, arguments.data or "")
    from layan.actions.first import AlreadySetUp
    from layan.runtime import prepare

    prepare.database()
    try:
        user = _set_up(arguments, own, reader)
    except AlreadySetUp:
        reader.aside(say("There is a business here already; nothing was changed."))
        return FINDINGS
    _tell(user, arguments, reader)
    return OK


def _own(arguments: argparse.Namespace) -> Own:
    """What makes the plan hers. Raises WrongUsage for all that cannot be used, before anything is made."""
    languages = tuple(code.strip() for code in arguments.languages.split(",") if code.strip())
    own = Own(
        arguments.name.strip(),
        arguments.country.upper(),
        arguments.timezone,
        arguments.currency.upper(),
        languages,
    )
    wrong = [_wrong_usage(each, arguments) for each in unusable(arguments.template, own)]
    if not _is_address(arguments.admin):
        wrong.append(WrongUsage(say("{written} is no email address.", written=Code(arguments.admin))))
    if wrong:
        raise WrongUsage.of(wrong)
    return own


def _is_address(written: str) -> bool:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(written)
    except ValidationError:
        return False
    return True


def _read(given: Sequence[str], reader: Reader) -> argparse.Namespace:
    about = reader(say("Sets up a new business, with a plan made from a template, and its administrator."))
    parser = argparse.ArgumentParser("layan init", description=about, allow_abbrev=False)
    for name, placeholder, what in OPTIONS:
        parser.add_argument(name, metavar=placeholder, help=reader(what), required=True)
    parser.add_argument("--admin-name", metavar="NAME", help=reader(say("her name (default: her address)")))
    parser.add_argument(
        "--language", metavar="CODE", help=reader(say("her language, and that of the answer"))
    )
    parser.add_argument(
        "--data",
        metavar="FOLDER",
        help=reader(say("the folder of all data (default: LAYAN_DATA, else ./data)")),
    )
    return parser.parse_args(given)


def _set_up(arguments: argparse.Namespace, own: Own, reader: Reader) -> "User":
    from django.conf import settings

    from layan.actions.first import Administrator, set_up

    spoken = dict(settings.LANGUAGES)
    hers = next((code for code in (arguments.language, *own.languages) if code in spoken), reader.language)
    return set_up(
        template=arguments.template,
        own=own,
        administrator=Administrator(
            name=arguments.admin_name or arguments.admin,
            email=arguments.admin,
            language=hers if hers in spoken else settings.LANGUAGE_CODE,
        ),
        at=datetime.now(UTC),
    )


def _wrong_usage(wrong: Unusable, arguments: argparse.Namespace) -> WrongUsage:
    """The refusal in words, with what may be meant."""
    written = getattr(arguments, wrong.field, "")
    known = {"template": trades(), "currency": sorted(HUNDRED_THOUSAND)}.get(wrong.field)
    if (wrong.field, wrong.code) == ("name", "long"):
        return WrongUsage(say("A name has at most {n} characters.", n=LONGEST_NAME))
    if (wrong.field, wrong.code) == ("languages", "missing"):
        return WrongUsage(say("The business needs a language."))
    what = {
        "template": say("There is no template {written}.", written=Code(written)),
        "name": say("The business needs a name."),
        "country": say("{written} is no country code.", written=Code(written)),
        "currency": say("No starter plan counts in {written}.", written=Code(written)),
        "timezone": say("{written} is no time zone.", written=Code(written)),
    }.get(wrong.field, say("{written} are not languages, each given once.", written=Code(written)))
    return WrongUsage(what, one_of(written, known) if known else None)


def _tell(user: "User", arguments: argparse.Namespace, reader: Reader) -> None:
    from layan.actions.accounts import sign_in_link

    link = sign_in_link(user=user, at=datetime.now(UTC))
    print(reader(say("{name} is set up, and its plan is in force.", name=arguments.name)))
    print(reader(say("Sign in once, within the hour, as {email}:", email=user.email)))
    print(f"  {link}")
