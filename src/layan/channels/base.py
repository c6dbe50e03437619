"""What a channel is to the desk: a way out, and the one way in which it fails."""

from collections.abc import Mapping
from typing import Protocol

from layan.records.models import OutboxMail
from layan.records.trouble import Trouble, kept


class DeliveryError(Exception):
    """It did not go out. `permanent`: trying again will not help; `said`: in the other side's words, or what the
    trouble is and what to do about it; `ours`: it lies with us, so it waits as long as it takes; `nowhere`: no mail
    can leave, whatever it is. Where it is a matter of recipients, `failed` may be tried again, `refused` are so for
    good (with what was said of each), and the others have it."""

    def __init__(
        self,
        said: str | Trouble,
        *,
        permanent: bool,
        failed: tuple[str, ...] = (),
        refused: Mapping[str, str] | None = None,
        ours: bool = False,
        nowhere: bool = False,
    ) -> None:
        super().__init__(str(said))
        self.said = said
        self.permanent = permanent
        self.failed = failed
        self.refused = dict(refused or {})
        self.ours = ours
        self.nowhere = nowhere

    @property
    def kept(self) -> str:
        """`said` as the outbox keeps it; `layan.records.trouble.of` reads it back."""
        return kept(self.said) if isinstance(self.said, Trouble) else self.said


class Channel(Protocol):
    """A door through which the desk answers."""

    def send(self, mail: OutboxMail) -> None:
        """Give `mail` to the other side; returning means that it has taken it. Raises DeliveryError."""
