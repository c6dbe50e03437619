"""What the plan in force knows, and a word to whoever asks for something else."""

from collections.abc import Iterable

from layan.desk.refusal import refuse
from layan.plan.plan import Plan
from layan.plan.say import Code, Say, say
from layan.plan.vocabulary import PRIORITY


def known_channel(plan: Plan, channel: str) -> None:
    _known(
        channel, plan.channels, "unknown-channel", say("The plan has no channel {key}.", key=Code(channel))
    )


def known_team(plan: Plan, team: str) -> None:
    _known(team, plan.teams, "unknown-team", say("The plan has no team {key}.", key=Code(team)))


def known_situation(plan: Plan, situation: str) -> None:
    why = say("The plan has no situation {key}.", key=Code(situation))
    _known(situation, plan.situations, "unknown-situation", why)


def known_priority(priority: str) -> None:
    _known(priority, PRIORITY, "unknown-priority", say("There is no priority {key}.", key=Code(priority)))


def _known(key: str, keys: Iterable[str], code: str, why: Say) -> None:
    if key not in keys:
        refuse(code, why)
