"""The live stream: a raw ASGI endpoint that tells a signed-in browser which cases changed.

Frames are server-sent events `{"id", "what", "case"}` whose ids grow; a browser that comes back with `Last-Event-ID`
gets what it missed. One task per process reads the event table, at a wake in this process or once a second for what
others wrote, and hands each event to the streams whose user may know of it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import close_old_connections
from django.utils.crypto import constant_time_compare

from layan.live import hub
from layan.records.access import cases_for, may, permissions_of
from layan.records.models import LiveEvent, User

type Scope = dict[str, Any]
type Receive = Callable[[], Awaitable[dict[str, Any]]]
type Send = Callable[[dict[str, Any]], Awaitable[None]]

BEAT = 20.0
"""Seconds after which a quiet stream says that it is alive."""
LOOK = 1.0
"""Seconds between looks at the table for what other processes wrote."""
AGAIN = 10.0
"""Seconds after which it is looked again whether those who listen are still signed in, and as what."""
MISSED = 500
"""Events a returning browser is told one by one; after more it is told to read its page anew."""

LATE = 200
"""Events whose ids are looked at once more: two that write at once may commit in the other order."""


@dataclass(frozen=True)
class Frame:
    id: int
    what: str
    case: int | None
    user: int | None = None

    def encoded(self) -> bytes:
        data = json.dumps({"id": self.id, "what": self.what, "case": self.case}, separators=(",", ":"))
        return f"id: {self.id}\ndata: {data}\n\n".encode()


GOODBYE = b"retry: 1000\nevent: goodbye\ndata: {}\n\n"


@dataclass(eq=False)
class Stream:
    cookies: str
    user: User
    everything: bool
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(maxsize=1000))

    def put(self, frame: bytes | None) -> None:
        if self.queue.full():  # a browser that does not read: let it come back and be told what it missed
            self.queue.get_nowait()
            frame = None
        self.queue.put_nowait(frame)


class Live:
    """All open streams of this process."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        self.last = 0
        self.told: set[int] = set()
        self.woken = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.unsubscribe: Callable[[], None] = lambda: None
        self.sleep: Callable[[], None] = lambda: None

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self.last = await sync_to_async(_newest)()
        self.told = set(range(self.last - LATE, self.last + 1))
        hub.told(self.last)
        self.sleep = hub.on_wake(lambda: loop.call_soon_threadsafe(self.woken.set))
        self.task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Say goodbye to every browser, so that a restart need not wait for them."""
        self.sleep()
        hub.told(None)
        for stream in tuple(self.streams):
            stream.put(GOODBYE)
            stream.put(None)
        self.unsubscribe()
        if self.task:
            self.task.cancel()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        looked = loop.time()
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.woken.wait(), LOOK)
            self.woken.clear()
            try:
                if loop.time() - looked >= AGAIN:
                    await self._still()
                    looked = loop.time()
                await self._spread()
            except Exception:  # the database is away for a moment: open pages stay, and are told afterwards
                await asyncio.sleep(LOOK)

    async def _still(self) -> None:
        """End the streams of who has signed out, left or may not listen any more; others by what they may now."""
        users = await sync_to_async(_users_of)({stream.cookies for stream in self.streams})
        for stream in tuple(self.streams):
            user = users.get(stream.cookies, stream.user)  # who came meanwhile has just been looked at
            if user is None or not may(user, "desk"):
                stream.put(None)
            else:
                stream.user, stream.everything = user, "cases.all" in permissions_of(user)

    async def _spread(self) -> None:
        """Tell what is new: also what got its id before the newest and was committed after it."""
        looked = await sync_to_async(_since)(max(0, self.last - LATE), MISSED + LATE)
        frames = [frame for frame in looked if frame.id not in self.told]
        if not frames:
            return
        self.last = max(self.last, frames[-1].id)
        told = self.told.union(frame.id for frame in frames)
        self.told = {one for one in told if one > self.last - LATE}
        narrow = [stream for stream in self.streams if not stream.everything]
        allowed = await sync_to_async(_allowed)([s.user for s in narrow], frames) if narrow else {}
        for stream in tuple(self.streams):
            for frame in frames:
                if _concerns(stream, frame, allowed):
                    stream.put(frame.encoded())
        hub.told(self.last)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cookies = _header(scope, b"cookie")
        user = await sync_to_async(_user_of)(cookies)
        if user is None or not may(user, "desk"):
            await send({"type": "http.response.start", "status": 403, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        stream = Stream(cookies, user, "cases.all" in permissions_of(user))
        self.streams.add(stream)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await send(_body(b"retry: 2000\n\n" + await self._missed(stream, _last(scope))))
            await _pump(stream, receive, send)
        finally:
            self.streams.discard(stream)

    async def _missed(self, stream: Stream, last: str) -> bytes:
        if not last.isdecimal():
            return b""
        frames = await sync_to_async(_since)(int(last[:18]))
        if len(frames) >= MISSED:
            return Frame(await sync_to_async(_newest)(), "again", None).encoded()
        allowed = await sync_to_async(_allowed)([stream.user], frames) if not stream.everything else {}
        return b"".join(f.encoded() for f in frames if _concerns(stream, f, allowed))


_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def _pump(stream: Stream, receive: Receive, send: Send) -> None:
    gone = asyncio.create_task(_left(receive))
    try:
        while not gone.done():
            getting = asyncio.create_task(stream.queue.get())
            done, _ = await asyncio.wait({getting, gone}, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
            if getting not in done:
                getting.cancel()
                if not done:
                    await send(_body(b": alive\n\n"))
                continue
            frame = getting.result()
            if frame is None:
                break
            await send(_body(frame))
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _body(data: bytes) -> dict[str, Any]:
    return {"type": "http.response.body", "body": data, "more_body": True}


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _last(scope: Scope) -> str:
    """The id a returning browser saw last, as its own header or as the page says it (`?after=`)."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return _header(scope, b"last-event-id") or query.get("after", [""])[0]


def _concerns(stream: Stream, frame: Frame, allowed: dict[int, frozenset[int]]) -> bool:
    if frame.user is not None:
        return frame.user == stream.user.pk
    if stream.everything or frame.case is None:
        return True
    return frame.case in allowed.get(stream.user.pk, frozenset())


def _newest() -> int:
    close_old_connections()
    return LiveEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _since(last: int, most: int = MISSED) -> list[Frame]:
    close_old_connections()
    rows = LiveEvent.objects.filter(pk__gt=last).order_by("pk")
    return [Frame(*row) for row in rows.values_list("pk", "what", "case_id", "user")[:most]]


def _allowed(users: Iterable[User], frames: Iterable[Frame]) -> dict[int, frozenset[int]]:
    cases = {frame.case for frame in frames if frame.case is not None}
    found = {}
    for user in users:
        rows = cases_for(user).filter(pk__in=cases)
        found[user.pk] = frozenset(rows.values_list("pk", flat=True))
    return found


def _users_of(all_cookies: Iterable[str]) -> dict[str, User | None]:
    """Whom each browser belongs to now; several pages of one browser are looked up once."""
    return {cookies: _user_of(cookies) for cookies in all_cookies}


def _user_of(cookies: str) -> User | None:
    """The user whose session the cookie names, checked as Django checks it."""
    close_old_connections()
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if morsel is None:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(morsel.value)
    if SESSION_KEY not in session or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    user = User.objects.filter(pk=session[SESSION_KEY], is_active=True).first()
    if user is None or not constant_time_compare(
        session.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    ):
        return None
    return user
