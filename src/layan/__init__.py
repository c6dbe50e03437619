"""Layan: a customer service system whose service plan runs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from layan.simulation.trial import simulate as simulate


def __getattr__(name: str) -> object:
    """`from layan import simulate`, for a notebook; whoever does not ask for it does not wait for its compiler."""
    if name == "simulate":
        from layan.simulation.trial import simulate

        return simulate
    raise AttributeError(name)
