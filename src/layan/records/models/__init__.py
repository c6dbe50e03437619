"""Every table we own, one file per noun. Rows have a shape and no behaviour: `actions` write, `queries` read."""

from layan.records.models.business import Business
from layan.records.models.case import Case, Event
from layan.records.models.customer import Address, Customer, CustomerMerge
from layan.records.models.draft import Draft
from layan.records.models.file import Attachment, StoredFile
from layan.records.models.letter import Letter
from layan.records.models.live import LiveEvent, Presence
from layan.records.models.mail import IncomingMail, OutboxMail, RawMail
from layan.records.models.mailbox import Mailbox, MailProvider, SigningKey
from layan.records.models.mention import Mention
from layan.records.models.message import Message, MessageId
from layan.records.models.plan import PlanVersion
from layan.records.models.search import SearchText
from layan.records.models.side import SideConversation
from layan.records.models.user import Invitation, SignInLink, TeamMember, User
from layan.records.models.view import SavedView

__all__ = [
    "Address",
    "Attachment",
    "Business",
    "Case",
    "Customer",
    "CustomerMerge",
    "Draft",
    "Event",
    "IncomingMail",
    "Invitation",
    "Letter",
    "LiveEvent",
    "MailProvider",
    "Mailbox",
    "Mention",
    "Message",
    "MessageId",
    "OutboxMail",
    "PlanVersion",
    "Presence",
    "RawMail",
    "SavedView",
    "SearchText",
    "SideConversation",
    "SignInLink",
    "SigningKey",
    "StoredFile",
    "TeamMember",
    "User",
]
