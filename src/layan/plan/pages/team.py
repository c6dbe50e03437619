"""A team: who does it; or a department, which is asked."""

from dataclasses import dataclass

from layan.plan.reading.fields import Fields, distinct, one_or_many
from layan.plan.reading.values import flag, keys, language, word
from layan.plan.roles import ROLES


@dataclass(frozen=True, slots=True)
class Team:
    """`department`: another part of the business that is asked, not the desk itself. `input`: what a
    department wants to hear about."""

    department: bool = False
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    input: tuple[str, ...] = ()


def read(fields: Fields) -> Team:
    return Team(
        department=fields.take("department", flag, False),
        roles=fields.take("roles", distinct(one_or_many(word(ROLES))), ()),
        languages=fields.take("languages", distinct(one_or_many(language)), ()),
        skills=fields.take("skills", keys, ()),
        input=fields.take("input", keys, ()),
    )
