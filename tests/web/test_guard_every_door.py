"""Every address of the installation, tried by everybody and by nobody: who gets in is what the table says."""

import re

from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import URLPattern, get_resolver

from layan.actions import drafts, files, views
from layan.records.access import PERMISSIONS, permissions_of
from layan.records.models import Draft, Event, Message, SavedView
from layan.web.guard import SIGNED_IN
from tests.cast import NOW, a_case, signed_in
from tests.channels.email.desk import arrives, raw

# Open to everybody, by name, and why. What is not here asks who one is.
PUBLIC = {
    "home": "leads on, by who asks",
    "set_language": "anybody chooses a language",
    "help:": "customers come in here; a case asks for its key",
    "first:start": "nothing once there is a business",
    "account:link": "asks for its token",
    "account:invitation": "asks for its token",
    "styleguide": "there in development and tests alone",
    "openid_connect_login": "leads to the business's own provider, which asks who one is",
    "healthz": "the process answers",
    "readyz": "it can do its work",
}
# allauth asks by itself who one is; which of its pages are open, by name.
ALLAUTH_OPEN = {
    "account_login",
    "account_signup",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
    "openid_connect_login",
    "openid_connect_callback",
}


def doors(patterns=None, before="", spaces=()):
    """Every address there is: its route, its full name, its view."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route, ":".join([*spaces, each.name or route]), each.callback
        else:
            space = (*spaces, each.namespace) if each.namespace else spaces
            yield from doors(each.url_patterns, route, space)


def _is_allauth(view):
    return getattr(view, "view_class", view).__module__.startswith("allauth")


def _needed(view):
    return getattr(view, "needed", None)


DOORS = list(doors())
GUARDED = [(route, name, view) for route, name, view in DOORS if _needed(view)]


def _address(route, cast, case):
    """An address of that route, its places filled with what there is."""
    values = {
        "number": str(case.pk),
        "token": case.token,
        "pk": str(cast.sari.pk),
        "version": str(cast.version.number),
    }

    def filled(found):
        kind, _, name = found[1].rpartition(":")
        example = "1" if kind == "int" else "x"
        return values.get(name, example)

    plain = re.sub(r"<([^>]+)>", filled, route)
    return "/" + plain.replace("^", "").replace("$", "")


def test_every_door_has_a_guard_or_a_reason():
    astray = [
        name
        for _, name, view in DOORS
        if not _needed(view)
        and not name.startswith(tuple(PUBLIC))
        and not _is_allauth(view)
        and not _leads_to_own_account(view)
    ]
    assert astray == []


def _leads_to_own_account(view):
    """A plain redirect to a page that has its own guard."""
    return getattr(view, "view_initkwargs", {}).get("pattern_name") == "account:home"


def test_guards_ask_for_what_the_table_knows():
    known = frozenset().union(*PERMISSIONS.values()) | {SIGNED_IN}
    assert {_needed(view) for _, _, view in GUARDED} <= known


def test_nobody_is_sent_to_sign_in(client, cast):
    case, open_doors = a_case(cast), []
    for route, name, _view in GUARDED:
        address = _address(route, cast, case)
        for answer in (client.get(address), client.post(address)):
            to = answer.headers.get("Location", "")
            if answer.status_code != 405 and not (
                answer.status_code == 302 and to.startswith("/account/login/")
            ):
                open_doors.append((name, answer.status_code))
        fragment = client.get(address, headers={"HX-Request": "true"})
        if fragment.status_code not in (204, 405):
            open_doors.append((name, "fragment", fragment.status_code))
    assert open_doors == []


def test_whoever_lacks_the_permission_is_refused(client, cast):
    case, open_doors = a_case(cast), []
    for role, user in cast.staff.items():
        signed_in(client, user)
        for route, name, view in GUARDED:
            if _needed(view) == SIGNED_IN or _needed(view) in permissions_of(user):
                continue
            address = _address(route, cast, case)
            for answer in (client.get(address), client.post(address)):
                if answer.status_code not in (403, 405):
                    open_doors.append((role, name, answer.status_code))
    assert open_doors == []


def test_whoever_has_the_permission_gets_in(client, cast):
    """And meets a page, or hears that there is none: nothing breaks."""
    case, closed = a_case(cast), []
    client.raise_request_exception = False
    for role, user in cast.staff.items():
        signed_in(client, user)
        for route, name, view in GUARDED:
            if _needed(view) == SIGNED_IN or _needed(view) in permissions_of(user):
                status = client.get(_address(route, cast, case)).status_code
                if status == 403 or status >= 500:
                    closed.append((role, name, status))
    assert closed == []


OF_A_CASE = ("desk/cases/", "desk/messages/", "desk/files/")


def _objects(cast, case):
    """An address for every door to something of `case`, and of a message and a file of it."""
    message = Message.objects.get(case=case, direction="in")
    file = files.attach(content=b"x", name="a.txt", message=message)
    values = {"number": case.pk, "pk": message.pk, "token": file.token, "approval": 1}
    values |= {"verb": "take", "kind": "note", "slot": "note"}
    for route, name, _view in GUARDED:
        if route.startswith(OF_A_CASE):
            yield name, "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(values[found[1]]), route)


def _read(client, address):
    """The answer, its file read to the end."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer


def test_what_she_may_not_see_is_not_there_for_her(client, cast):
    """The permission opens the door, the object must be hers too: her department has no part in this case."""
    case = arrives(raw()).case
    addresses = list(_objects(cast, case))
    assert len(addresses) > 15
    before = (Event.objects.count(), Message.objects.count(), Draft.objects.count())
    signed_in(client, cast.tono)
    open_doors = [
        (name, method.__name__, status)
        for name, address in addresses
        for method in (client.get, client.post)
        if (status := method(address, {"text": "x"}).status_code) not in (404, 405)
    ]
    assert open_doors == []
    assert (Event.objects.count(), Message.objects.count(), Draft.objects.count()) == before
    signed_in(client, cast.sari)
    assert {_read(client, address).status_code for _name, address in addresses} == {200, 405}


def test_what_is_a_colleague_s_own_is_not_there_for_another(client, cast):
    case = a_case(cast)
    draft = drafts.save(user=cast.sari, case=case, slot="reply", text="x", at=NOW)
    file = files.attach(content=b"x", name="a.txt", draft=draft)
    view = views.save(user=cast.sari, name="Hers alone", query="/desk/due/", shared=False)
    signed_in(Client(), cast.sari).get("/account/")
    session = UserSession.objects.get(user=cast.sari)
    signed_in(client, cast.ayu)
    assert client.get(f"/desk/files/{file.token}/").status_code == 404
    assert "Hers alone" not in client.get("/desk/due/").content.decode()
    assert "Hers alone" not in client.get("/desk/find/?q=Hers").content.decode()
    client.post(f"/desk/views/{view.pk}/remove/")
    assert client.post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert (
        SavedView.objects.filter(pk=view.pk).exists() and UserSession.objects.filter(pk=session.pk).exists()
    )
    page = client.get(f"/desk/cases/{case.pk}/?write=reply").content.decode()
    assert ">x</textarea>" not in page


def _unguarded(answer):
    """Which guards an answer lacks."""
    policy = answer.headers.get("Content-Security-Policy", "")
    scripts = re.search(r"script-src ([^;]*)", policy) or re.search(r"default-src ([^;]*)", policy)
    wanted = {
        "scripts": bool(scripts) and scripts[1] in ("'self'", "'none'"),
        "type": answer.headers.get("X-Content-Type-Options") == "nosniff",
        "frame": answer.headers.get("X-Frame-Options") in ("SAMEORIGIN", "DENY"),
        "referrer": answer.headers.get("Referrer-Policy") == "same-origin",
        "opener": answer.headers.get("Cross-Origin-Opener-Policy") == "same-origin",
    }
    return [name for name, there in wanted.items() if not there]


def test_every_answer_is_guarded(client, cast):
    """Pages, fragments, files, the frame of a mail, what allauth brings, what refuses and what fails."""
    case, lacking = arrives(raw()).case, []
    client.raise_request_exception = False
    cast.ayu.roles = list(PERMISSIONS)
    cast.ayu.save()
    addresses = {"/" + address for address in ("nowhere/", "help/case/x/", "account/link/x/")}
    addresses |= {_address(route, cast, case) for route, _name, _view in DOORS}
    addresses |= {address for _name, address in _objects(cast, case)} | {f"/help/case/{case.key}/"}
    for who in (None, cast.tono, cast.ayu):
        client.logout() if who is None else signed_in(client, who)
        for address in sorted(addresses):
            lacking += [(address, guard) for guard in _unguarded(_read(client, address))]
    stale = Client(enforce_csrf_checks=True).post("/help/write/")
    assert stale.status_code == 403
    assert (lacking, _unguarded(stale)) == ([], [])


def test_whoever_left_gets_in_nowhere(client, cast):
    signed_in(client, cast.sari)
    cast.sari.is_active = False
    cast.sari.save()
    case = a_case(cast)
    for route, name, _ in GUARDED:
        assert client.get(_address(route, cast, case)).status_code in (302, 405), name


def test_one_s_own_account_asks_who_one_is(client, cast):
    allauth = {name: route for route, name, view in DOORS if _is_allauth(view)}
    assert allauth.keys() >= ALLAUTH_OPEN
    for name in allauth.keys() - ALLAUTH_OPEN:
        answer = client.get("/" + re.sub(r"<[^>]+>", "1", allauth[name]))
        assert answer.status_code == 302, name
        assert answer.headers["Location"].startswith("/account/login/"), name


def test_a_customer_s_case_asks_for_its_token(client, cast):
    case, hers = a_case(cast), a_case(cast, customer=cast.lina)
    found = 0
    for route, _name, _view in DOORS:
        if not route.startswith("help/") or "key" not in route:
            continue
        found += 1
        wrong = re.sub(r"<[^>:]*:?key>", "A" * 44, route)
        address = "/" + re.sub(r"<[^>]+>", "1", wrong)
        for method in (client.get, client.post):
            assert method(address).status_code in (404, 405), route
    assert case.key != hers.key
    assert found == 2
