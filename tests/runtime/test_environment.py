"""What an installation keeps, and who else on its machine may read it."""

import stat

from layan.runtime import environment


def test_the_folder_and_the_key_are_its_owner_s_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("LAYAN_DATA", str(tmp_path / "new" / "data"))
    monkeypatch.delenv("LAYAN_SECRET_KEY", raising=False)
    made = environment.read()
    assert len(made.secret_key) >= 64 and environment.read().secret_key == made.secret_key
    assert stat.S_IMODE(made.data.stat().st_mode) == 0o700
    assert stat.S_IMODE((made.data / "secret.key").stat().st_mode) == 0o600


def test_without_a_word_nothing_is_open_for_development(monkeypatch, tmp_path):
    monkeypatch.setenv("LAYAN_DATA", str(tmp_path))
    for name in ("LAYAN_ENV", "LAYAN_HOSTS", "LAYAN_URL"):
        monkeypatch.delenv(name, raising=False)
    made = environment.read()
    assert made.kind == "production"
    assert set(made.hosts) == {"localhost", "127.0.0.1", "[::1]"}


def test_an_address_of_sqlite_says_how_long_a_write_waits(monkeypatch, tmp_path):
    monkeypatch.setenv("LAYAN_DATA", str(tmp_path))
    for query, seconds in (("", 30), ("?timeout=1", 1), ("?timeout=soon", 30)):
        monkeypatch.setenv("LAYAN_DATABASE_URL", f"sqlite://{tmp_path}/a.sqlite3{query}")
        database = environment.read().database
        assert (database["NAME"], database["OPTIONS"]["timeout"]) == (tmp_path / "a.sqlite3", seconds)
