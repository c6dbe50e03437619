"""`layan plan may DIR --role R --offer O --amount A`: who may give what, and who decides if not."""

from collections.abc import Sequence
from datetime import UTC, datetime

from layan.plan.plan import Authority, Plan
from layan.plan.say import Code, Offer, Say, Value, say
from layan.plan.sentences.naming import decider, who
from layan.plan.units import Money, Unreadable, parse_money
from layan.plan.vocabulary import OFFER, SOMEBODY
from layan.runtime.plan.answers import answer, indented, told, utc
from layan.runtime.plan.arguments import Arguments, channel, moment, one_among, read_plan, situation
from layan.runtime.terminal import OK, WrongUsage


def main(given: Sequence[str]) -> int:
    """0 whatever the answer is: being told no is an answer too."""
    arguments, reader = (parser := _parser(given)).read(), parser.reader
    plan = read_plan(arguments, reader)
    reader = reader.at(plan.business.timezone)
    role, offer, amount = (
        _role(arguments.role, plan),
        _offer(arguments.offer, plan),
        _amount(arguments.amount, plan),
    )
    found = plan.may(
        "department" if role in plan.teams else role,
        offer,
        amount,
        at=moment(arguments.at, plan, reader) if arguments.at else datetime.now(UTC).replace(microsecond=0),
        departments=frozenset({role} & plan.teams.keys()),
        situation=situation(arguments.situation, plan) if arguments.situation else None,
        channel=channel(arguments.channel, plan) if arguments.channel else None,
    )
    working = told(found.working, reader)
    data = {
        "role": role,
        "offer": offer,
        "amount": str(amount) if amount else None,
        "verdict": found.verdict,
        "limit": str(found.limit) if found.limit else None,
        "left": str(found.left) if found.left else None,
        "decider": found.decider,
        "due": utc(found.due),
        "page": found.page,
        "working": working,
    }
    answer(data, [reader(_sentence(found, role, amount, plan)), *indented(working)], arguments)
    return OK


def _parser(given: Sequence[str]) -> Arguments:
    parser = Arguments("may", say("Tells who may give what to a customer, and who decides if not."), given)
    parser.option("--role", "R", say("a role, or the key of a department"), required=True)
    parser.option("--offer", "O", say("what is given, for example refund"), required=True)
    parser.option("--amount", "A", say("how much, for example {example}", example=Code('"75 USD"')))
    parser.option("--situation", "S", say("the key of a situation"))
    parser.option("--channel", "C", say("the key of a channel, for the time a decision takes"))
    parser.option("--at", "ISO", say("when it is asked; now, when absent"))
    return parser


def _role(written: str, plan: Plan) -> str:
    departments = [key for key, page in plan.teams.items() if page.rules.department]
    what = say("There is no role and no department {written}.", written=Code(written))
    return one_among(written, (*SOMEBODY, *departments), what)


def _offer(written: str, plan: Plan) -> str:
    known = {limit.offer for page in plan.policies.values() for limit in page.rules.authority}
    what = say("This plan knows no offer {written}.", written=Code(written))
    return one_among(written, sorted(known | OFFER.keys()), what)


def _amount(written: str | None, plan: Plan) -> Money | None:
    try:
        return parse_money(written, plan.business.currency) if written is not None else None
    except Unreadable as error:
        raise WrongUsage(error.say, error.instead) from None


def _sentence(found: Authority, role: str, amount: Money | None, plan: Plan) -> Say:
    asking = who(plan, role)
    gift: Value = Offer(found.offer)
    if amount:
        gift = say("{offer}, {amount}", offer=gift, amount=amount)
    if found.verdict == "yes":
        return say("{who} may give this: {offer}.", who=asking, offer=gift)
    if found.decider is None:
        return say("{who} may not give this, and nobody else may: {offer}.", who=asking, offer=gift)
    decides = decider(plan, found.decider)
    if found.due is None:
        return say("{who} may not give this alone: {offer}; {decider} decides.", who=asking, offer=gift,
                   decider=decides)  # fmt: skip
    return say("{who} may not give this alone: {offer}; {decider} decides, by {due}.", who=asking, offer=gift,
               decider=decides, due=found.due)  # fmt: skip
