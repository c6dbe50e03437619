"""A plan with a page of every kind in which `check` finds nothing."""

from layan.plan.check import check
from layan.plan.plan import Plan
from layan.plan.wording import Speaker

PHONE, EMAIL, BUSINESS = "channels/phone.md", "channels/email.md", "business.md"
REFUNDS, REFUND, REFUNDING = "policies/refunds.md", "situations/refund.md", "procedures/refunding.md"

FILES = {
    "business.md": """---
kind: business
name: Kopi Senja
timezone: Asia/Jakarta
currency: IDR
languages: [en, id]
country: ID
fiscal_year: 04-01
team: care
reachable:
  mon-fri: 07:00-21:00
holidays:
  ID:
    2026-03-20: Idul Fitri
    2026-03-21: Idul Fitri (second day)
owner: head-of-care
review: 12 months
---
Who we are.
""",
    "customers.md": """---
kind: profile
name: Our customers
smallest_group: 10
fields:
  - {key: city, type: text}
  - {key: birth_year, type: number}
  - {key: member, type: choice, choices: [none, silver, gold], name: Card}
  - {key: since, type: date}
segments:
  regular: {name: Regulars, when: {member: [silver, gold]}}
  young: {name: Young customers, when: {birth_year: ">= 2000", since: "> 2024-01-01"}}
owner: head-of-care
review: 12 months
---
Who they are.
""",
    "channels/phone.md": """---
kind: channel
name: Phone
medium: phone
live: true
address: "+62 22 555 0100"
hours:
  mon-fri: [09:00-12:00, 13:00-17:00]
  sat: 09:00-12:00
holidays: ID
except:
  2026-12-24: 09:00-12:00
  2026-12-31: closed
targets:
  answer: {within: 20 s, share: 80 %}
  hold: {within: 60 s}
  resolution: {within: 8 h}
transfer: warm
otherwise: [email]
team: care
priority: high
owner: head-of-care
review: 12 months
---
When somebody calls us.
""",
    "channels/email.md": """---
kind: channel
name: Email
medium: email
live: false
address: care@example.com
hours:
  daily: 07:00-21:00
targets:
  first_reply:
    - {within: 4 h}
    - {within: 1 h, priority: [high, urgent], segment: regular}
  next_reply: {within: 8 h}
  approval: {within: 2 h}
  resolution: {within: 5 days, runs: [waiting, snoozed]}
reopen: 14 days
owner: head-of-care
review: 12 months
---
When somebody writes to us.
""",
    "teams/care.md": """---
kind: team
name: Care
roles: [representative, lead]
languages: [en, id]
skills: [espresso, grinder]
owner: head-of-care
review: 12 months
---
Who we are.
""",
    "teams/service-centre.md": """---
kind: team
name: Service centre
department: true
input: [product, packaging]
owner: head-of-service
review: 12 months
---
Who repairs.
""",
    "situations/refund.md": """---
kind: situation
name: Refund
words:
  en: [refund, money back]
  id: [uang kembali]
team: care
priority: normal
routes:
  - {channel: phone, team: care}
  - {language: id, segment: regular, team: care, priority: high}
  - {segment: [regular, young], priority: urgent}
targets:
  resolution: {within: 3 days, channel: email}
owner: head-of-care
review: 12 months
---
Somebody wants the money back.
""",
    "policies/refunds.md": """---
kind: policy
name: Refunds
situations: [refund]
authority:
  - {offer: refund, by: representative, up_to: 500000 IDR, per: case}
  - {offer: refund, by: lead, up_to: 2000000 IDR, above: manager, within: 2 h}
  - {offer: refund, by: manager}
  - {offer: goodwill, by: representative, up_to: 250000 IDR, times: 2, per: customer, in: 12 months}
  - {offer: goodwill, by: manager}
  - {offer: replacement, by: service-centre}
owner: head-of-care
review: 12 months
---
When someone asks for the money back, listen first.
""",
    "procedures/refunding.md": """---
kind: procedure
name: Refunding
situations: [refund]
channels: [phone, email]
steps:
  - Say sorry
  - do: Check the receipt
    say: {en: "May I have the number?", id: "Boleh saya minta nomornya?"}
words:
  - name: apology
    en: "I am sorry, {customer}."
    id: "Mohon maaf, {customer}."
owner: head-of-care
review: 12 months
---
How it is done.
""",
    "conduct.md": """---
kind: conduct
name: How we treat people
scale: 1-5
standard:
  - {key: polite, asks: Greets and thanks}
  - {key: empathic, asks: Says what it must be like for the customer}
owner: head-of-care
review: 12 months
---
All of them together.
""",
}

_INDONESIAN = {
    "procedures/refunding.md": "steps: [Minta maaf, Periksa struk]\n",
    "conduct.md": "standard: {polite: Menyapa dan berterima kasih, empathic: Mengatakan bagaimana rasanya}\n",
    "customers.md": "fields: {member: Kartu}\nsegments: {regular: Pelanggan tetap, young: Pelanggan muda}\n",
}

FILES |= {
    f"{path.removesuffix('.md')}.id.md": (
        f"---\n{_INDONESIAN.get(path, '')}"
        f"name: {'Telepon' if path == 'channels/phone.md' else 'Halaman'}\n---\nIsi.\n"
    )
    for path in list(FILES)
}


def files(**changes):
    """The files with some text replaced: `files(**{"business.md": ("currency: IDR", "currency: USD")})`.
    None in place of a pair removes the file."""
    changed = dict(FILES)
    for path, change in changes.items():
        if change is None:
            del changed[path]
        else:
            old, new = change
            assert old in changed[path], f"{old!r} is not in {path}"
            changed[path] = changed[path].replace(old, new)
    return changed


def plan(**changes):
    return Plan.read(files(**changes))


def found(**changes):
    """What check says of the plan so changed: file, line, code and words."""
    speaker = Speaker("en", "Asia/Jakarta")
    problems = check(plan(**changes))
    return [(p.position.file, p.position.line, p.code, speaker(p.say)) for p in problems]


def codes(**changes):
    return [code for _, _, code, _ in found(**changes)]
