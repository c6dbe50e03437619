"""Who does something: a member of staff, a customer, or the system itself."""

from dataclasses import dataclass
from typing import Final, Literal

type Kind = Literal["staff", "customer", "system"]


@dataclass(frozen=True, slots=True)
class Author:
    """An actor as an event remembers her: without a name, so that it can be erased elsewhere."""

    kind: Kind
    id: int | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting now. `role` is one of `layan.plan.roles.ROLES` for staff and None for everybody else;
    `departments` are the keys of the teams she belongs to that are departments."""

    kind: Kind
    id: int | None = None
    role: str | None = None
    departments: frozenset[str] = frozenset()
    name: str = ""

    @property
    def author(self) -> Author:
        """What events keep of her."""
        return Author(self.kind, self.id, self.role)

    @property
    def is_staff(self) -> bool:
        """Whether she works here."""
        return self.kind == "staff"


SYSTEM: Final = Actor("system")
"""Acts when a time has come or a mail has arrived."""
