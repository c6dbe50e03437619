"""What every command needs that works on the installation's data: Django, with its settings read."""

import os

from layan.plan.say import Code, say
from layan.runtime.terminal import WrongUsage


def started(data: str = "") -> None:
    """Set Django up, on the folder `data` when it is given. Raises WrongUsage for settings that cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "layan.runtime.settings")
    if data:
        os.environ["LAYAN_DATA"] = data
    import django

    try:
        django.setup()
    except ValueError as error:
        raise WrongUsage(say("A setting cannot be used: {error}", error=Code(str(error)))) from error
    except OSError as error:
        what = say("The folder of data cannot be used: {error}", error=Code(str(error)))
        raise WrongUsage(what, say("Give another one with {option}.", option=Code("LAYAN_DATA"))) from error
