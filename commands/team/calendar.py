"""`team go-live`, `team terms`: from when on something can be missed, and whose school terms hold."""

from __future__ import annotations

import re
from datetime import date, datetime

from commands.command import Command, Field, Request
from commands.kinds.words import Name
from commands.line import shorten
from commands.team.setting import SETTERS, change_setting
from notifications.message import FieldKind, Message
from policy.dates import Reading, read_when
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.terms import areas_with_terms, calendar_of


class ADayEitherSide:
    """A day that may have passed or be to come."""

    form_kind = FieldKind.MOMENT

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All of the line."""
        return line, ""

    def read(self, text: str, request: Request) -> Reading:
        """The day; the nearer one where a date without a year may be either. Raises Refused."""
        words = re.sub(r"^(?:on|from)\s+", "", text.strip(), flags=re.IGNORECASE)
        found, refusals = [], []
        for context in ("future", "past"):
            try:
                found.append(read_when(words, now=request.now, context=context, calendar=request.facts.calendar))
            except Refused as refusal:
                refusals.append(refusal)
        if not found:
            raise refusals[0]
        today = london_day(request.now)
        return min(found, key=lambda reading: abs(_day_of(reading) - today))

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


def _day_of(reading: Reading) -> date:
    return london_day(reading.value) if isinstance(reading.value, datetime) else reading.value


def team_go_live(request: Request, day: Reading) -> Message:
    """The day before which nothing is missed: what was due earlier is history that came with the team."""
    on = _day_of(day)
    before = request.team.go_live_on
    return change_setting(
        request,
        f"Go-live is {say_day(on)}: nothing that was due before is missed",
        _said(before),
        *(f"Assumed: {words}." for words in day.assumed),
        go_live_on=on,
    )


def _said(day: date | None) -> str:
    return say_day(day) if day else "no go-live date"


def team_terms(request: Request, area: str) -> Message:
    """Take the school terms of an area whose dates were imported. Raises Refused, naming them, for any other."""
    known = areas_with_terms(request.session)
    own = request.framework.area
    found = next((one for one in (*known, own) if one.casefold() == area.casefold()), None)
    if found is None:
        there = ", ".join(known) if known else "none yet (an admin imports them with: rrp-bot terms import FILE)"
        raise Refused(f"I have no term dates of “{shorten(area)}”. There are: {there}.")
    calendar = calendar_of(request.session, found)
    year = calendar.academic_year(london_day(request.now))
    guess = calendar.assumption(london_day(request.now))
    terms = [f"{term.name.capitalize()}: {say_day(term.first_day)} to {say_day(term.last_day)}." for term in year.terms]
    return change_setting(
        request,
        f"School terms are those of {found}",
        request.team.term_area or own,
        *terms,
        *((f"Mind: {guess}.",) if guess else ()),
        term_area=found,
    )


GO_LIVE = Command(
    name="team go-live",
    help="The day before which nothing counts as missed.",
    example="team go-live 1 Dec",
    fields=(Field("day", "Which day?", ADayEitherSide(), help="1 Dec"),),
    allowed=SETTERS,
    run=team_go_live,
    says=("team golive", "team go live"),
)
TERMS = Command(
    name="team terms",
    help="Whose school terms hold for your team.",
    example='team terms "Telford and Wrekin"',
    fields=(Field("area", "Of which council?", Name(), help="Telford and Wrekin"),),
    allowed=SETTERS,
    run=team_terms,
)
