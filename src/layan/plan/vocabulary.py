"""The plan's own words, as sentences to be translated.

Only keys the plan itself knows stand here; a business's own keys are shown as they read.
"""

from collections.abc import Mapping
from typing import Final

from layan.plan.say import Kind, Medium, Offer, Priority, Role, Say, TargetName, Term, say

ROLE: Final[Mapping[str, Say]] = {
    "representative": say("representative"),
    "lead": say("lead"),
    "manager": say("manager"),
    "department": say("department"),
    "trainer": say("trainer"),
    "reviewer": say("reviewer"),
    "administrator": say("administrator"),
}

SOMEBODY: Final[Mapping[str, Say]] = {
    "representative": say("A representative"),
    "lead": say("A lead"),
    "manager": say("A manager"),
    "trainer": say("A trainer"),
    "reviewer": say("A reviewer"),
    "administrator": say("An administrator"),
}
"""Who may, as the first words of a sentence."""

DECIDER: Final[Mapping[str, Say]] = {
    "representative": say("a representative"),
    "lead": say("a lead"),
    "manager": say("a manager"),
}
"""Who decides, in the middle of a sentence."""

STATE: Final[Mapping[str, Say]] = {
    "waiting": say("waiting for the customer"),
    "snoozed": say("snoozed"),
    "resolved": say("resolved"),
}
"""What a case is while its clocks pause."""

OFFER: Final[Mapping[str, Say]] = {
    "refund": say("refund"),
    "replacement": say("replacement"),
    "discount": say("discount"),
    "credit": say("credit"),
    "goodwill": say("goodwill"),
    "extension": say("extension"),
}

TARGET: Final[Mapping[str, Say]] = {
    "first_reply": say("first reply"),
    "next_reply": say("next reply"),
    "resolution": say("resolution"),
    "answer": say("answer"),
    "hold": say("hold"),
    "approval": say("approval"),
}

MEDIUM: Final[Mapping[str, Say]] = {
    "phone": say("phone"),
    "chat": say("chat"),
    "counter": say("service counter"),
    "email": say("email"),
    "form": say("web form"),
    "social": say("social media"),
    "forum": say("online forum"),
}

PRIORITY: Final[Mapping[str, Say]] = {
    "low": say("low"),
    "normal": say("normal"),
    "high": say("high"),
    "urgent": say("urgent"),
}

KIND: Final[Mapping[str, Say]] = {
    "business": say("business"),
    "profile": say("profile"),
    "channel": say("channel"),
    "team": say("team"),
    "situation": say("situation"),
    "policy": say("policy"),
    "procedure": say("procedure"),
    "conduct": say("conduct"),
}

WORDS: Final[Mapping[type[Term], Mapping[str, Say]]] = {
    Role: ROLE,
    Offer: OFFER,
    TargetName: TARGET,
    Medium: MEDIUM,
    Priority: PRIORITY,
    Kind: KIND,
}


def word(term: Term) -> Say | str:
    """A term as a sentence to translate; a business's own as it reads (`free-coffee`: free coffee)."""
    known = WORDS.get(type(term), {}).get(term.key)
    return known or humanised(term.key)


def humanised(key: str) -> str:
    """A business's own key as it reads: `head-of-care`, head of care."""
    return key.replace("-", " ").replace("_", " ")
