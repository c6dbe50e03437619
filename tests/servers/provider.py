"""A provider that lets programs into mailboxes by consent: OAuth 2 with PKCE, refresh, and introspection of tokens."""

import base64
import hashlib
import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

CLIENT, SECRET = "layan", "client-secret"


@dataclass
class Provider:
    """What it has given and to whom. `lifetime` is that of access tokens, in seconds."""

    port: int
    lifetime: int = 3600
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    access: dict[str, str] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    # Somebody has taken the consents back.
    refusing: bool = False
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def renewals(self) -> int:
        """How often an access token was asked for by refresh token."""
        return sum(one.get("grant_type") == "refresh_token" for one in self.asked)

    def revoke(self) -> None:
        """No access token lets in any more; refresh tokens do."""
        self.access.clear()

    def token(self, user: str) -> str:
        """A new access token for this account, by whatever way."""
        token = f"access-{next(self._numbers)}"
        self.access[token] = user
        return token

    def consent(self, address: str) -> str:
        """A person follows our link and says yes: the address she is sent back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{self.url}/authorize?"), address
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{next(self._numbers)}"
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def granted(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The answer to who asks for tokens."""
        self.asked.append(form)
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        if form.get("grant_type") == "authorization_code":
            asked = self.codes.pop(form.get("code", ""), None)
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if asked is None or asked["code_challenge"] != challenge:
                return 400, {"error": "invalid_grant", "error_description": "wrong code or verifier"}
            if asked["redirect_uri"] != form.get("redirect_uri"):
                return 400, {"error": "invalid_grant", "error_description": "another redirect address"}
            user = asked["login_hint"]
            refresh = f"refresh-{next(self._numbers)}"
            self.refresh[refresh] = user
            return 200, self._tokens(user) | {"refresh_token": refresh}
        known = self.refresh.get(form.get("refresh_token", ""))
        if self.refusing or known is None:
            return 400, {"error": "invalid_grant", "error_description": "Token has been revoked."}
        return 200, self._tokens(known)

    def _tokens(self, user: str) -> dict[str, Any]:
        return {"access_token": self.token(user), "token_type": "Bearer", "expires_in": self.lifetime}


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = {name: values[0] for name, values in parse_qs(raw).items()}
            if self.path == "/token":
                status, answer = provider.granted(form)
            else:
                user = provider.access.get(form.get("token", ""))
                status, answer = 200, {"active": user is not None, "username": user or ""}
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Silent: its log is `asked`."""

    return Handler


@contextmanager
def running() -> Iterator[Provider]:
    """On a free port."""
    provider = Provider(0)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider)) as server:
        provider.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
