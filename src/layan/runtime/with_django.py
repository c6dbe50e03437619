"""Commands that need the database start Django here, when they are called."""

from layan.runtime.started import started
from layan.runtime.terminal import Reader


def start(reader: Reader, data: str = "") -> None:
    """Django, speaking the language of the terminal; `data` is the folder of all data, if it is given. Raises
    WrongUsage for settings that cannot be used."""
    started(data)
    from django.utils import translation

    translation.activate(reader.language)
