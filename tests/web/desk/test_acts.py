"""What is done to a case: who may, what is refused and how it is told, with and without a script."""

from datetime import timedelta

import pytest

from layan.actions import cases
from layan.records.models import Case, Draft, Message
from layan.records.translate import actor_of
from tests.cast import NOW, SINCE, a_case, pages, signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
VERBS = [
    "take",
    "assign",
    "transfer",
    "wait",
    "snooze",
    "wake",
    "resolve",
    "reopen",
    "step",
    "matter",
    "offer",
]
VERBS += [
    "merge",
    "unmerge",
    "split",
    "write/reply",
    "draft/reply",
    "draft/reply/files",
    "approvals/1",
    "lift",
]


@pytest.mark.parametrize("verb", VERBS)
def test_only_who_works_on_cases_and_sees_this_one(cast, client, verb):
    case = a_case(cast)
    path = f"/desk/cases/{case.pk}/{verb}/"
    assert signed_in(client, cast.hadi).post(path).status_code == 403  # reads only
    assert signed_in(client, cast.dewi).post(path).status_code == 403
    assert signed_in(client, cast.tono).post(path).status_code == 404  # of another department
    assert signed_in(client, cast.sari).get(path).status_code == 405
    assert Case.objects.get(pk=case.pk).seq == case.seq


def test_that_nobody_can_be_told_is_said(cast, client):
    case = a_case(cast)
    cast.budi.addresses.update(bounced_at=case.opened_at)
    told = {"tell": "1"}
    answer = signed_in(client, cast.sari).post(f"/desk/cases/{case.pk}/resolve/", told, follow=True)
    assert "No letter was sent: mail to budi@example.net came back." in answer.text
    assert Case.objects.get(pk=case.pk).status == "resolved"
    assert not Message.objects.filter(automatic="resolution").exists()


def test_a_refusal_is_words_with_its_working(cast, client):
    case = a_case(cast)
    signed_in(client, cast.sari)
    answer = client.post(f"/desk/cases/{case.pk}/wake/", **HTMX)
    assert "This case is not snoozed" in answer.content.decode() and answer["X-Refused"]
    answer = client.post(f"/desk/cases/{case.pk}/wake/")
    assert answer.status_code == 422 and "This case is not snoozed" in answer.content.decode()


def test_a_wrong_form_comes_back_as_it_was(cast, client):
    case = a_case(cast)
    signed_in(client, cast.sari)
    for more in ({}, HTMX):
        answer = client.post(
            f"/desk/cases/{case.pk}/transfer/", {"team": "nowhere", "reason": "A long story"}, **more
        )
        assert answer.status_code == 422
        assert "A long story" in answer.content.decode()


def test_a_number_of_thousands_of_digits_breaks_nothing(cast, client):
    case, many = a_case(cast), "9" * 5000
    signed_in(client, cast.ayu)
    assert client.get(f"/desk/due/?assignee={many}&beside={many}&q=%23{many}").status_code == 200
    acts = {
        "assign": {"assignee": many},
        "step": {"step": many},
        "split": {"message": many},
        "merge": {"into": many},
    }
    for verb, values in acts.items():
        assert client.post(f"/desk/cases/{case.pk}/{verb}/", values).status_code < 500
    for values in ({"case": many, "do": "take"}, {"case": case.pk, "do": f"assign:{many}"}):
        assert client.post("/desk/many/", values).status_code in (302, 400)


def test_a_case_is_given_to_who_works_here(cast, client):
    case = a_case(cast)
    cast.joko.is_active = False
    cast.joko.save()
    signed_in(client, cast.ayu)
    for given in (cast.joko.pk, 999, "x"):
        assert client.post(f"/desk/cases/{case.pk}/assign/", {"assignee": given}).status_code == 400
        assert client.post("/desk/many/", {"case": case.pk, "do": f"assign:{given}"}).status_code == 400
    assert Case.objects.get(pk=case.pk).assignee is None
    client.post("/desk/many/", {"case": case.pk, "do": f"assign:{cast.sari.pk}"})
    assert Case.objects.get(pk=case.pk).assignee == cast.sari
    client.post(f"/desk/cases/{case.pk}/assign/", {"assignee": ""})
    assert Case.objects.get(pk=case.pk).assignee is None


def test_a_case_that_is_not_there_is_told_in_words(cast, client):
    case = a_case(cast)
    answer = signed_in(client, cast.sari).post(f"/desk/cases/{case.pk}/merge/", {"into": "4711"}, follow=True)
    assert "There is no case of this number" in answer.content.decode()


def test_a_department_that_gives_a_case_away_goes_back_to_its_list(cast, client):
    case = a_case(cast, "It is broken")
    answer = signed_in(client, cast.eko).post(f"/desk/cases/{case.pk}/transfer/", {"team": "care"}, **HTMX)
    assert answer["HX-Redirect"] == "/desk/"


def test_beyond_authority_is_put_to_who_may(cast, client):
    case = a_case(cast, "My money back")
    signed_in(client, cast.sari)
    asked = {"offer": "refund", "amount": "900000", "reason": "Third fault"}
    answer = client.post(f"/desk/cases/{case.pk}/offer/", asked, **HTMX).content.decode()
    assert "Beyond your own authority" in answer and "Third fault" in answer and "refunds" in answer
    client.post(f"/desk/cases/{case.pk}/offer/", asked | {"ask": "1"})
    signed_in(client, cast.sari).post(f"/desk/cases/{case.pk}/approvals/1/", {"decision": "approve"})
    assert Case.objects.get(pk=case.pk).pending_approvals == 1  # not by who asked
    signed_in(client, cast.ayu).post(f"/desk/cases/{case.pk}/approvals/1/", {"decision": "approve"})
    assert Case.objects.get(pk=case.pk).pending_approvals == 0


def test_what_cannot_be_sent_stays_a_draft(cast, client):
    case = a_case(cast)
    signed_in(client, cast.sari)
    path = f"/desk/cases/{case.pk}/write/reply/"
    answer = client.post(path, {"text": "Hello", "to": "no address"}, **HTMX).content.decode()
    assert "is no email address" in answer and "Hello" in answer
    answer = client.post(path, {"text": "Hello", "to": "stranger@example.org"}, **HTMX).content.decode()
    assert "has no part in this case" in answer and 'value="stranger@example.org"' in answer
    assert Draft.objects.get().text == "Hello"
    asked = {
        "text": "Hello",
        "to": ["stranger@example.org", "other@example.org"],
        "outsiders": "stranger@example.org",
    }
    assert "other@example.org has no part" in client.post(path, asked, **HTMX).content.decode()
    client.post(path, asked | {"to": "stranger@example.org"}, **HTMX)
    assert Message.objects.get(direction="out").state == "held"
    assert not Draft.objects.exists()


def test_only_the_one_who_sent_takes_it_back(cast, client):
    case = a_case(cast)
    signed_in(client, cast.sari).post(
        f"/desk/cases/{case.pk}/write/reply/", {"text": "Hello", "to": "budi@example.net"}
    )
    held = Message.objects.get(direction="out")
    assert signed_in(client, cast.joko).post(f"/desk/messages/{held.pk}/undo/").status_code == 404
    signed_in(client, cast.sari).post(f"/desk/messages/{held.pk}/undo/", {"text": "since"})
    assert Draft.objects.get().text == "Hello\n\nsince"


def test_files_of_a_case_are_for_those_who_see_it(cast, client):
    from layan.actions import messages
    from tests.cast import NOW

    case = a_case(cast)
    said = messages.Said(
        "See", sender="budi@example.net", html="<p>Hello</p>" * 9, files=[messages.File("a.html", b"<p>")]
    )
    message = messages.receive(said=said, customer=cast.budi, channel="email", at=NOW, case=case)
    paths = [f"/desk/files/{message.attachments.get().token}/", f"/desk/messages/{message.pk}/html/"]
    policies = {}
    for path in paths:
        assert signed_in(client, cast.tono).get(path).status_code == 404
        answer = signed_in(client, cast.sari).get(path)
        policies[answer["Content-Type"]] = answer["Content-Security-Policy"]
        if answer.streaming:
            assert b"".join(answer.streaming_content) == b"<p>"
    assert policies.keys() == {"application/octet-stream", "text/html; charset=utf-8"}
    assert all("sandbox" in one and "allow-scripts" not in one for one in policies.values())


def test_what_was_merged_is_taken_out_by_who_sees_both(cast, client):
    theirs, ours = a_case(cast, "It is broken"), a_case(cast)
    cases.merge(case=theirs, into=ours, by=actor_of(cast.rani), at=NOW)
    path = f"/desk/cases/{theirs.pk}/unmerge/"
    assert signed_in(client, cast.eko).post(path).status_code == 404
    assert Case.objects.get(pk=theirs.pk).merged_into == ours
    signed_in(client, cast.sari).post(path)
    assert Case.objects.get(pk=theirs.pk).merged_into is None


def test_nobody_draws_in_a_case_she_does_not_see(cast, client):
    theirs, ours = a_case(cast, "It is broken"), a_case(cast)
    signed_in(client, cast.eko)
    for case, into in ((theirs, ours), (ours, theirs)):
        client.post(f"/desk/cases/{case.pk}/merge/", {"into": f"#{into.pk}"})
    message = Message.objects.get(case=ours, direction="in")
    client.post(f"/desk/cases/{theirs.pk}/split/", {"message": message.pk})
    assert {Case.objects.get(pk=one.pk).merged_into for one in (theirs, ours)} == {None}
    assert Message.objects.get(pk=message.pk).case == ours and Case.objects.count() == 2


WORKSHOP_DECIDES = """\
kind: policy
name: Refunds
situations: [refund]
authority:
  - {offer: replacement, by: workshop}
"""


def test_a_department_that_is_asked_sees_the_case_and_decides(cast, client):
    from layan.actions import plans

    plans.publish(
        files=pages(refunds=WORKSHOP_DECIDES), by=None, why="They know", at=SINCE + timedelta(days=1)
    )
    case = a_case(cast, "My money back")
    assert signed_in(client, cast.eko).get(f"/desk/cases/{case.pk}/").status_code == 404
    signed_in(client, cast.sari).post(
        f"/desk/cases/{case.pk}/offer/", {"offer": "replacement", "reason": "Third fault", "ask": "1"}
    )
    assert signed_in(client, cast.tono).get(f"/desk/cases/{case.pk}/").status_code == 404
    assert "Third fault" in signed_in(client, cast.eko).get("/desk/approvals/").content.decode()
    client.post(f"/desk/cases/{case.pk}/approvals/1/", {"decision": "approve", "back": "/desk/approvals/"})
    assert Case.objects.get(pk=case.pk).pending_approvals == 0
    assert client.get(f"/desk/cases/{case.pk}/").status_code == 200
