"""What may be given without asking, as sentences."""

from typing import TYPE_CHECKING

from layan.plan.say import Say, Value, say
from layan.plan.sentences.naming import decider, who
from layan.plan.sentences.offers import MAY_GIVE, OWN
from layan.plan.vocabulary import humanised

if TYPE_CHECKING:
    from layan.plan.pages.policy import Limit
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def allowed(limit: "Limit", plan: "Plan", speaker: "Speaker") -> str:
    """How far somebody may go with an offer, and who decides beyond that."""
    told = [_amount(limit, plan, speaker)]
    if limit.times is not None:
        told.append(_times(limit, limit.times, speaker))
    if limit.up_to or limit.times is not None:
        told.append(_beyond(limit, plan, speaker))
    return " ".join(filter(None, told))


def _amount(limit: "Limit", plan: "Plan", speaker: "Speaker") -> str:
    forms = MAY_GIVE.get(limit.offer, OWN)
    values: dict[str, Value] = {"who": who(plan, limit.by), "offer": humanised(limit.offer)}
    if limit.up_to is None:
        return speaker(Say(forms.any_amount.text, values))
    values["amount"] = limit.up_to
    if limit.per == "case":
        return speaker(Say(forms.in_one_case.text, values))
    if limit.period is None:
        return speaker(Say(forms.to_one_customer.text, values))
    return speaker(Say(forms.within_a_period.text, {**values, "period": limit.period}))


def _times(limit: "Limit", times: int, speaker: "Speaker") -> str:
    if limit.up_to is not None:
        return speaker.ngettext("No more than once.", "No more than {count} times.", times)
    if limit.per == "case":
        return speaker.ngettext("At most once in one case.", "At most {count} times in one case.", times)
    if limit.period is None:
        return speaker.ngettext(
            "At most once for one customer.", "At most {count} times for one customer.", times
        )
    return speaker.ngettext(
        "At most once for one customer within {period}.",
        "At most {count} times for one customer within {period}.",
        times,
        period=limit.period,
    )


def _beyond(limit: "Limit", plan: "Plan", speaker: "Speaker") -> str:
    decides = decider(plan, limit.above) if limit.above else None
    if limit.within is None:
        return speaker(say("Above that {decider} decides.", decider=decides)) if decides else ""
    is_open = limit.clock == "open"
    time = speaker.open_duration(limit.within) if is_open else speaker.duration(limit.within)
    if decides:
        return speaker(say("Above that {decider} decides, within {time}.", decider=decides, time=time))
    return speaker(say("What goes beyond that is decided within {time}.", time=time))
