"""Each finding appears where it should, and nowhere else."""

import pytest

from layan.plan.check import check
from layan.plan.plan import Plan
from layan.plan.wording import Speaker
from tests.plan import kept_plan

PHONE, EMAIL, BUSINESS = "channels/phone.md", "channels/email.md", "business.md"
REFUNDS, REFUND, REFUNDING = "policies/refunds.md", "situations/refund.md", "procedures/refunding.md"


def found(**changes):
    """What check says of the kept plan so changed: file, line, code and words."""
    speaker = Speaker("en", "Asia/Jakarta")
    problems = check(kept_plan.plan(**changes))
    return [(p.position.file, p.position.line, p.code, speaker(p.say)) for p in problems]


def codes(**changes):
    return [code for _, _, code, _ in found(**changes)]


def test_nothing_is_found_in_a_kept_plan():
    assert found() == []


def test_findings_come_by_file_and_line():
    places = [
        (file, line)
        for file, line, _, _ in found(
            **{
                PHONE: ("owner: head-of-care\n", ""),
                BUSINESS: ("review: 12 months\n", ""),
                EMAIL: ("owner: head-of-care\nreview: 12 months\n", ""),
            }
        )
    ]
    assert places == sorted(places)
    assert len(places) == 4


# Hours that no channel covers


def hours(text):
    """The kept plan with these hours for email, and phone never open in an ordinary week."""
    return {
        EMAIL: ("hours:\n  daily: 07:00-21:00", f"hours:\n  {text}"),
        PHONE: (
            "hours:\n  mon-fri: [09:00-12:00, 13:00-17:00]\n  sat: 09:00-12:00",
            "hours:\n  sun: 10:00-10:30",
        ),
    }


@pytest.mark.parametrize(
    ("email", "gaps"),
    [
        ("mon-fri: 07:00-21:00", []),
        ("mon-fri: 06:00-22:00", []),
        ("mon-fri: [07:00-12:00, 12:00-21:00]", []),
        ("mon-thu: 07:00-21:00", ["No channel is open on Friday, 07:00–21:00."]),
        (
            "mon-fri: [07:00-12:00, 13:00-21:00]",
            [
                f"No channel is open on {day}, 12:00–13:00."
                for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
            ],
        ),
        ("daily: 22:00-21:00", []),
        (
            "mon-fri: 08:00-20:30",
            [
                f"No channel is open on {day}, {span}."
                for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
                for span in ("07:00–08:00", "20:30–21:00")
            ],
        ),
    ],
)
def test_hours_no_channel_covers(email, gaps):
    assert [words for *_, words in found(**hours(email))] == gaps


def test_a_gap_may_last_for_days_and_go_round_the_week():
    always = (
        BUSINESS,
        ("reachable:\n  mon-fri: 07:00-21:00\n", ""),
    )
    problems = found(**hours("tue-fri: 09:00-17:00"), **dict([always]))
    told = [words for *_, words in problems]
    assert told[-2:] == [
        "No channel is open from Friday, 17:00, to Sunday, 10:00.",
        "No channel is open from Sunday, 10:30, to Tuesday, 09:00.",
    ]
    assert told[0] == "No channel is open from Tuesday, 17:00, to Wednesday, 09:00."
    assert {code for _, _, code, _ in problems} == {"uncovered-hours"}


def test_a_gap_stands_where_the_business_says_when_it_must_be_reached():
    file, line, code, _ = found(**hours("mon-thu: 07:00-21:00"))[0]
    assert (file, line, code) == (BUSINESS, 10, "uncovered-hours")


def test_a_channel_open_day_and_night_covers_everything():
    assert found(**{EMAIL: ("hours:\n  daily: 07:00-21:00", "hours: always"),
                    BUSINESS: ("reachable:\n  mon-fri: 07:00-21:00\n", "")}) == []  # fmt: skip


def test_a_plan_without_channels_is_never_reached():
    changes = dict.fromkeys((PHONE, EMAIL, "channels/phone.id.md", "channels/email.id.md"))
    changes |= {
        BUSINESS: ("reachable:\n  mon-fri: 07:00-21:00\n", ""),
        REFUND: ("  - {channel: phone, team: care}\n", ""),
        REFUNDING: ("channels: [phone, email]\n", ""),
    }
    files = kept_plan.files(**changes)
    files[REFUND] = files[REFUND].replace("targets:\n  resolution: {within: 3 days, channel: email}\n", "")
    problems = check(Plan.read(files))
    assert [str(p.say) for p in problems] == ["No channel is ever open."]


# Authority


def authority(*rules, page=REFUNDS):
    old = kept_plan.FILES[REFUNDS].split("authority:\n")[1].split("owner:")[0]
    return {page: (old, "".join(f"  - {{{rule}}}\n" for rule in rules))}


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        (("offer: refund, by: representative, up_to: 5 USD", "offer: refund, by: lead, up_to: 9 USD"), [7]),
        (("offer: refund, by: lead, up_to: 9 USD", "offer: refund, by: representative, up_to: 5 USD"), [6]),
        (("offer: refund, by: representative, times: 2",), [6]),
        (("offer: refund, by: representative, up_to: 5 USD", "offer: refund, by: manager"), []),
        (("offer: refund, by: representative, up_to: 5 USD, above: manager",), []),
        (("offer: refund, by: representative, up_to: 5 USD", "offer: refund, by: service-centre"), []),
        (("offer: refund, by: representative, up_to: 5 USD", "offer: credit, by: manager"), [6]),
        (("offer: own-thing, by: lead, up_to: 5 USD",), [6]),
    ],
)
def test_an_amount_nobody_may_approve(rules, lines):
    problems = found(**authority(*rules))
    assert [(line, code) for _, line, code, _ in problems] == [(line, "unapprovable") for line in lines]


def test_authority_on_a_situation_takes_the_place_of_authority_on_all():
    """The general page has a manager without limit, but it does not count for this situation."""
    rules = "kind: policy\nname: All\nowner: a\nreview: 1 year\nauthority: [{offer: refund, by: manager}]\n"
    general = f"---\n{rules}---\nx"
    files = kept_plan.files(**authority("offer: refund, by: lead, up_to: 9 USD"))
    files |= {"all.md": general, "all.id.md": "---\n---\nIsi."}
    assert [(p.position.file, p.code) for p in check(Plan.read(files))] == [(REFUNDS, "unapprovable")]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        # A higher role may less than a lower one.
        (
            ("offer: refund, by: representative, up_to: 9 USD", "offer: refund, by: lead, up_to: 5 USD"),
            [(7, "A lead may less here than a representative at policies/refunds.md:6.")],
        ),
        (
            ("offer: refund, by: representative", "offer: refund, by: lead, up_to: 5 USD"),
            [(7, "A lead may less here than a representative at policies/refunds.md:6.")],
        ),
        (
            (
                "offer: refund, by: representative, times: 3, per: customer",
                "offer: refund, by: lead, times: 2, per: customer",
            ),
            [(7, "A lead may less here than a representative at policies/refunds.md:6.")],
        ),
        (("offer: refund, by: representative, up_to: 9 USD", "offer: refund, by: lead, up_to: 9 USD"), []),
        (
            (
                "offer: refund, by: representative, up_to: 5 USD, times: 3",
                "offer: refund, by: lead, up_to: 9 USD, times: 2",
            ),
            [],
        ),
        (
            (
                "offer: refund, by: representative, up_to: 9 USD",
                "offer: refund, by: lead, up_to: 5 USD, per: customer",
            ),
            [],
        ),
        (("offer: refund, by: representative, up_to: 9 USD", "offer: credit, by: lead, up_to: 5 USD"), []),
        (("offer: refund, by: representative, up_to: 9 EUR", "offer: refund, by: lead, up_to: 5 USD"), []),
        # Two rules for the same.
        (
            ("offer: refund, by: lead, up_to: 5 USD", "offer: refund, by: lead, up_to: 9 USD"),
            [(7, "A lead has two rules here for the same offer; the other is at policies/refunds.md:6.")],
        ),
        (
            (
                "offer: refund, by: lead, up_to: 5 USD, per: customer, in: 1 year",
                "offer: refund, by: lead, times: 2, per: customer, in: 1 year",
            ),
            [],
        ),
        (
            (
                "offer: refund, by: lead, up_to: 5 USD, per: customer, in: 1 month",
                "offer: refund, by: lead, up_to: 9 USD, per: customer, in: 1 year",
            ),
            [],
        ),
        (
            ("offer: refund, by: lead, up_to: 5 USD", "offer: refund, by: lead, up_to: 9 USD, per: customer"),
            [],
        ),
        # Somebody decides who may not more.
        (
            (
                "offer: refund, by: representative, up_to: 5 USD, above: lead",
                "offer: refund, by: lead, up_to: 5 USD",
            ),
            [(6, "A lead decides above this, and may not more.")],
        ),
        (
            (
                "offer: refund, by: representative, up_to: 5 USD, above: service-centre",
                "offer: refund, by: service-centre, up_to: 2 USD",
            ),
            [(6, "Service centre decides above this, and may not more.")],
        ),
        (
            (
                "offer: refund, by: representative, up_to: 5 USD, above: lead",
                "offer: refund, by: lead, up_to: 9 USD",
            ),
            [],
        ),
        (("offer: refund, by: representative, up_to: 5 USD, above: service-centre",), []),
        (
            ("offer: refund, by: manager, above: service-centre",),
            [(6, "Nothing is above this rule: it has no limit.")],
        ),
    ],
)
def test_contradictory_authority(rules, told):
    problems = found(**authority(*rules, "offer: other, by: manager"))
    assert [(line, words) for _, line, code, words in problems if code == "contradiction"] == told


def test_two_pages_may_contradict_each_other_for_one_situation():
    other = kept_plan.FILES[REFUNDS].replace("name: Refunds", "name: Other").replace("2000000", "3000000")
    files = kept_plan.FILES | {"policies/other.md": other, "policies/other.id.md": "---\n---\nIsi."}
    problems = [p for p in check(Plan.read(files)) if p.code == "contradiction"]
    assert {p.position.file for p in problems} >= {REFUNDS}
    assert all(p.severity == "error" for p in problems)


# Targets


def targets(text):
    old = kept_plan.FILES[EMAIL].split("targets:\n")[1].split("reopen:")[0]
    return {EMAIL: (old, text)}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("  first_reply: {within: 8 h}\n  resolution: {within: 4 h}\n", [10]),
        ("  first_reply: {within: 4 h}\n  resolution: {within: 4 h}\n", []),
        ("  next_reply: {within: 3 days}\n  resolution: {within: 2 days}\n", [10]),
        ("  hold: {within: 5 min}\n  resolution: {within: 4 min}\n", [10]),
        ("  hold: {within: 60 s}\n  resolution: {within: 2 min}\n", []),
        ("  answer: {within: 30 min}\n  first_reply: {within: 20 min}\n", [10]),
        ("  approval: {within: 9 h}\n  resolution: {within: 8 h}\n", [10]),
        # Fourteen open hours a day: two open days end later than 14 open hours, one may end sooner.
        ("  first_reply: {within: 14 h}\n  resolution: {within: 2 days}\n", []),
        ("  first_reply: {within: 40 h}\n  resolution: {within: 2 days}\n", [10]),
        # Open against round the clock: the night does not count for the one.
        ("  first_reply: {within: 8 h}\n  resolution: {within: 12 h, clock: round}\n", [10]),
        ("  first_reply: {within: 8 h}\n  resolution: {within: 2 days, clock: round}\n", []),
        ("  first_reply: {within: 2 h, clock: round}\n  resolution: {within: 3 h}\n", []),
        # Only for the same cases.
        ("  first_reply: {within: 8 h}\n  resolution: {within: 4 h, priority: urgent}\n", [10]),
        (
            "  first_reply: [{within: 8 h}, {within: 1 h, priority: urgent}]\n"
            "  resolution: [{within: 9 h}, {within: 4 h, priority: urgent}]\n",
            [],
        ),
        (
            "  first_reply:\n    - {within: 2 h}\n    - {within: 8 h, segment: young}\n  resolution: {within: 4 h}\n",
            [12],
        ),
    ],
)
def test_a_target_longer_than_the_one_it_is_part_of(text, lines):
    changes = targets(text) | {
        REFUND: ("  resolution: {within: 3 days, channel: email}", "  answer: {within: 1 s}")
    }
    problems = [problem for problem in found(**changes) if problem[2] == "longer-than-whole"]
    assert [line for _, line, _, _ in problems] == lines


def test_a_situation_may_shorten_the_whole_too_much():
    changes = {REFUND: ("{within: 3 days, channel: email}", "{within: 2 h, channel: email}")}
    told = [(file, words) for file, _, code, words in found(**changes) if code == "longer-than-whole"]
    assert (
        EMAIL,
        "4 hours for first reply is longer than 2 hours for resolution, of which it is a part.",
    ) in told


def test_what_can_end_later_is_shown_by_an_example():
    text = "  first_reply: {within: 8 h}\n  resolution: {within: 12 h, clock: round}\n"
    words = next(words for *_, code, words in found(**targets(text)) if code == "longer-than-whole")
    assert "8 hours for first reply can end after 12 hours for resolution" in words
    assert "when it begins Mon, 1 Jan 2024" in words


# Channels


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({PHONE: ("  hold: {within: 60 s}\n", "")},
         [(14, "This live channel has no target of this kind: hold.")]),
        ({PHONE: ("  answer: {within: 20 s, share: 80 %}\n", "")},
         [(14, "This live channel has no target of this kind: answer.")]),
        ({PHONE: ("live: true", "live: false")}, []),
        (targets("  first_reply: {within: 4 h}\n"), []),
        ({EMAIL: (kept_plan.FILES[EMAIL].split("daily: 07:00-21:00\n")[1].split("reopen:")[0], "")},
         [(3, "This channel has no targets.")]),
    ],
)  # fmt: skip
def test_channels_say_what_they_promise(changes, told):
    assert [(line, words) for _, line, code, words in found(**changes) if code == "no-targets"] == told


# Pages


@pytest.mark.parametrize("path", [path for path in kept_plan.FILES if not path.endswith(".id.md")])
def test_every_page_has_an_owner_and_is_reviewed(path):
    text = kept_plan.FILES[path]
    owner = next(line for line in text.splitlines() if line.startswith("owner:")) + "\n"
    assert [(f, c) for f, _, c, _ in found(**{path: (owner, "")})] == [(path, "no-owner")]
    assert [(f, c) for f, _, c, _ in found(**{path: ("review: 12 months\n", "")})] == [(path, "no-review")]


def test_prose_is_there_in_every_language_the_business_speaks():
    assert found(**{"channels/phone.id.md": None}) == [
        (PHONE, 1, "missing-prose", "The prose of this page is missing in Indonesian.")
    ]
    assert found(**{"channels/phone.id.md": ("Isi.\n", "")}) == [
        ("channels/phone.id.md", 1, "missing-prose", "The prose of this page is missing in Indonesian.")
    ]
    assert found(**{PHONE: ("When somebody calls us.\n", "")}) == [
        (PHONE, 1, "missing-prose", "The prose of this page is missing in English.")
    ]


def test_steps_and_words_are_there_in_every_language():
    assert found(**{"procedures/refunding.id.md": ("steps: [Minta maaf, Periksa struk]\n", "")}) == [
        ("procedures/refunding.id.md", 1, "missing-prose",
         "The steps of this procedure are missing in Indonesian.")
    ]  # fmt: skip
    assert found(**{REFUNDING: (', id: "Boleh saya minta nomornya?"', "")}) == [
        (REFUNDING, 9, "missing-words", "What to say at this step is missing in Indonesian.")
    ]
    assert found(**{REFUNDING: ('    id: "Mohon maaf, {customer}."\n', "")}) == [
        (REFUNDING, 11, "missing-words", "These words to use are missing in Indonesian.")
    ]


# Situations


def test_a_situation_nothing_speaks_to():
    assert [c for _, _, c, _ in found(**{REFUNDS: ("situations: [refund]\n", "")})] == []
    other = kept_plan.FILES[REFUND].replace("name: Refund", "name: Late")
    files = kept_plan.FILES | {"situations/late.md": other, "situations/late.id.md": "---\n---\nIsi."}
    problems = [(p.position.file, p.position.line, p.code) for p in check(Plan.read(files))]
    assert problems == [("situations/late.md", 3, "unanswered-situation")]


def test_a_situation_has_words_in_every_language():
    assert found(**{REFUND: ("  id: [uang kembali]\n", "")}) == [
        (REFUND, 4, "missing-words", "There are no words for this situation in Indonesian.")
    ]
    assert codes(**{REFUND: ("words:\n  en: [refund, money back]\n  id: [uang kembali]\n", "")}) == [
        "missing-words",
        "missing-words",
    ]


def test_every_finding_says_what_to_write_instead():
    changes = hours("mon-thu: 07:00-21:00") | {
        REFUND: ("words:\n  en: [refund, money back]\n  id: [uang kembali]\n", ""),
        REFUNDING: (', id: "Boleh saya minta nomornya?"', ""),
        REFUNDS: ("  - {offer: goodwill, by: manager}\n", ""),
        "conduct.md": ("owner: head-of-care\nreview: 12 months\n", ""),
        "conduct.id.md": None,
    }
    problems = check(kept_plan.plan(**changes))
    assert len(problems) == 8
    assert all(problem.instead for problem in problems)
