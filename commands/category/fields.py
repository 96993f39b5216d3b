"""Fields and words that several verbs about categories share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from commands.actions.fields import AReason
from commands.command import ADVISERS, Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.near_day import ANearDay
from commands.kinds.words import Choice
from policy.categories import Category
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.categories import Categorisation, categories_of_school, proposed
from storage.people import Role
from storage.schools import School

LEADS = frozenset({Role.LEAD})
_NUMBER = r"\d{1,2}(?:\.\d{1,2})?"
_CITED = re.compile(
    rf"\s*(?:criteri(?:on|a)\s+)?({_NUMBER}(?:\s*(?:,|;|&|\band\b)+\s*{_NUMBER})*)\s*\.?\s*(?:$|:|[–—-]\s)",
    re.IGNORECASE,
)


def categories_said(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Each category by key, with its name and what people may type for it."""
    return tuple((one.key, one.name, (one.short, one.name, *one.says)) for one in request.framework.categories)


class ADay(ANearDay):
    """A day on either side of today, the nearer one where no year is said; not further away than a school year."""

    def read(self, text: str, request: Request) -> Reading:
        """The day. Raises Refused for what is no day, and for one in a year whose terms nobody can know."""
        reading = super().read(text, request)
        here = request.facts.calendar.academic_year(london_day(request.now)).starts
        there = request.facts.calendar.academic_year(reading.value).starts
        if abs(there - here) > 1:
            raise Refused(
                f"{say_day(reading.value)} is too far away. A category begins in this school year, the one before or "
                "the next, for example: from 5 January"
            )
        return reading


THE_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
THE_CATEGORY = Field("category", "Which category?", Choice(categories_said, "category"))
THE_REASON = Field("because", "Why?", AReason(), opening="because")
THE_DAY = Field("from_on", "From when?", ADay(whole=True), opening="from", help="5 January")


def name_of(request: Request, key: str) -> str:
    """How the council calls this category."""
    found = request.framework.category(key)
    return found.name if found else key


def may_see_proposals(request: Request) -> bool:
    """Whether somebody may hear of a category before the school was told: advisers and leads of the team."""
    return bool(ADVISERS & request.roles)


def the_proposal(request: Request, school: School) -> Categorisation:
    """The category that is proposed for a school. Raises Refused where there is none."""
    found = proposed(categories_of_school(request.session, request.team.id, school.id))
    if found is None:
        known = request.framework.categories
        example = f" First: category propose {school.urn} {known[-1].short} from 5 January because ..." if known else ""
        raise Refused(f"Nothing is proposed for {school.name}.{example}")
    return found


def cited(because: str) -> tuple[str, ...]:
    """The numbers of criteria that a reason cites: of “4, 11 and 17: attendance” 4, 11 and 17.

    They fill the reason, or stand before its colon or dash: “3 weak terms” cites nothing.
    """
    found = _CITED.match(because)
    return tuple(dict.fromkeys(re.findall(_NUMBER, found[1]))) if found else ()


def numbers_of(one: Categorisation) -> tuple[str, ...]:
    """The numbers of criteria that a category cites."""
    return tuple(one.criteria.split(", ")) if one.criteria else ()


def may_read_reasons(request: Request, one: Categorisation) -> bool:
    """Whether the asker may read why: advisers and leads; where a restricted list is cited (W2-21, which describes
    persons), only leads and whoever proposed it.
    """
    restricted = {str(each.number) for each in request.framework.indicators if each.restricted}
    if any(number.partition(".")[0] in restricted for number in numbers_of(one) if "." in number):
        return Role.LEAD in request.roles or request.person.id == one.proposed_by_id
    return may_see_proposals(request)


def criteria_lines(request: Request, category: Category, numbers: Sequence[str]) -> tuple[str, ...]:
    """Each criterion that is cited, as the document prints it. Raises Refused for a number that is not printed."""
    return tuple(f"{number}. {_criterion(request, category, number)}" for number in numbers)


def _criterion(request: Request, category: Category, number: str) -> str:
    own = {str(one.number): one.text for one in category.criteria}
    lists = {
        f"{one.number}.{place}": text
        for one in request.framework.indicators
        for place, text in enumerate(one.entries, 1)
    }
    printed = own or lists
    if number in printed:
        return printed[number]
    if own:
        raise Refused(f"{category.name} has criteria 1 to {max(map(int, own))}, and no {number}.")
    known = ", ".join(f"{one.number}.1 to {one.number}.{len(one.entries)}" for one in request.framework.indicators)
    raise Refused(f"There is no criterion {number}. There are: {known}.")


def since_line(one: Categorisation, request: Request, today: date) -> str:
    """`Category B2 since Monday 5 January 2026`, or with both days."""
    name = name_of(request, one.category)
    if one.until_on is not None:
        return f"{name} from {say_day(one.from_on)} to {say_day(one.until_on)}"
    return f"{name} {'since' if one.from_on <= today else 'from'} {say_day(one.from_on)}"
