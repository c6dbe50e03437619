"""The lists: few questions however many rows, narrowed, found, and done to many at once."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from layan.records.models import Case, SavedView
from tests.cast import a_case, signed_in

pytestmark = pytest.mark.django_db


def questions(connection, client, path):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["/desk/due/", "/desk/approvals/", "/desk/due/?q=loud", "/desk/customers/"])
def test_as_many_questions_for_three_rows_as_for_one(cast, client, path):
    from django.db import connection

    signed_in(client, cast.rani)
    a_case(cast)
    client.get(path)
    once = questions(connection, client, path)
    a_case(cast, customer=cast.lina)
    a_case(cast)
    assert questions(connection, client, path) == once <= 12


def test_as_many_questions_for_a_longer_case(cast, client):
    from django.db import connection

    from layan.actions import messages
    from tests.cast import NOW

    case = a_case(cast, "My money back")
    signed_in(client, cast.sari)
    path = f"/desk/cases/{case.pk}/"
    client.get(path)
    once = questions(connection, client, path)
    for words in ("And", "then"):
        said = messages.Said(words, sender="budi@example.net", files=[messages.File("a.txt", b"a")])
        messages.receive(said=said, customer=cast.budi, channel="email", at=NOW, case=case)
    messages.note(case=case, text="A note", by=cast.rani, at=NOW)
    assert questions(connection, client, path) <= once + 2 <= 32  # files and people, once there are any


def test_a_department_finds_only_its_own(cast, client):
    mine, other = (
        a_case(cast, "It is broken", subject="Mine"),
        a_case(cast, "Money back please", subject="Not mine"),
    )
    page = signed_in(client, cast.eko).get("/desk/due/").content.decode()
    assert "Mine" in page and "Not mine" not in page
    assert "Not mine" not in client.get("/desk/due/?q=money").content.decode()
    assert "Not mine" not in client.get("/desk/find/?q=money").content.decode()
    assert client.get("/desk/due/").context["counts"]["due"] == 1
    assert client.get(f"/desk/cases/{other.pk}/").status_code == 404
    assert client.get(f"/desk/cases/{mine.pk}/").status_code == 200
    assert client.get("/desk/customers/").status_code == 403


def test_many_at_once_only_for_who_may_and_only_what_she_sees(cast, client):
    case = a_case(cast)
    asked = {"case": [case.pk, 4711], "do": f"assign:{cast.joko.pk}", "back": "/desk/mine/"}
    assert signed_in(client, cast.sari).post("/desk/many/", asked).status_code == 403
    answer = signed_in(client, cast.rani).post("/desk/many/", asked)
    assert answer.url == "/desk/mine/"
    assert Case.objects.get(pk=case.pk).assignee == cast.joko


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/desk/\\example.org", ""])
def test_one_is_not_sent_elsewhere(cast, client, back):
    signed_in(client, cast.rani)
    for do in ("take", "nothing"):
        answer = client.post("/desk/many/", {"case": [a_case(cast).pk], "do": do, "back": back})
        assert answer.url == "/desk/"


def test_many_are_merged_into_the_oldest(cast, client):
    first, second = a_case(cast), a_case(cast)
    signed_in(client, cast.rani).post("/desk/many/", {"case": [second.pk, first.pk], "do": "merge"})
    assert Case.objects.get(pk=second.pk).merged_into_id == first.pk


def test_a_view_is_kept_and_removed_only_by_its_own(cast, client):
    signed_in(client, cast.rani).post(
        "/desk/views/", {"name": "Ours", "back": "/desk/due/?situation=refund", "shared": "on"}
    )
    view = SavedView.objects.get()
    assert view.shared
    assert "Ours" in signed_in(client, cast.sari).get("/desk/due/").content.decode()
    client.post(f"/desk/views/{view.pk}/remove/")
    assert SavedView.objects.exists()
    signed_in(client, cast.rani).post(f"/desk/views/{view.pk}/remove/")
    assert not SavedView.objects.exists()


def test_a_row_says_what_is_owed_next_and_that_it_is_late(cast, client):
    case = a_case(cast)
    signed_in(client, cast.rani)
    Case.objects.filter(pk=case.pk).update(
        due_target="resolution", order_at=timezone.now() - timedelta(minutes=12, seconds=5)
    )
    assert "late 12 min" in client.get("/desk/due/").content.decode()
    Case.objects.filter(pk=case.pk).update(due_target="")
    assert "<layan-clock" not in client.get("/desk/due/").content.decode()
