"""Whether what a page names is there: other pages, departments, segments."""

from collections.abc import Mapping
from typing import cast

from layan.plan.page import Attempt
from layan.plan.pages.profile import Profile
from layan.plan.pages.team import Team
from layan.plan.reading.fields import Findings, Reference, one_of
from layan.plan.reading.values import DEPARTMENT, SEGMENT
from layan.plan.roles import LADDER
from layan.plan.say import Code, Kind, Say, say


def resolve(findings: Findings, attempts: Mapping[str, Attempt]) -> None:
    """Reports every reference to nothing. What could not be read is given the benefit of the doubt."""
    known = _Known(attempts)
    for reference in findings.references:
        if (wrong := known.wrong(reference)) is not None:
            findings.report(reference.position, "reference", *wrong)


class _Known:
    """What there is to refer to, by the keys of pages."""

    def __init__(self, attempts: Mapping[str, Attempt]) -> None:
        self.attempts = attempts

    def wrong(self, reference: Reference) -> tuple[Say, Say] | None:
        """What is wrong with a reference and what to write instead, if anything is."""
        if reference.kind == SEGMENT:
            return self._no_segment(Code(reference.key))
        if reference.kind == DEPARTMENT:
            return self._no_department(Code(reference.key))
        return self._no_page(Code(reference.key), reference.kind, reference.position.file)

    def _no_segment(self, key: Code) -> tuple[Say, Say] | None:
        may_be_profiles = [a.page for a in self.attempts.values() if a.kind in ("profile", None)]
        rules = [cast(Profile, page.rules) for page in may_be_profiles if page]
        segments = [segment.key for profile in rules for segment in profile.segments]
        if key.key in segments or None in may_be_profiles:
            return None
        return say("There is no segment {key}.", key=key), one_of(key.key, segments)

    def _no_department(self, key: Code) -> tuple[Say, Say] | None:
        teams = {name: attempt.page for name, attempt in self._of_kind("team").items()}
        departments = [name for name, page in teams.items() if not page or cast(Team, page.rules).department]
        if key.key in departments or self._is_of_unknown_kind(key):
            return None
        if key.key in teams:
            what = say("The team {key} is no department.", key=key)
            return what, say("Write {line} on its page.", line=Code("department: true"))
        what = say("There is no department {key}, and no role either that decides.", key=key)
        return what, one_of(key.key, (*LADDER, *departments))

    def _no_page(self, key: Code, kind: str, file: str) -> tuple[Say, Say] | None:
        attempt = self.attempts.get(key.key)
        if self._is_of_unknown_kind(key):
            return None
        if attempt is None:
            what = say("There is no page {key} of this kind: {kind}.", key=key, kind=Kind(kind))
            return what, one_of(key.key, self._of_kind(kind))
        if attempt.kind != kind:
            what = say("The page {key} is of another kind: {kind}.", key=key, kind=Kind(attempt.kind or ""))
            return what, one_of("", self._of_kind(kind))
        if attempt.file.path == file:
            return say("This is the page itself."), say("Name another one.")
        return None

    def _of_kind(self, kind: str) -> dict[str, Attempt]:
        return {key: attempt for key, attempt in self.attempts.items() if attempt.kind == kind}

    def _is_of_unknown_kind(self, key: Code) -> bool:
        attempt = self.attempts.get(key.key)
        return attempt is not None and attempt.kind is None
