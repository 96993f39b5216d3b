"""Where a line of a team's own file becomes schools, people and days of that team."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from policy.dates import read_when
from policy.framework import Framework
from policy.refused import Refused
from policy.saying import LONDON, london_day, say_day
from policy.school_calendar import SchoolCalendar
from policy.written_days import read_whole_day
from storage.imports.grids import Cell
from storage.imports.sheets import Column, Line
from storage.meetings import Meeting
from storage.people import Person
from storage.school_finder import Kind, SchoolIndex
from storage.schools import Contact, School, Standing, school_with_urn
from storage.successors import successors_of
from storage.teams import Team

SCHOOL = Column("school", ("School", "School name", "Name of school", "Establishment", "EstablishmentName", "Name"))
URN = Column("urn", ("URN", "School URN", "URN number", "Unique reference number"))
A_SCHOOL = ("urn", "school")

_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_FIRST_SERIAL = date(1899, 12, 30)
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
_RELATIVE = re.compile(
    r"\b(?:today|tomorrow|yesterday|tonight|now|next|this|last|ago|in|from|weeks?|fortnight|months?|days?)\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"\b(?:term|half term|autumn|spring|summer|easter|christmas|year)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b|\b\d\d/\d\d\b")


@dataclass(frozen=True)
class Desk:
    """What an import knows of the team besides the file.

    `adviser_called`, `lead_called` and `book` are what commands do with a name, with who leads an action at a school
    and with a booking (school, key of the kind, start); they raise Refused with a sentence. `now` is an aware instant.
    """

    session: Session
    team: Team
    entered_by: Person
    now: datetime
    framework: Framework
    calendar: SchoolCalendar
    schools: SchoolIndex
    adviser_called: Callable[[str], Person]
    lead_called: Callable[[str, School], Person | Contact | str]
    book: Callable[[School, str, datetime], Meeting]

    @property
    def today(self) -> date:
        """The day it is in London."""
        return london_day(self.now)

    def school(self, line: Line) -> School:
        """The open school that a line is about, by its URN, else by its name, never guessed. Raises Refused."""
        urn, name = line.words("urn"), line.words("school")
        if not urn and not name:
            raise Refused("no school: fill in its URN or its name")
        number = urn.casefold().removeprefix("urn").strip(" :")
        if not urn and re.fullmatch(r"\d{5,7}", name):
            number, name = name, ""
        found = self._with_urn(number) if number else self._named(name)
        if number and name:
            self._check_agrees(found, name)
        self._check_is_open(found)
        return found

    def _with_urn(self, text: str) -> School:
        found = school_with_urn(self.session, int(text)) if re.fullmatch(r"[0-9]{5,7}", text) else None
        if found is None:
            raise Refused(f"no school has the URN “{text[:20]}”; look it up with: school NAME")
        if found.la_code != self.team.la_code:
            raise Refused(f"{found.name}, URN {found.urn}, is a school of {found.la_name or 'another council'}")
        return found

    def _named(self, name: str) -> School:
        found = self.schools.find(name)
        some = ", ".join(f"{school.name} ({school.place})" for school in found.schools[:4])
        if found.kind is Kind.ONE:
            return found.schools[0]
        if found.kind is Kind.SEVERAL:
            raise Refused(f"{len(found.schools)} schools could be “{name[:60]}”: {some}. Fill in the URN")
        if found.kind is Kind.SLIP:
            raise Refused(f"no school is called “{name[:60]}”. Perhaps {some}? Fill in the URN")
        raise Refused(f"no school is called “{name[:60]}”; fill in the URN")

    def _check_agrees(self, school: School, name: str) -> None:
        found = self.schools.find(name)
        if found.kind is Kind.ONE and found.schools[0].urn != school.urn:
            other = found.schools[0]
            if other.name.casefold() == school.name.casefold():
                return
            raise Refused(
                f"URN {school.urn} is {school.name}, but “{name[:60]}” is {other.name}, URN {other.urn}; mend one"
            )

    def _check_is_open(self, school: School) -> None:
        if school.standing != Standing.CLOSED:
            return
        after = ", ".join(f"{one.name}, URN {one.urn}" for one in successors_of(self.session, school)[:3])
        closed = f" on {say_day(school.closed_on)}" if school.closed_on else ""
        raise Refused(
            f"{school.name}, URN {school.urn}, closed{closed}. "
            + (f"Its successor is {after}: put that URN there" if after else "Take the line out, or mend the URN")
        )

    def day(self, cell: Cell, what: str) -> date:
        """The London day of a cell: a date of Excel, its number, or a day as text. Raises Refused."""
        value = self.moment(cell, what)
        return london_day(value) if isinstance(value, datetime) else value

    def moment(self, cell: Cell, what: str) -> date:
        """The day of a cell, or the aware London moment where it has a time. Raises Refused, naming the column `what`.

        Words that mean another day later on, such as “next week” or “end of term” without its year, are refused: nobody
        knows when they were typed.
        """
        if isinstance(cell, datetime):
            return cell.replace(tzinfo=LONDON)
        if isinstance(cell, date):
            return cell
        text = _MIDNIGHT.sub("", " ".join(cell.split()))
        if (serial := _SERIAL.fullmatch(text)) and 30_000 <= int(serial[1]) <= 73_050:
            return _FIRST_SERIAL + timedelta(days=int(serial[1]))
        with suppress(Refused):
            return read_whole_day(text)
        if re.search(r"\d", text) and not _RELATIVE.search(text) and (_YEAR.search(text) or not _TERM.search(text)):
            with suppress(Refused):
                return read_when(text, now=self.now, context="future", calendar=self.calendar).value
            with suppress(Refused):
                return read_when(text, now=self.now, context="past", calendar=self.calendar).value
        raise Refused(f"“{what}” is “{text[:40]}”, which is no day; write it like 12/11/2026")
