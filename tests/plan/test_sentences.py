"""The rules of a page as sentences."""

from importlib.util import find_spec

import pytest

from layan.plan.pages import kinds
from layan.plan.sentences import byline, sentences
from layan.plan.wording import Speaker
from tests.plan import kept_plan

NBSP = "\N{NO-BREAK SPACE}"


def told(key, language="en", **changes):
    plan = kept_plan.plan(**changes)
    told = sentences(plan.pages[key], plan, Speaker(language, plan.business.timezone))
    return [sentence.replace(NBSP, " ") for sentence in told]


def test_every_kind_of_page_has_sentences():
    assert all(find_spec(f"layan.plan.sentences.{kind}") for kind in kinds())


def test_a_channel():
    assert told("phone") == [
        "By phone: a person answers at once.",
        "The address: +62 22 555 0100.",
        "Open Monday to Friday 09:00–12:00 and 13:00–17:00, Saturday 09:00–12:00; closed on public holidays of "
        "Indonesia.",
        "On 24 Dec 2026 open 09:00–12:00.",
        "Closed on 31 Dec 2026.",
        "80% of calls are answered within 20 seconds.",
        "Nobody is on hold for over 60 seconds.",
        "Every case is resolved within 8 open hours.",
        "Whoever hands a customer over stays until the two are talking.",
        "While this is closed, there is Email.",
        "Care takes what comes in here, unless the situation says otherwise.",
        "What comes in here has the priority high.",
        "A customer's answer always reopens the case.",
    ]


def test_a_written_channel():
    assert told("email") == [
        "By email: written, and answered later.",
        "The address: care@example.com.",
        "Open every day 07:00–21:00.",
        "Every case has its first reply within 4 open hours.",
        "Every case has its first reply within 1 open hour. Only for the segment Regulars and the priority high "
        "or urgent.",
        "Every further message has its reply within 8 open hours.",
        "Every approval is decided within 2 open hours.",
        "Every case is resolved within 5 open days. The clock runs on while the case is snoozed or waiting for "
        "the customer.",
        "A customer's answer within 14 days after resolution reopens the case; a later one opens a new case.",
        "A letter says at once that it came in and what is promised.",
    ]


def test_the_business():
    assert told("business") == [
        "Hours and dates are those of Asia/Jakarta.",
        "Money is in Indonesian Rupiah.",
        "We speak English and Indonesian.",
        "We are in Indonesia.",
        "The fiscal year begins on 1 April.",
        "Care takes what no other rule routes.",
        "Customers find some channel open Monday to Friday 07:00–21:00.",
        "Public holidays of Indonesia in 2026: 20 Mar 2026 (Idul Fitri) and 21 Mar 2026 (Idul Fitri (second day)).",
    ]


def test_the_profile():
    assert told("customers") == [
        "Groups of fewer than 10 customers are never shown.",
        "Of every customer we may keep: city, birth year, Card and since.",
        "Regulars: customers of whom this is true: Card is silver or gold.",
        "Young customers: customers of whom this is true: birth year at least 2000 and since after 1 Jan 2024.",
    ]


def test_a_situation():
    assert told("refund") == [
        "In English it is recognised by “refund” or “money back”.",
        "In Indonesian it is recognised by “uang kembali”.",
        "If it comes by Phone, Care takes it.",
        "If the customer speaks Indonesian and the customer is one of Regulars, Care takes it with the priority "
        "high.",
        "If the customer is one of Regulars or Young customers, its priority is urgent.",
        "Otherwise Care takes it.",
        "Otherwise its priority is normal.",
        "Every case is resolved within 3 open days. Only for the channel Email.",
    ]


def test_teams():
    assert told("care") == [
        "The roles in this team: representative and lead.",
        "It speaks English and Indonesian.",
        "It knows about espresso and grinder.",
    ]
    assert told("service-centre") == [
        "A department: it is asked, and does not sit at the desk itself.",
        "It wants to hear about product and packaging.",
    ]


def test_a_policy():
    assert told("refunds") == [
        "This is for Refund.",
        "A representative may refund up to Rp 500,000 in one case.",
        "A lead may refund up to Rp 2,000,000 in one case. Above that a manager decides, within 2 open hours.",
        "A manager may refund any amount.",
        "A representative may give one customer up to Rp 250,000 as goodwill within 12 months. No more than 2 "
        "times.",
        "A manager may give any amount as goodwill.",
        "Service centre may replace a product of any value.",
    ]


def test_a_procedure_in_two_languages():
    assert told("refunding") == [
        "This is for Refund, on Phone and Email.",
        "Step 1: Say sorry",
        "Step 2: Check the receipt",
        "Say at step 2: “May I have the number?”",
        "Words to use, apology: “I am sorry, {customer}.”",
    ]
    indonesian = told("refunding", "id")
    assert [words.split(": ")[1] for words in indonesian[1:]] == [
        "Minta maaf",
        "Periksa struk",
        "“Boleh saya minta nomornya?”",
        "“Mohon maaf, {customer}.”",
    ]


def test_conduct():
    assert told("conduct") == [
        "Each of these is marked from 1 to 5.",
        "Greets and thanks.",
        "Says what it must be like for the customer.",
    ]


def test_values_follow_the_reader_s_language():
    assert any("Rp 2.000.000" in sentence for sentence in told("refunds", "tr"))
    assert any("Senin" in sentence and "09.00–12.00" in sentence for sentence in told("phone", "id"))
    assert any("%80" in sentence for sentence in told("phone", "tr"))


HOURS = "hours:\n  daily: 07:00-21:00"


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ("hours: always", "Open day and night."),
        ("hours: always\nholidays: [ID, MY-14]",
         "Open day and night; closed on public holidays of Indonesia and Malaysia, region 14."),
        ("hours: {daily: 22:00-06:00}", "Open every day 22:00–06:00."),
        ("hours: {'mon, wed, fri': 09:00-12:00}", "Open Monday, Wednesday and Friday 09:00–12:00."),
        ("hours: {mon-wed: 09:00-12:00, sat-sun: 09:00-12:00}",
         "Open Monday to Wednesday, Saturday and Sunday 09:00–12:00."),
        ("hours: {mon: 18:00-24:00, tue: 08:00-09:00, wed: 18:00-24:00}",
         "Open Monday and Wednesday 18:00–24:00, Tuesday 08:00–09:00."),
        ("hours: {mon: closed}\nexcept: {2026-12-24: 09:00-12:00}", "Not open in an ordinary week."),
    ],
)  # fmt: skip
def test_hours(hours, sentence):
    assert told("email", **{"channels/email.md": (HOURS, hours)})[2] == sentence


AUTHORITY = kept_plan.FILES["policies/refunds.md"].split("authority:\n")[1].split("owner:")[0]


@pytest.mark.parametrize(
    "offer", ["refund", "replacement", "discount", "credit", "goodwill", "extension", "own-thing"]
)
def test_every_offer_has_its_own_sentences_for_every_limit(offer):
    limits = [
        "",
        ", up_to: 75 USD",
        ", up_to: 75 USD, per: customer",
        ", up_to: 75 USD, per: customer, in: 1 year",
    ]
    rules = [
        f"  - {{offer: {offer}, by: {by}{limit}}}\n"
        for by, limit in zip(("manager", "lead", "representative", "service-centre"), limits, strict=True)
    ]
    allowed = told("refunds", **{"policies/refunds.md": (AUTHORITY, "".join(rules))})[1:]
    assert [("$75.00" in each, "customer" in each, "within 1 year" in each) for each in allowed] == [
        (False, False, False), (True, False, False), (True, True, False), (True, True, True),
    ]  # fmt: skip
    assert [each.split(" may ")[0] for each in allowed] == [
        "A manager", "A lead", "A representative", "Service centre",
    ]  # fmt: skip
    assert all(each.endswith(".") for each in allowed)
    assert offer != "own-thing" or all("own thing" in each for each in allowed)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("by: lead, times: 1", "A lead may refund any amount. At most once in one case."),
        ("by: lead, times: 2, per: customer", "A lead may refund any amount. At most 2 times for one customer."),
        ("by: lead, times: 2, per: customer, in: 1 year",
         "A lead may refund any amount. At most 2 times for one customer within 1 year."),
        ("by: lead, up_to: 5 USD, above: service-centre",
         "A lead may refund up to $5.00 in one case. Above that Service centre decides."),
        ("by: lead, up_to: 5 USD, within: 2 days",
         "A lead may refund up to $5.00 in one case. What goes beyond that is decided within 2 open days."),
        ("by: lead, up_to: 5 USD, within: 2 h, clock: round",
         "A lead may refund up to $5.00 in one case. What goes beyond that is decided within 2 hours."),
    ],
)  # fmt: skip
def test_what_is_beyond_a_limit(rule, sentence):
    changed = {"policies/refunds.md": (AUTHORITY, f"  - {{offer: refund, {rule}}}\n")}
    assert told("refunds", **changed)[1] == sentence


@pytest.mark.parametrize(
    ("scope", "sentence"),
    [
        ("situations: [refund]\n", "This is for Refund."),
        ("", "This is for every situation."),
        ("channels: [email]\n", "This is for every situation, on Email."),
        ("situations: [refund]\nchannels: [email, phone]\n", "This is for Refund, on Email and Phone."),
    ],
)
def test_what_a_page_speaks_to(scope, sentence):
    assert told("refunds", **{"policies/refunds.md": ("situations: [refund]\n", scope)})[0] == sentence


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (
            "owner: head-of-care\nreview: 12 months\n",
            "Owned by head of care; reviewed again after 12 months.",
        ),
        ("owner: head-of-care\n", "Owned by head of care."),
        ("review: 1 year\n", "Reviewed again after 1 year."),
        ("", ""),
    ],
)
def test_who_keeps_a_page(lines, shown):
    plan = kept_plan.plan(**{"conduct.md": ("owner: head-of-care\nreview: 12 months\n", lines)})
    assert byline(plan.pages["conduct"], Speaker("en", "UTC")) == shown
