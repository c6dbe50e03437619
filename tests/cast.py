"""The people of the tests and the small published plan they work under.

A test asks for the fixture `cast`: the business is set up, its plan is in force since SINCE, everybody has an account
(password PASSWORD, address `<key>@example.com`). `NOW` is a Monday morning at which email is open. Whoever tests that
somebody is kept out takes `cast.lina`, a customer with a case of her own, or `cast.tono`, of a department that has
nothing to do with it.
"""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

JAKARTA = ZoneInfo("Asia/Jakarta")
SINCE = datetime(2026, 1, 1, 0, 0, tzinfo=JAKARTA).astimezone(UTC)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=JAKARTA).astimezone(UTC)
PASSWORD = "kopi-senja-di-teras"

PAGES = {
    "business.md": """\
kind: business
name: Kopi Senja
timezone: Asia/Jakarta
currency: IDR
country: ID
languages: [en, id]
team: care
owner: head-of-care
review: 12 months
""",
    "business.id.md": "name: Kopi Senja\n",
    "customers.md": """\
kind: profile
name: Our customers
smallest_group: 10
fields:
  - {key: city, type: text}
  - {key: member, type: choice, choices: [none, silver, gold]}
segments:
  regular: {name: Regulars, when: {member: [silver, gold]}}
""",
    "channels/email.md": """\
kind: channel
name: Email
medium: email
live: false
hours: {mon-fri: 09:00-17:00}
reopen: 14 days
team: care
targets:
  first_reply: [{within: 4 h}, {within: 1 h, priority: urgent}]
  next_reply: {within: 2 h}
  resolution: {within: 2 days}
  approval: {within: 1 h}
""",
    "channels/form.md": """\
kind: channel
name: Form
medium: form
live: false
hours: {mon-fri: 09:00-17:00}
team: care
targets:
  first_reply: {within: 4 h}
  next_reply: {within: 4 h}
  resolution: {within: 3 days}
  approval: {within: 1 h}
""",
    "channels/phone.md": """\
kind: channel
name: Phone
medium: phone
live: true
address: "+62 22 555 0100"
hours: {mon-fri: 09:00-17:00}
otherwise: [email, form]
targets:
  answer: {within: 20 s, share: 80 %}
  hold: {within: 60 s}
  resolution: {within: 8 h}
  approval: {within: 1 h}
""",
    "teams/care.md": "kind: team\nname: Customer care\nroles: [representative, lead, manager]\n",
    "teams/workshop.md": "kind: team\nname: Workshop\ndepartment: true\nroles: [department]\n",
    "teams/bakery.md": "kind: team\nname: Bakery\ndepartment: true\nroles: [department]\n",
    "situations/refund.md": """\
kind: situation
name: Refund
words: {en: [refund, money back], id: [uang kembali]}
team: care
""",
    "situations/broken.md": """\
kind: situation
name: Broken machine
words: {en: [broken], id: [rusak]}
team: workshop
priority: high
""",
    "policies/refunds.md": """\
kind: policy
name: Refunds
situations: [refund]
authority:
  - {offer: refund, by: representative, up_to: 100000 IDR, per: case}
  - {offer: refund, by: lead, up_to: 500000 IDR, above: manager, within: 2 h}
  - {offer: refund, by: manager}
  - {offer: replacement, by: workshop}
  - {offer: replacement, by: manager}
""",
    "procedures/complaint.md": """\
kind: procedure
name: Complaint
situations: [refund, broken]
steps:
  - Say sorry, and say it first
  - do: Check the serial number
    say: {en: "May I have the serial number?", id: "Boleh saya minta nomor serinya?"}
words:
  - name: apology
    en: "I am sorry, {customer}, that this happened."
    id: "Mohon maaf, {customer}."
""",
    "conduct.md": """\
kind: conduct
name: How we treat people
scale: 1-5
standard:
  - {key: polite, asks: "Greets, thanks and says the customer's name"}
""",
}

ROLES = {
    "ayu": ("Ayu Lestari", ["manager"], ["care"]),
    "rani": ("Rani Wijaya", ["lead"], ["care"]),
    "sari": ("Sari Rahayu", ["representative"], ["care"]),
    "joko": ("Joko Santoso", ["representative"], []),
    "eko": ("Eko Prasetyo", ["department"], ["workshop"]),
    "tono": ("Tono Gunawan", ["department"], ["bakery"]),
    "dewi": ("Dewi Anggraini", ["trainer"], []),
    "hadi": ("Hadi Saputra", ["reviewer"], []),
    "melati": ("Melati Kusuma", ["administrator"], []),
}


def pages(**changes: str) -> dict[str, str]:
    """The plan's files by path. `pages(email="…")` puts other rules in the place of a page's, or adds one."""
    texts = dict(PAGES)
    for key, rules in changes.items():
        path = next((path for path in texts if path.split("/")[-1] == f"{key}.md"), f"{key}.md")
        texts[path] = rules
    return {path: f"---\n{rules}---\nWhat we do, and why.\n" for path, rules in texts.items()}


@dataclass(frozen=True)
class Cast:
    """Who takes part. `ayu` manages, `rani` leads, `sari` and `joko` represent, `eko` (workshop) and `tono` (bakery)
    are of departments, `dewi` trains, `hadi` reviews, `melati` administers; `budi` and `lina` are customers."""

    ayu: Any
    rani: Any
    sari: Any
    joko: Any
    eko: Any
    tono: Any
    dewi: Any
    hadi: Any
    melati: Any
    budi: Any
    lina: Any
    version: Any

    @property
    def staff(self) -> dict[str, Any]:
        """One user for each role, by role."""
        return {
            user.roles[0]: user
            for user in (getattr(self, key) for key in ROLES if key not in ("joko", "tono"))
        }


def make() -> Cast:
    """Set the business up; for the fixture, and for tests with a server of their own."""
    from layan.actions import accounts, customers, plans
    from layan.records.models import Business

    version = plans.publish(files=pages(), by=None, why="The first plan", at=SINCE)
    Business.objects.create(pk=1, set_up_at=SINCE)
    made = {
        key: accounts.make_user(
            email=f"{key}@example.com", name=name, roles=roles, teams=teams, password=PASSWORD, at=SINCE
        )
        for key, (name, roles, teams) in ROLES.items()
    }
    budi, _ = customers.found_or_made(
        kind="email", address="budi@example.net", name="Budi Hartono", language="id", at=SINCE
    )
    lina, _ = customers.found_or_made(
        kind="email", address="lina@example.org", name="Lina Kaya", language="tr", at=SINCE
    )
    cast = Cast(**made, budi=budi, lina=lina, version=version)
    assert {field.name for field in fields(Cast)} >= ROLES.keys()
    return cast


def a_case(cast: Cast, text: str = "My grinder is loud.", *, at: datetime = NOW, **more: Any) -> Any:
    """A case that budi opened by email with one message. `**more`: customer, channel, and fields of `Said`."""
    from layan.actions import messages

    customer = more.pop("customer", cast.budi)
    channel = more.pop("channel", "email")
    sender = customer.addresses.values_list("shown", flat=True).first() or ""
    values = {"subject": "A question", "sender": sender, "sender_name": customer.name} | more
    message = messages.receive(said=messages.Said(text, **values), customer=customer, channel=channel, at=at)
    message.case.refresh_from_db()
    return message.case


def signed_in(client: Any, user: Any) -> Any:
    """The client, as that user's browser."""
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def cast(db: Any) -> Any:
    from layan.records.plans import forgotten

    with forgotten():
        yield make()
