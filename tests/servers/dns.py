"""A name server that knows what it is told: `names["host."] = "text"` for records of type TXT."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset


@dataclass
class Names:
    """Texts by absolute name; what is not here does not exist."""

    port: int
    names: dict[str, str] = field(default_factory=dict)

    def answer(self, question: bytes) -> bytes:
        query = dns.message.from_wire(question)
        response = dns.message.make_response(query)
        response.flags |= dns.flags.AA
        name = query.question[0].name
        text = self.names.get(name.to_text().rstrip("."))
        if text is None:
            response.set_rcode(dns.rcode.NXDOMAIN)
        else:  # as name servers keep long texts: in pieces of at most 255 characters
            pieces = " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))
            response.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", pieces))
        return response.to_wire()

    def text(self, name: bytes, timeout: int = 5) -> bytes | None:
        """What a verifier finds, asking over the network as it would."""
        try:
            found = dns.resolver.resolve(name.decode(), "TXT", lifetime=timeout)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return None
        return b"".join(found[0].strings)


@contextmanager
def running() -> Iterator[Names]:
    """On a free port; until the end it is the one this process asks."""
    names = Names(0)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, socket = self.request
            socket.sendto(names.answer(data), self.client_address)

    before = dns.resolver.default_resolver
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler) as server:
        names.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port, resolver.cache = ["127.0.0.1"], names.port, None
        dns.resolver.default_resolver = resolver
        try:
            yield names
        finally:
            dns.resolver.default_resolver = before
            server.shutdown()
