"""Bounces that samples do not show."""

import pytest

from layan.channels.email.parse import understand

HEAD = "From: {0}\nSubject: Undeliverable: Halo\nReturn-Path: <>\nMessage-ID: <b@example.net>\n"


def _bounce(body, sender="postmaster@example.net", more=""):
    return understand((HEAD.format(sender) + more + "\n" + body).encode(), frozenset()).bounce


def _report(fields):
    body = f"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\n{fields}\n--b--\n"
    return _bounce(body, more='Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n')


@pytest.mark.parametrize(
    ("action", "status", "permanent"),
    [
        ("failed", "5.1.1", True),
        ("failed", "4.2.2", False),
        ("delayed", "4.4.7", False),
        ("delayed", "5.0.0", False),
    ],
)
def test_for_good_or_for_now(action, status, permanent):
    found = _report(f"Final-Recipient: rfc822; X@Example.ORG\nAction: {action}\nStatus: {status} (text)\n")
    assert (found.permanent, found.failed, found.status) == (permanent, ("x@example.org",), status)


def test_the_address_that_was_written_to_comes_before_the_one_it_became():
    found = _report(
        "Original-Recipient: rfc822;a@example.org\nFinal-Recipient: rfc822;b@example.net\nAction: failed\n"
    )
    assert found.failed == ("a@example.org",)


def test_a_code_in_prose_is_enough():
    found = _bounce("<hilang@example.org>: 452 4.2.2 Mailbox full\n")
    assert (found.permanent, found.status) == (False, "4.2.2")
    assert "Mailbox full" in found.said


def test_without_a_word_it_is_permanent_and_of_nobody():
    found = _bounce("Sorry.")
    assert (found.permanent, found.failed, found.original_id, found.status) == (True, (), None, None)


def test_what_came_back_is_found_in_its_copy():
    body = "Sorry.\n\n--- copy\nReceived: x\nMessage-ID: <ours@example.com>\nFrom: help@example.com\n"
    assert _bounce(body).original_id == "ours@example.com"


def test_many_fields_are_read_up_to_a_bound():
    fields = "Final-Recipient: rfc822; x@example.org\nAction: failed\nStatus: 5.1.1\n\n" * 50_000
    assert _report(fields).failed == ("x@example.org",)
