"""What is wrong with a connection to somewhere else, and what to do about it: kept as text, shown as words."""

import json
from dataclasses import dataclass

from layan.plan.say import Say, say


@dataclass(frozen=True)
class Trouble:
    """`what` failed; `todo` for who can mend it, when we know."""

    what: Say
    todo: Say | None = None

    def __str__(self) -> str:
        return f"{self.what} {self.todo}" if self.todo else str(self.what)


def kept(trouble: Trouble) -> str:
    """As it stands in the database."""
    return json.dumps([trouble.what.to_json(), trouble.todo.to_json() if trouble.todo else None])


def of(text: str) -> Trouble | None:
    """What `kept` gave; plain words of another server are taken as they are; nothing for nothing."""
    if not text:
        return None
    try:
        what, todo = json.loads(text)
        return Trouble(Say.from_json(what), Say.from_json(todo) if todo else None)
    except (ValueError, TypeError, KeyError):
        return Trouble(say("{said}", said=text))
