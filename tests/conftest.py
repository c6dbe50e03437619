"""What every test runs under: settings of its own, no way out but loopback, nothing skipped in silence."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import loopback

pytest_plugins = ["tests.servers.fixtures", "tests.cast"]

TESTS = Path(__file__).parent
# These folders do without Django, so that they answer within seconds.
PURE = frozenset({"plan", "desk", "simulation", "house"})
# A fixture says what a test needs, so the marker follows from it and cannot be forgotten.
MARKER_BY_FIXTURE = {
    "dovecot": "servers",
    "postfix": "servers",
    "chromium": "browser",
    "postgresql": "postgresql",
}
DATABASE = frozenset({"db", "transactional_db"})
IN_CI = os.environ.get("CI") == "true"

_data = tempfile.TemporaryDirectory(prefix="layan-test-")
_kept = {"LAYAN_DATABASE_URL", "LAYAN_CORPORA"}
for _name in [name for name in os.environ if name.startswith("LAYAN_") and name not in _kept]:
    del os.environ[_name]
os.environ |= {"LAYAN_ENV": "test", "LAYAN_DATA": _data.name, "LAYAN_SECRET_KEY": "only-for-tests"}

hypothesis.settings.register_profile("layan", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("layan")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Django is started unless only folders that do without it were asked for."""
    asked = {_folder(config.invocation_params.dir / arg.split("::")[0]) for arg in config.args}
    if not asked <= PURE:
        import django

        os.environ["DJANGO_SETTINGS_MODULE"] = "layan.runtime.settings"
        django.setup()
    loopback.wall()


def pytest_unconfigure() -> None:
    _data.cleanup()


def _folder(path: Path) -> str:
    """The folder right below tests/ in which `path` lies, or an empty string."""
    path = path.resolve()
    return path.relative_to(TESTS).parts[0] if path.is_relative_to(TESTS) and path != TESTS else ""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture, marker in MARKER_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(marker)
        if item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")


def _must_not_skip(reason: str) -> bool:
    """In CI only the public corpora may be absent: they are no part of the tree."""
    return IN_CI and not ("LAYAN_CORPORA" in reason and "LAYAN_CORPORA" not in os.environ)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _must_not_skip(str(report.longrepr)):
        report.outcome, report.longrepr = "failed", f"Nothing is skipped in CI: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    report = yield
    if report.skipped and _must_not_skip(str(report.longrepr)):
        report.outcome, report.longrepr = "failed", f"Nothing is skipped in CI: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite is tested as it is used: a file in WAL mode, not memory shared between threads."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
