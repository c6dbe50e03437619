"""Tables of commands: what `layan` and `layan plan` can do, each imported only when it is called."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from layan.plan.say import Code, Say, say
from layan.runtime.terminal import Reader, WrongUsage


@dataclass(frozen=True, slots=True)
class Command:
    """One row of a table: `target` is `module:function`, taking the arguments after the command's name and
    returning the exit status (nothing is 0)."""

    target: str
    about: Say

    def __call__(self, arguments: Sequence[str]) -> int:
        module, _, function = self.target.partition(":")
        status = getattr(import_module(module), function)(arguments)
        return int(status or 0)


def dispatch(
    program: str, about: Say, commands: Mapping[str, Command], arguments: Sequence[str], reader: Reader
) -> int:
    """Calls the command that the first argument names, or says which there are. Raises WrongUsage."""
    name, *rest = arguments or ("",)
    if name in ("-h", "--help", "help"):
        if rest and name == "help" and rest[0] in commands:
            return commands[rest[0]]([*rest[1:], "--help"])
        print(overview(program, about, commands, reader))
        return 0
    if not name:
        print(overview(program, about, commands, reader), file=sys.stderr)
        return 2
    if name not in commands:
        from layan.plan.reading.fields import one_of

        raise WrongUsage(
            say("{program} has no command {name}.", program=Code(program), name=Code(name)),
            one_of(name, tuple(commands)),
        )
    return commands[name](rest)


def overview(program: str, about: Say, commands: Mapping[str, Command], reader: Reader) -> str:
    """What the commands of a table are, a line each."""
    width = max(map(len, commands)) + 2
    lines = [f"  {name:<{width}}{reader(command.about)}" for name, command in commands.items()]
    more = say("{command} tells more about one of them.", command=Code(f"{program} COMMAND --help"))
    return "\n".join([reader(about), "", *lines, "", reader(more)])
