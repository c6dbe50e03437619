"""A team as sentences."""

from typing import TYPE_CHECKING

from layan.plan.say import Language, Role, say
from layan.plan.vocabulary import humanised

if TYPE_CHECKING:
    from layan.plan.page import Page
    from layan.plan.pages.team import Team
    from layan.plan.plan import Plan
    from layan.plan.wording import Speaker


def tell(page: "Page[Team]", plan: "Plan", speaker: "Speaker") -> list[str]:
    rules = page.rules
    told = []
    if rules.department:
        told.append(say("A department: it is asked, and does not sit at the desk itself."))
    if rules.roles:
        told.append(say("The roles in this team: {roles}.", roles=tuple(Role(role) for role in rules.roles)))
    if rules.languages:
        languages = tuple(Language(code) for code in rules.languages)
        told.append(say("It speaks {languages}.", languages=languages))
    if rules.skills:
        told.append(say("It knows about {skills}.", skills=tuple(map(humanised, rules.skills))))
    if rules.input:
        told.append(say("It wants to hear about {topics}.", topics=tuple(map(humanised, rules.input))))
    return [speaker(each) for each in told]
