"""A wall around the tests: connections and look-ups of names that leave the machine are errors."""

import ipaddress
import socket
import sys
from typing import Any

_INSIDE = {None, "", "localhost", b"localhost", socket.gethostname(), socket.gethostname().encode()}
_CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname"}
_standing = False


class OutsideReached(BaseException):
    """A test tried to leave the machine. Not an Exception: no `except Exception` shall eat it."""


def wall() -> None:
    """Put up the wall, once a process; it stands until the process ends."""
    global _standing
    if not _standing:
        sys.addaudithook(_look)
        _standing = True


def _look(event: str, args: tuple[Any, ...]) -> None:
    if event in _CONNECTING and args[0].family in (socket.AF_INET, socket.AF_INET6):
        address = args[1]
        if address and not _inside(address[0]):
            raise OutsideReached(f"{event} to {address[0]}")
    elif event in _LOOKING_UP and not _inside(args[0]):
        raise OutsideReached(f"look-up of {args[0]!r}")


def _inside(host: object) -> bool:
    if host in _INSIDE:
        return True
    try:
        text = host.decode() if isinstance(host, bytes) else str(host)
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
