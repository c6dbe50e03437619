"""Headless Chromium that talks to nobody but this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

_FLAGS = [
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@contextmanager
def running(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Windows:
    """Windows opened during one test, closed at its end; what went wrong in their scripts is kept."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.failures: list[str] = []

    def open(
        self, *, width: int = 1440, height: int = 900, dark: bool = False, locale: str = "en", **more: object
    ) -> Page:
        """A window with cookies of its own; `more` are options of Playwright's `new_context`."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=locale,
            reduced_motion="reduce",
            **more,  # type: ignore[arg-type]
        )
        context.set_default_timeout(10_000)
        context.on("weberror", lambda problem: self.failures.append(str(problem.error)))
        self.contexts.append(context)
        return context.new_page()

    def __enter__(self) -> "Windows":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for context in self.contexts:
            context.close()
        assert not self.failures, f"Scripts failed in the browser: {self.failures}"
