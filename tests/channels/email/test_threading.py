"""Which case a mail belongs to, and who may not write into it."""

from dataclasses import dataclass, field

import pytest

from layan.channels.email import ids
from layan.channels.email.parse import understand
from layan.channels.email.threading import Match, Place, match, numbers_in

OURS = frozenset({"help@example.com"})
CASE, OTHER, SIDE = Place(1), Place(2), Place(1, side=5)
TOKEN, SIDE_TOKEN = "A" * 22, "S" * 22
OUR_ID = ids.new(TOKEN, 3, "example.com")
SIDE_ID = ids.new(SIDE_TOKEN, 1, "example.com")
CUSTOMER, COLLEAGUE, SUPPLIER, STRANGER = (
    f"{name}@example.org" for name in ("customer", "colleague", "supplier", "stranger")
)


TOKENS = {TOKEN: CASE, SIDE_TOKEN: SIDE}
IDS = {"c1@example.org": CASE, "o1@example.org": OTHER, OUR_ID: CASE}
NUMBERS = {1042: CASE}
SUBJECTS = {(CUSTOMER, "mesin cuci"): [OTHER, CASE]}
PEOPLE = {CASE: {CUSTOMER, COLLEAGUE}, OTHER: {CUSTOMER}, SIDE: {SUPPLIER, COLLEAGUE}}


@dataclass
class Desk:
    """What is stored, and what was asked of it."""

    asked: list = field(default_factory=list)

    def by_tokens(self, tokens):
        self.asked.append("tokens")
        return {token: TOKENS[token] for token in tokens if token in TOKENS}

    def by_ids(self, ids):
        self.asked.append("ids")
        return {one: IDS[one] for one in ids if one in IDS}

    def by_numbers(self, numbers):
        self.asked.append("numbers")
        return {number: NUMBERS[number] for number in numbers if number in NUMBERS}

    def by_subject(self, sender, stem):
        self.asked.append("subject")
        return SUBJECTS.get((sender, stem), [])

    def members(self, places):
        self.asked.append("members")
        return {place: PEOPLE[place] for place in places}


def _mail(*lines, sender=CUSTOMER, subject="Mesin cuci", to="help@example.com"):
    head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: <n@example.org>\n"
    return understand((head + "".join(f"{line}\n" for line in lines) + "\nIsi").encode(), OURS)


def _match(*lines, **more):
    return match(_mail(*lines, **more), Desk())


def test_an_answer_to_a_mail_of_ours():
    assert _match(f"In-Reply-To: <{OUR_ID}>") == Match(CASE, "token")


def test_the_token_stands_in_the_address_as_well():
    assert _match(to=f"Help <help+{TOKEN}@example.com>") == Match(CASE, "token")


def test_any_reference_counts_newest_first():
    assert _match("References: <o1@example.org> <c1@example.org> <x@y>") == Match(CASE, "reference")
    assert _match("References: <c1@example.org> <o1@example.org>") == Match(OTHER, "reference")


def test_our_token_comes_before_every_reference():
    assert _match("References: <o1@example.org>", f"In-Reply-To: <{OUR_ID}>") == Match(CASE, "token")


def test_a_colleague_answers_from_her_phone():
    assert _match(f"In-Reply-To: <{OUR_ID}>", sender=COLLEAGUE) == Match(CASE, "token")


def test_a_side_conversation_is_its_own_place():
    assert _match(f"In-Reply-To: <{SIDE_ID}>", sender=SUPPLIER) == Match(SIDE, "token")
    assert _match(f"In-Reply-To: <{SIDE_ID}>", subject="Lain") == Match(None, "stranger", SIDE)


@pytest.mark.parametrize(
    "lines",
    [
        [f"In-Reply-To: <{OUR_ID}>"],
        ["References: <c1@example.org>"],
        [f"Delivered-To: help+{TOKEN}@example.com"],
    ],
)
def test_a_stranger_opens_a_new_case_that_names_the_other(lines):
    assert _match(*lines, sender=STRANGER) == Match(None, "stranger", CASE)


def test_a_number_in_the_subject_is_for_members_alone():
    assert _match(subject="Soal [#1042]") == Match(CASE, "number")
    assert _match(subject="Soal [#1042]", sender=STRANGER) == Match(None, "stranger", CASE)


def test_sender_and_subject_when_the_program_dropped_our_ids():
    assert _match(subject="Bls: Mesin cuci") == Match(OTHER, "subject")
    assert _match(subject="Re: Mesin cuci", sender=STRANGER) == Match(None, "new")


def test_a_new_mail_with_an_old_subject_is_new():
    assert _match(subject="Mesin cuci") == Match(None, "new")


def test_a_bounce_finds_its_case_without_a_known_sender():
    report = "--b\nContent-Type: message/delivery-status\n\nX: y\n\nAction: failed\nFinal-Recipient: rfc822; a@b.cc\n"
    copy = f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{OUR_ID}>\n--b--\n"
    head = (
        "From: MAILER-DAEMON@example.net\nSubject: Undelivered\nContent-Type: multipart/report; boundary=b;"
    )
    mail = understand(f"{head} report-type=delivery-status\n\n{report}{copy}".encode(), OURS)
    assert match(mail, Desk()) == Match(CASE, "token")


def test_a_machine_that_answers_a_mail_of_ours_needs_no_known_sender():
    away = f"In-Reply-To: <{OUR_ID}>", "Auto-Submitted: auto-replied"
    assert _match(*away, sender=STRANGER) == Match(CASE, "token")
    assert _match("In-Reply-To: <c1@example.org>", away[1], sender=STRANGER).rule == "stranger"


def test_few_questions_are_asked_and_each_once():
    desk = Desk()
    match(_mail(f"In-Reply-To: <{OUR_ID}>"), desk)
    assert desk.asked == ["tokens", "ids", "members"]
    desk = Desk()
    match(_mail(), desk)
    assert desk.asked == []


@pytest.mark.parametrize(
    ("subject", "numbers"),
    [
        ("Re: Halo [#1042]", [1042]),
        ("(#7) dan [# 8]", [7, 8]),
        ("Tiket #1042!", [1042]),
        ("Nomor 1 #1 &#8217; a#1042", []),
        ("[#12345678901]", []),
    ],
)
def test_numbers_in_a_subject(subject, numbers):
    assert numbers_in(subject) == numbers


def test_every_rule_has_its_words():
    for rule in ("token", "reference", "number", "subject", "new", "stranger"):
        assert str(Match(None, rule).why).endswith(".")
