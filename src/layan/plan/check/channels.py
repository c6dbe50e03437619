"""Channels that promise nothing, or not what a person who waits at them must know."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from layan.plan.check.places import Places
from layan.plan.say import Code, TargetName, say
from layan.plan.source import Problem

if TYPE_CHECKING:
    from layan.plan.plan import Plan

_LIVE: Final = {"answer": Code("answer: {within: 20 s, share: 80 %}"), "hold": Code("hold: {within: 60 s}")}
"""What a live channel promises, and how that is written."""

_WRITTEN: Final = Code("targets: {first_reply: {within: 4 h}}")


def missing_targets(plan: "Plan", places: Places) -> Iterator[Problem]:
    """Channels without any target, and live ones that do not say how long one waits or is on hold."""
    for page in plan.channels.values():
        promised = {target.name for target in page.rules.targets}
        if not promised:
            example = Code(f"targets: {{{_LIVE['answer']}}}") if page.rules.live else _WRITTEN
            what, instead = say("This channel has no targets."), say("Add some: {example}.", example=example)
            yield Problem(what, places.of(page.path), "no-targets", instead, "warning")
        elif page.rules.live:
            for name in sorted(_LIVE.keys() - promised):
                what = say("This live channel has no target of this kind: {target}.", target=TargetName(name))
                instead = say("Add it under {targets}: {example}.", targets=_TARGETS, example=_LIVE[name])
                yield Problem(what, places.of(page.path, "targets"), "no-targets", instead, "warning")


_TARGETS: Final = Code("targets")
