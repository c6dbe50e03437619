"""The settings an operator may give, read from the environment once. docs/operations.md describes each."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Environment:
    kind: str  # production, dev, test
    data: Path
    secret_key: str
    database: dict[str, object]
    url: str
    hosts: list[str]


def read() -> Environment:
    """Raises ValueError, in words, for a setting that cannot be used."""
    data = Path(os.environ.get("LAYAN_DATA", "data")).absolute()
    url = os.environ.get("LAYAN_URL", "http://localhost:8000").rstrip("/")
    host = urlsplit(url).hostname or "localhost"
    more = os.environ.get("LAYAN_HOSTS", "")
    return Environment(
        kind=os.environ.get("LAYAN_ENV", "production"),
        data=data,
        secret_key=os.environ.get("LAYAN_SECRET_KEY") or _kept_secret(data),
        database=_database(os.environ.get("LAYAN_DATABASE_URL", ""), data),
        url=url,
        hosts=[host, "localhost", "127.0.0.1", "[::1]", *(h.strip() for h in more.split(",") if h.strip())],
    )


def _kept_secret(data: Path) -> str:
    """Made at the first start and kept beside the data, readable by the owner alone."""
    path = data / "secret.key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)  # all that customers ever wrote lies there
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass  # another process of the same start was quicker
        return path.read_text().strip()


def _database(url: str, data: Path) -> dict[str, object]:
    if not url:
        return _sqlite(data / "layan.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        waits = parse_qs(parts.query).get("timeout", [""])[-1]
        return _sqlite(Path(unquote(parts.path)), int(waits) if waits.isdecimal() else 30)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"LAYAN_DATABASE_URL must begin with sqlite:// or postgresql://, not {parts.scheme}://")


def _sqlite(path: Path, timeout: int = 30) -> dict[str, object]:
    """`timeout`: seconds that who writes waits for another that does."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": timeout,
            # IMMEDIATE: a transaction that will write waits for its turn instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            # A small cache, since every thread has one of its own; the system's holds the file.
            # FULL: what was acknowledged survives a power cut, not just a crash of the process.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; "
                "PRAGMA cache_size=-4000;"
            ),
        },
    }


def oidc() -> dict[str, object]:
    """Sign-in through the business's own identity provider, when LAYAN_OIDC_URL is set."""
    server = os.environ.get("LAYAN_OIDC_URL")
    if not server:
        return {}
    app = {
        "provider_id": "oidc",
        "name": os.environ.get("LAYAN_OIDC_NAME", "OpenID Connect"),
        "client_id": os.environ.get("LAYAN_OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("LAYAN_OIDC_CLIENT_SECRET", ""),
        "settings": {"server_url": server},
    }
    return {"openid_connect": {"APPS": [app]}}


def logging(kind: str) -> dict[str, object]:
    """Lines to standard error: time, level, where, what. Never bodies of messages, never secrets."""
    level = os.environ.get("LAYAN_LOG", "WARNING" if kind == "test" else "INFO")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "layan.runtime.veil.Veil",
                "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            }
        },
        "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["err"], "level": level},
        "loggers": {
            "django.request": {"level": "ERROR"},
            **{name: {"level": "WARNING"} for name in ("axes", "flufl", "mail")},
        },
    }
