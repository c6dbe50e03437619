"""Commands that need the database start Django here, when they are called."""

import os

from layan.runtime.terminal import Reader


def start(reader: Reader, data: str = "") -> None:
    """Django, speaking the language of the terminal; `data` is the folder of all data, if it is given."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "layan.runtime.settings")
    if data:
        os.environ["LAYAN_DATA"] = data
    import django
    from django.utils import translation

    django.setup()
    translation.activate(reader.language)
