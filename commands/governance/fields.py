"""Fields and words that several verbs about the governance audit share."""

from __future__ import annotations

import re
from datetime import date

from commands.command import ADVISERS, Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.past_day import APastDay
from commands.kinds.words import Choice, LongText
from notifications.message import Button
from policy.refused import Refused
from policy.reviews import GovernanceAudit
from policy.saying import say_day
from storage.governance import GovernanceRating, ratings_of
from storage.school_finder import Kind
from storage.schools import School

THE_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
WHEN = Field("on", "When?", APastDay(), required=False, opening="on", help="3 November; none: today")


class AFewSentences(LongText):
    """A few sentences."""

    most = 4_000

    def read(self, text: str, request: Request) -> str:
        """The words, without the colon before them."""
        return super().read(text.strip().removeprefix(":").strip(), request)


def _ratings(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    audit = request.framework.governance_audit
    return tuple((one, one.capitalize(), ()) for one in audit.ratings) if audit else ()


class ARating(Choice):
    """Red, amber or green, at the end of the line: a school may be called Dale Green."""

    def __init__(self) -> None:
        super().__init__(_ratings, "rating")

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The last word of the line where it is a rating, and not the last of a school's name."""
        match = re.search(r"(?<!\S)(\w+)[\s.,;]*$", line)
        known = {value for value, _label, _words in _ratings(request)}
        if match is None or match[1].casefold() not in known or not line[: match.start()].strip():
            return super().find(line, request) if match is None else None
        before = request.schools.find(line[: match.start()])
        if before.kind is not Kind.ONE and request.schools.find(line).kind is Kind.ONE:
            return None
        return match[1].casefold(), line[: match.start()]


THE_RATING = Field("rating", "Red, amber or green?", ARating())


def audit_of(request: Request) -> GovernanceAudit:
    """What the documents say of the audit. Raises Refused where they have none."""
    audit = request.framework.governance_audit
    if audit is None:
        raise Refused(f"{request.framework.strategy} asks for no audit of governance.")
    return audit


def latest(request: Request, school: School) -> GovernanceRating:
    """The latest audit of a school. Raises Refused where there is none."""
    found = ratings_of(request.session, request.team.id, school.id)
    if not found:
        raise Refused(f"No audit of {school.name} is on record. First: governance rate {school.urn} amber: vacancies")
    return found[0]


def open_until(request: Request, one: GovernanceRating) -> date | None:
    """The last day on which the school may answer (ours: so many working days); None before it was told."""
    if one.told_on is None:
        return None
    days = audit_of(request).response_working_days
    return request.facts.working_time.add_working_days(one.told_on, days)


def rating_lines(request: Request, one: GovernanceRating) -> tuple[str, ...]:
    """All of one audit, in order; what is not final is for advisers and leads alone."""
    final = (
        (f"Final {say_day(one.final_on)}: {one.final_rating}{f', {one.final_words}' if one.final_words else ''}.",)
        if one.final_on
        else ()
    )
    if not ADVISERS & request.roles:
        return final
    lines = [f"Audited {say_day(one.audited_on)} by {one.rated_by.name}: {one.rating}."]
    lines += [f"Recommendations: {one.recommendations}"] if one.recommendations else []
    until = open_until(request, one)
    if one.told_on is None or until is None:
        lines.append("Head teacher and Chair of Governors: not told yet.")
    else:
        lines.append(
            f"Head teacher and Chair of Governors told {say_day(one.told_on)}; they may answer until {say_day(until)}."
        )
    if one.answered_on is not None:
        lines.append(f"Answered {say_day(one.answered_on)}: {one.answer_words}")
    return (*lines, *final)


def steps(one: GovernanceRating) -> tuple[Button, ...]:
    """What is likely to follow."""
    urn = one.school.urn
    if one.final_on is not None:
        return (Button("How it stands", f"board {urn}"),)
    if one.told_on is None:
        return (Button("They were told", f"governance told {urn}"),)
    answer = (Button("Their answer", f"governance answer {urn}"),) if one.answered_on is None else ()
    return (*answer, Button("Final", f"governance final {urn}"))
