"""Where the processes listen, and why they cannot."""

import socket
from collections.abc import Sequence
from errno import EADDRINUSE
from typing import Final

from layan.plan.say import Code, Say, say

MOST: Final = 65535


def trouble(host: str, port: int) -> OSError | None:
    """Why one cannot listen there; None when one can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None


def taken(host: str, ports: Sequence[tuple[int, str]]) -> Say | None:
    """Why one cannot listen on one of `ports` (each with the option that gives it), in words; None when one can."""
    for port, option in ports:
        said = trouble(host, port) if port else None
        if said is None:
            continue
        if said.errno == EADDRINUSE:
            return say(
                "Port {port} is taken by another program. Stop that one, or choose another port with {option}.",
                port=Code(str(port)),
                option=Code(option),
            )
        return say(
            "Nothing can listen on port {port} of {host}: {said}",
            port=Code(str(port)),
            host=Code(host),
            said=Code(said.strerror or str(said)),
        )
    return None


def port(written: str) -> int:
    """The number of a port, or 0, for argparse. Raises ValueError for what is none."""
    number = int(written)
    if not 0 <= number <= MOST:
        raise ValueError(written)
    return number
