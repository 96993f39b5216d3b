"""`time`: what was spent and is booked for schools, against the council's notional table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from commands.allocation.fields import allocation_of, has_a_table, say_granted
from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.a_person import APerson
from commands.kinds.a_school import ASchool
from notifications.message import Button, Message, Table
from notifications.time_spent import SchoolTime, school_days_left, shortfalls_of, time_of_schools
from policy.charging import amount_of, category_on, line_of, say_amount
from policy.due_periods import year_bounds
from policy.refused import Refused
from policy.saying import london_day, say_day_briefly
from policy.time_lines import Allocation
from storage.people import Person, Role
from storage.schools import School
from storage.time_entries import time_entries_between

LAST_ENTRIES = 5
A_DASH = "-"


def time_shown(request: Request, page: int | None, who: Person | None, school: School | None) -> Message:
    """All schools, one school line by line, or the time of one person school by school.

    What others spent is read by leads alone. Raises Refused where the documents print no table.
    Source: V3-20 to V3-23, W2-06, H4-11 to H4-15.
    """
    allocation = allocation_of(request)
    found = time_of_schools(request.session, request.facts, allocation, london_day(request.now))
    if school is not None:
        return _of_school(request, allocation, school, found)
    if who is not None:
        return _of_person(request, allocation, who, found)
    return _of_all(request, allocation, found, page)


def _label(request: Request) -> str:
    return request.facts.calendar.academic_year(london_day(request.now)).label


def _of_all(request: Request, allocation: Allocation, found: Sequence[SchoolTime], page: int | None) -> Message:
    if not found:
        return Message("No time yet", ("It counts from visits and meetings, and from: time log Blackwood 1d desk-top",))
    today = london_day(request.now)
    days_left = school_days_left(request.facts, today)
    inner = sorted(found, key=lambda one: (not one.alarms(days_left), one.school.name, one.school.urn))
    shown = page_of(inner, page, "time")
    rows = tuple(
        (
            one.school.name,
            f"{_number(one.spent)} of {_number(one.granted)}",
            _number(one.booked),
            _number(one.forecast),
            "; ".join(f"{line.line.label}: {alarm}" for line, alarm in one.alarms(days_left)),
        )
        for one in shown.rows
    )
    lines = [f"{allocation.name}, in {allocation.unit}; spent and booked against what the table gives."]
    lines += shortfalls_of(allocation, found, today)
    more = (Button("More", f"time page {shown.number + 1}"),) if shown.has_more else ()
    return Message(
        f"Time in {_label(request)}{shown.said}",
        tuple(lines),
        Table(("School", "Spent", "Booked", "Comes to", "To look at"), rows),
        (*more, Button("Log time", "time log")),
    )


def _of_school(request: Request, allocation: Allocation, school: School, found: Sequence[SchoolTime]) -> Message:
    own = next((one for one in found if one.school.id == school.id), None)
    steps = (Button("Log time", f"time log {school.urn}"), Button("How it stands", f"board {school.urn}"))
    if own is None:
        return Message(
            f"{school.name}: no time in {_label(request)}",
            ("The table gives nothing to a school like it.",),
            None,
            steps,
        )
    today = london_day(request.now)
    alarms = {line.line.key: alarm for line, alarm in own.alarms(school_days_left(request.facts, today))}
    rows = tuple(
        (
            line.line.label,
            say_granted(line, allocation.unit),
            _number(line.spent),
            _number(line.booked),
            _number(line.forecast),
            alarms.get(line.line.key, ""),
        )
        for line in own.lines
    )
    spent, comes_to = say_amount(own.spent, allocation.unit), say_amount(own.forecast, allocation.unit)
    document = request.framework.document(allocation.document)
    lines = [
        f"{spent} spent, {comes_to} by the end of the year; the table gives {say_amount(own.granted, allocation.unit)}."
    ]
    lines += [f"{allocation.name} ({document.title})."] if document else [f"{allocation.name}."]
    lines += shortfalls_of(allocation, [own], today)
    lines += _logged(request, allocation, school)
    headings = ("Line", "Table", "Spent", "Booked", "Comes to", "To look at")
    return Message(f"{school.name}: time in {_label(request)}", tuple(lines), Table(headings, rows), steps)


def _logged(request: Request, allocation: Allocation, school: School) -> list[str]:
    """The last entries that were logged by hand, so that one that is wrong can be seen and taken out."""
    first, last = year_bounds(
        request.facts.calendar, request.facts.calendar.academic_year(london_day(request.now)).starts
    )
    entries = time_entries_between(request.session, request.team.id, first, last)
    labels = {line.key: line.label for line in allocation.lines}
    return [
        f"Logged {say_day_briefly(one.on)} by {one.person.name}: {labels.get(one.line, one.line)}, "
        f"{_minutes(one.minutes)}{f': {one.words}' if one.words else ''}"
        for one in [each for each in entries if each.school_id == school.id][-LAST_ENTRIES:]
    ]


def _minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def _of_person(request: Request, allocation: Allocation, who: Person, found: Sequence[SchoolTime]) -> Message:
    if who.id != request.person.id and Role.LEAD not in request.roles:
        raise Refused(f"What others spent is read by leads. Yours: time @{request.person.first_name.casefold()}")
    rows, spent_in_all = [], Decimal(0)
    for one in found:
        spent = booked = Decimal(0)
        for work in one.works:
            line = line_of(allocation, work, category_on(one.spells, work.on), is_academy=one.school.is_academy)
            if line is None or work.person_id != who.id:
                continue
            amount = amount_of(allocation, line, work)
            spent, booked = (spent + amount, booked) if work.is_done else (spent, booked + amount)
        if spent or booked:
            rows.append((one.school.name, _number(spent), _number(booked)))
            spent_in_all += spent
    return Message(
        f"{who.name}: {say_amount(spent_in_all, allocation.unit)} in {_label(request)}",
        (f"As the table charges it, in {allocation.unit}.",) if rows else ("Nothing is charged yet.",),
        Table(("School", "Spent", "Booked"), tuple(rows)) if rows else None,
    )


def _number(amount: Decimal) -> str:
    return f"{amount.normalize():f}" if amount else A_DASH


COMMAND = Command(
    name="time",
    help="Time against the council's table: all schools, one school, or one person.",
    example="time Blackwood",
    fields=(
        Field("page", "Which page?", APage("time page 2"), required=False),
        Field("who", "Whose?", APerson("who"), required=False, help="@sam"),
        Field("school", "Which school?", ASchool(), required=False, help="name, part of it, or URN; none: all"),
    ),
    allowed=ADVISERS,
    run=time_shown,
    changes=False,
    bare_runs=True,
    wanted_by=has_a_table,
)
