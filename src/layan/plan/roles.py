"""The roles people have in a business, and which of them may what another may."""

from typing import Final

ROLES: Final = ("representative", "lead", "manager", "department", "trainer", "reviewer", "administrator")

LADDER: Final = ("representative", "lead", "manager")
"""Lowest first: each may promise a customer whatever those before it may."""


def covers(role: str, other: str) -> bool:
    """Whether `role` may what `other` may: itself, or standing above it on the ladder."""
    if role == other:
        return True
    return role in LADDER and other in LADDER and LADDER.index(role) > LADDER.index(other)
