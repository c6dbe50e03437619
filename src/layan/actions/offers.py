"""What is given to a customer: made where the plan allows it, asked for where it does not, decided by who may."""

from datetime import datetime

from django.db import transaction

from layan.actions import ledger, letters
from layan.actions.ledger import Outcome
from layan.desk import commands, events
from layan.live import tell
from layan.plan.units import Money
from layan.records.models import Case, User
from layan.records.queries.offers import given_elsewhere
from layan.records.translate import actor_of, state_of


def make(*, case: Case, offer: str, amount: Money | None, reason: str, by: User, at: datetime) -> Outcome:
    """Give it. The refusal of one that is beyond her authority says who may decide it."""
    command = commands.MakeOffer(offer, amount, reason, given_elsewhere(case))
    return ledger.record(case=case, command=command, by=actor_of(by), at=at)


def ask(*, case: Case, offer: str, amount: Money | None, reason: str, by: User, at: datetime) -> Outcome:
    """Ask whoever may decide; they get a letter."""
    command = commands.AskApproval(offer, amount, reason, given_elsewhere(case))
    with transaction.atomic():
        outcome = ledger.record(case=case, command=command, by=actor_of(by), at=at)
        for recorded in outcome.events:
            if isinstance(recorded.event, events.ApprovalAsked):
                approval = state_of(outcome.row).approval(recorded.event.approval)
                assert approval is not None
                letters.ask_decision(case=outcome.row, approval=approval, asker=by, at=at)
                tell(what="approval", case=outcome.row.pk, at=at)
        return outcome


def decide(*, case: Case, approval: int, yes: bool, comment: str, by: User, at: datetime) -> Outcome:
    """Approve or decline."""
    no = commands.Decline(approval, comment)
    command = commands.Approve(approval, comment, given_elsewhere(case)) if yes else no
    return ledger.record(case=case, command=command, by=actor_of(by), at=at)


def withdraw(*, case: Case, approval: int, by: User, at: datetime) -> Outcome:
    """The one who asked no longer asks."""
    return ledger.record(case=case, command=commands.WithdrawApproval(approval), by=actor_of(by), at=at)
