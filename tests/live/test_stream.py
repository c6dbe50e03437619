"""The live stream over a real server: what changed, after the commit, to those who may know."""

import asyncio
import http.client
import json
import threading
import time
from contextlib import contextmanager

import pytest
import uvicorn
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections, transaction
from django.test import Client

from layan.actions import cases, messages
from layan.desk import commands
from layan.live import hub, stream, tell
from layan.records.models import LiveEvent
from layan.records.translate import actor_of
from tests.cast import NOW, a_case, signed_in
from tests.servers.process import free_port

pytestmark = pytest.mark.django_db(transaction=True)


class Server:
    """Nothing but the stream, on a port of its own."""

    def __init__(self):
        self.live, self.port, self.listeners = stream.Live(), free_port(), []
        quiet = {"log_level": "error", "ws": "none", "timeout_graceful_shutdown": 5}
        config = uvicorn.Config(self._app, port=self.port, interface="asgi3", **quiet)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)

    async def _app(self, scope, receive, send):
        if scope["type"] == "http":
            await self.live(scope, receive, send)
            return
        for what, done in (("startup", self.live.start), ("shutdown", self.live.stop)):
            await receive()
            await done()
            await sync_to_async(connections.close_all)()
            await send({"type": f"lifespan.{what}.complete"})

    def say_goodbye(self):
        """As the installation's server does before it waits for open connections."""
        loop = self.live.task.get_loop()
        asyncio.run_coroutine_threadsafe(self.live.stop(), loop).result(5)

    def open(self, user=None, *, client=None, after="", header=""):
        listener = Listener(
            self.port, client or (signed_in(Client(), user) if user else Client()), after, header
        )
        self.listeners.append(listener)
        return listener


class Listener:
    """A browser with its page open."""

    def __init__(self, port, client, after="", header=""):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie.value}"} if cookie else {}
        headers |= {"Last-Event-ID": header} if header else {}
        self.connection.request("GET", f"/desk/live?after={after}", headers=headers)
        self.answer = self.connection.getresponse()
        self.status = self.answer.status

    def frame(self):
        """The next frame's fields; {} at the end of the stream."""
        fields = {}
        while line := self.answer.readline().decode():
            if line == "\n":
                if "data" in fields:
                    return fields
                continue
            name, _, value = line.rstrip("\n").partition(":")
            fields[name] = value.strip()
        return {}

    def heard(self, until):
        """What the frames say, up to the one of `until`."""
        found = []
        while not found or found[-1] != until:
            data = json.loads(self.frame()["data"])
            found.append((data["what"], data["case"]))
        return found

    def close(self):
        self.answer.close()
        self.connection.close()


@contextmanager
def _server(monkeypatch):
    monkeypatch.setattr(stream, "LOOK", 0.1)
    one = Server()
    one.thread.start()
    until = time.monotonic() + 10
    while not one.server.started:
        assert time.monotonic() < until
        time.sleep(0.01)
    try:
        yield one
    finally:
        one.say_goodbye()
        one.server.should_exit = True
        one.thread.join(10)
        for listener in one.listeners:
            listener.close()
        connections.close_all()


@pytest.fixture
def server(cast, monkeypatch):
    with _server(monkeypatch) as one:
        yield one


def test_what_changed_is_told_after_the_commit(cast, server):
    case = a_case(cast)
    sari = server.open(cast.sari)
    assert sari.status == 200 and sari.answer.getheader("Content-Type") == "text/event-stream"
    with transaction.atomic():
        cases.act(case=case, command=commands.Take(), by=actor_of(cast.sari), at=NOW)
        tell(what="tray", at=NOW)
        inside = LiveEvent.objects.order_by("-pk").first().pk
    first, second = sari.frame(), sari.frame()
    assert json.loads(first["data"]) == {"id": int(first["id"]), "what": "case", "case": case.pk}
    assert json.loads(second["data"])["what"] == "tray" and int(second["id"]) == inside
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(what="case", case=case.pk, at=NOW)
        raise ZeroDivisionError
    tell(what="list", at=NOW)
    assert sari.heard(("list", None)) == [("list", None)], "what was taken back is told to nobody"


def test_whoever_comes_back_is_told_what_she_missed(cast, server):
    case = a_case(cast)
    seen = LiveEvent.objects.order_by("-pk").first().pk
    tell(what="tray", at=NOW)
    messages.note(case=case, text="x", by=cast.sari, at=NOW)
    tell(what="mention", case=case.pk, user=cast.rani.pk, at=NOW)
    tell(what="list", at=NOW)
    for way in ({"header": str(seen)}, {"after": str(seen)}):
        assert server.open(cast.sari, **way).heard(("list", None)) == [
            ("tray", None),
            ("case", case.pk),
            ("list", None),
        ]
    for way in ({"header": "x"}, {"header": "-1"}, {"after": "9" * 40}):
        assert server.open(cast.sari, **way).status == 200


def test_who_missed_too_much_is_told_to_read_anew(cast, server, monkeypatch):
    monkeypatch.setattr(stream, "MISSED", 3)
    for _ in range(4):
        tell(what="list", at=NOW)
    newest = LiveEvent.objects.order_by("-pk").first().pk
    again = json.loads(server.open(cast.sari, header="0").frame()["data"])
    assert again == {"id": newest, "what": "again", "case": None}


def test_a_page_says_up_to_where_it_knows(cast, server):
    """What changes between the making of a page and its stream is told as missed."""
    tell(what="list", at=NOW)
    assert server.open(cast.sari, after="0").heard(("list", None))
    until = time.monotonic() + 5
    while hub.newest() != LiveEvent.objects.order_by("-pk").first().pk:
        assert time.monotonic() < until
        time.sleep(0.01)
    page = signed_in(Client(), cast.sari).get("/desk/due/")
    assert f'data-after="{hub.newest()}"' in page.content.decode()


def test_each_is_told_only_what_she_may_know(cast, server):
    cares, broken = a_case(cast), a_case(cast, "It is broken")
    seen = LiveEvent.objects.order_by("-pk").first().pk
    listening = [server.open(cast.eko), server.open(cast.tono), server.open(cast.rani)]
    tell(what="case", case=cares.pk, at=NOW)
    tell(what="case", case=broken.pk, at=NOW)
    tell(what="mention", case=cares.pk, user=cast.rani.pk, at=NOW)
    tell(what="list", at=NOW)
    eko, tono, rani = (one.heard(("list", None)) for one in listening)
    assert eko == [("case", broken.pk), ("list", None)]
    assert tono == [("list", None)]
    assert rani == [("case", cares.pk), ("case", broken.pk), ("mention", cares.pk), ("list", None)]
    again = server.open(cast.eko, header=str(seen)).heard(("list", None))
    assert again == eko, "the same for who comes back"


def test_nobody_else_is_let_in(cast, server):
    assert server.open().status == 403
    for key in ("dewi", "melati"):
        assert server.open(getattr(cast, key)).status == 403
    client = signed_in(Client(), cast.sari)
    cast.sari.is_active = False
    cast.sari.save()
    assert server.open(client=client).status == 403
    client = signed_in(Client(), cast.joko)
    cast.joko.set_password("another-one-now")
    cast.joko.save()
    assert server.open(client=client).status == 403, "a changed password ends it"


def test_who_signs_out_or_leaves_is_told_nothing_more(cast, server, monkeypatch):
    monkeypatch.setattr(stream, "AGAIN", 0.1)
    browser, stays = signed_in(Client(), cast.sari), server.open(cast.rani)
    out, left = server.open(client=browser), server.open(cast.joko)
    browser.logout()
    cast.joko.is_active = False
    cast.joko.save()
    assert (out.frame(), left.frame()) == ({}, {}), "the stream ends"
    tell(what="list", at=NOW)
    assert stays.heard(("list", None)) == [("list", None)]


def test_another_role_counts_while_a_page_lies_open(cast, server, monkeypatch):
    monkeypatch.setattr(stream, "AGAIN", 0.1)
    case, joko, rani = a_case(cast), server.open(cast.joko), server.open(cast.rani)
    cast.joko.roles, cast.rani.roles = ["department"], ["trainer"]
    cast.joko.save()
    cast.rani.save()
    assert rani.frame() == {}, "she may not listen any more"
    until = time.monotonic() + 5
    while any(one.everything for one in server.live.streams):
        assert time.monotonic() < until
        time.sleep(0.02)
    tell(what="case", case=case.pk, at=NOW)
    tell(what="list", at=NOW)
    assert joko.heard(("list", None)) == [("list", None)]


def test_what_is_committed_after_a_later_one_is_told_too(cast, server):
    """Ids are given when rows are written, and rows are seen when they are committed."""
    sari = server.open(cast.sari)
    newest = LiveEvent.objects.order_by("-pk").first().pk
    LiveEvent.objects.create(pk=newest + 2, what="list", at=NOW)
    assert sari.heard(("list", None)) == [("list", None)]
    LiveEvent.objects.create(pk=newest + 1, what="tray", at=NOW)
    assert sari.heard(("tray", None)) == [("tray", None)]
    LiveEvent.objects.create(pk=newest + 3, what="last", at=NOW)
    assert sari.heard(("last", None)) == [("last", None)], "and each once"


def test_a_server_that_ends_says_goodbye(cast, monkeypatch):
    with _server(monkeypatch) as one:
        sari = one.open(cast.sari)
        one.say_goodbye()
        last = sari.frame()
        assert last["event"] == "goodbye" and last["retry"] == "1000"
        assert sari.frame() == {}


def test_a_browser_that_goes_is_forgotten(cast, server):
    sari = server.open(cast.sari)
    assert len(server.live.streams) == 1
    sari.close()
    until = time.monotonic() + 5
    while server.live.streams:
        assert time.monotonic() < until
        time.sleep(0.02)
