"""What the desk says when it does not do what it was asked."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from layan.plan.say import Say

if TYPE_CHECKING:
    from layan.plan.authority import Authority


@dataclass(frozen=True)
class Refusal:
    """Nothing happened, and why. `page` is the page of the plan one may read it on, where one stands behind
    it; `ask` comes with an offer that somebody else may decide. `code` is for the program: `merged`,
    `too-late-to-reopen`, `beyond-authority`, ..."""

    say: Say
    code: str
    page: str | None = None
    working: tuple[Say, ...] = ()
    ask: "Authority | None" = None

    def __str__(self) -> str:
        return str(self.say)


class Refused(Exception):
    """Carries a refusal out of a decision; `decide` turns it into its answer."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


def refuse(code: str, why: Say, *, page: str | None = None, working: tuple[Say, ...] = ()) -> NoReturn:
    """Stop deciding here."""
    raise Refused(Refusal(why, code, page, working))
