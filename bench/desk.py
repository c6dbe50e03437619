"""What a representative sees: the list, a case, a search, a new case by the form; with eight clients at once.

    layan seed --cases 10000 --data DATA
    python -m bench.desk --data DATA [--turns 40] [--streams 50] [--peer FOLDER]

Each is a whole page as the browser asks for it; styles and scripts come from its cache, as they do for a person at
work. CPU is that of the whole process (and of PostgreSQL's for this database) for each request, of one client alone;
the times are those of eight at once. With `--peer`, django-helpdesk makes the same pages in the same run, in an
environment made for it in FOLDER, filled with as many cases: in its own process, without a server before it.
"""

import argparse
import http.client
import json
import os
import re
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from bench import running

CLIENTS = 8


def main() -> None:
    given = _given()
    from layan.runtime.started import started

    started(str(given.data))
    from layan.records.models import Case

    cases = Case.objects.count()
    print(f"{cases:,} cases, {CLIENTS} clients, {given.turns} requests each, {running.machine()}\n")
    cookie, words, random = _cookie(), _words(), Random()
    with running.layan(given.data) as desk:
        idle = desk.memory()
        work: dict[str, Callable[[http.client.HTTPConnection], None]] = {
            "list": lambda line: _get(line, "/desk/due/", cookie),
            "case": lambda line: _get(line, f"/desk/cases/{random.randrange(1, cases)}/", cookie),
            "search, a rare word": lambda line: _get(line, f"/desk/due/?q={quote(words[0])}", cookie),
            "search, a common word": lambda line: _get(line, f"/desk/due/?q={quote(words[1])}", cookie),
            "new case by the form": lambda line: _form(line, random),
        }
        print("| | CPU | median | p95 |\n|---|---:|---:|---:|")
        ours = {}
        for name, do in work.items():
            _measured(desk, do, 4)
            ours[name], _times = _measured(desk, do, given.turns, clients=1)
            _cpu, times = _measured(desk, do, given.turns)
            p95 = statistics.quantiles(times, n=20)[-1]
            median = statistics.median(times)
            print(f"| {name} | {ours[name]:.1f} ms | {median:.0f} ms | {p95:.0f} ms |", flush=True)
        streams = [_stream(desk.port, cookie) for _ in range(given.streams)]
        time.sleep(2)
        print(
            f"\nMemory: {idle:.0f} MB at the start, {desk.memory():.0f} MB with {len(streams)} streams open."
        )
    if given.peer:
        _peer(given.peer, cases, words, ours)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--turns", type=int, default=40)
    parser.add_argument("--streams", type=int, default=50)
    parser.add_argument("--peer", type=Path)
    given = parser.parse_args()
    os.environ["LAYAN_DATA"] = str(given.data)
    return given


def _cookie() -> str:
    """A representative's session."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from layan.records.models import User

    user = User.objects.get(email="sari@example.com")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _words() -> tuple[str, str]:
    """One that stands in one case alone, and one of the commonest."""
    from layan.records.models import SearchText

    text = SearchText.objects.exclude(message=None).order_by("-pk")[50].folded
    number = re.search(r"\bks (\d{7})\b", text) or re.search(r"\bks (\d{7})\b", _with_order())
    assert number
    return number[1], "saya"


def _with_order() -> str:
    from layan.records.models import SearchText

    return next(row.folded for row in SearchText.objects.order_by("-pk")[:500] if " ks " in row.folded)


def _measured(
    desk: running.Desk, do: Callable[[http.client.HTTPConnection], None], turns: int, clients: int = CLIENTS
) -> tuple[float, list[float]]:
    """(milliseconds of CPU a request, how long each took)."""
    times: list[float] = []

    def client() -> None:
        line = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=120)
        for _turn in range(turns):
            begun = time.perf_counter()
            do(line)
            times.append((time.perf_counter() - begun) * 1000)
        line.close()

    cpu = desk.cpu()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(times) == clients * turns, "a request failed"
    return (desk.cpu() - cpu) * 1000 / len(times), times


def _get(line: http.client.HTTPConnection, path: str, cookie: str) -> str:
    line.request("GET", path, headers={"Cookie": cookie, "Host": "localhost"})
    answer = line.getresponse()
    body = answer.read().decode()
    assert answer.status == 200, f"{path}: {answer.status}"
    return body


def _form(line: http.client.HTTPConnection, random: Random) -> None:
    """The page with the form, and the form filled in; each from an address of its own, since one address may only
    write some in an hour."""
    line.close()
    line.source_address = (
        f"127.{random.randrange(1, 255)}.{random.randrange(255)}.{random.randrange(1, 255)}",
        0,
    )
    line.request("GET", "/help/write/", headers={"Host": "localhost"})
    answer = line.getresponse()
    page = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    cookie = re.search(r"csrftoken=([^;]+)", answer.headers.get("Set-Cookie", ""))
    assert token and cookie, f"no form: {answer.status}"
    number = random.getrandbits(40)
    fields = {
        "csrfmiddlewaretoken": token[1],
        "name": f"Nia {number}",
        "email": f"nia.form.{number}@example.net",
        "subject": "Where is my parcel?",
        "text": "I ordered on Monday and it is still not here. Could you look, please?",
    }
    headers = {
        "Cookie": f"csrftoken={cookie[1]}",
        "Host": "localhost",
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": "http://localhost/",
    }
    line.request("POST", "/help/write/", urlencode(fields), headers)
    answer = line.getresponse()
    answer.read()
    assert answer.status in (302, 303), f"the form was refused: {answer.status}"


def _peer(folder: Path, cases: int, words: tuple[str, str], ours: dict[str, float]) -> None:
    from bench.peers import environment

    peer = environment.helpdesk(folder, cases=cases)
    told = json.loads(peer("pages", "--rare", words[0], "--common", words[1], "--turns", "5"))
    print("\n| | Layan | django-helpdesk | times |\n|---|---:|---:|---:|")
    for (name, mine), theirs in zip(ours.items(), told.values(), strict=True):
        print(f"| {name} | {mine:.1f} ms | {theirs:.1f} ms | {theirs / mine:.1f} |")


def _stream(port: int, cookie: str) -> http.client.HTTPConnection:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", "/desk/live", headers={"Cookie": cookie, "Host": "localhost"})
    assert line.getresponse().status == 200
    return line


if __name__ == "__main__":
    sys.exit(main())
