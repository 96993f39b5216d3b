"""When reminders are due, reckoned a second time and in another way than the program does: from its specification.

Nothing of the program is imported here. All instants are aware and whole minutes, the school year is 2026/27.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

BANK_HOLIDAYS = {
    date.fromisoformat(day)
    for day in (
        *("2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01"),
        *("2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30"),
    )
}
SCHOOL_HOLIDAYS = tuple(
    (date.fromisoformat(first), date.fromisoformat(last))
    for first, last in (
        ("2026-07-21", "2026-08-31"),
        ("2026-10-24", "2026-11-01"),
        ("2026-12-19", "2027-01-03"),
        ("2027-02-13", "2027-02-21"),
        ("2027-03-26", "2027-04-11"),
        ("2027-05-29", "2027-06-06"),
        ("2027-07-21", "2027-08-31"),
    )
)


def wall(instant: datetime) -> datetime:
    """What London's clocks show."""
    return instant.astimezone(LONDON)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A wall time of London as an instant."""
    return datetime.combine(day, time(hour, minute), LONDON).astimezone(UTC)


def day_of(instant: datetime) -> date:
    """London's day."""
    return wall(instant).date()


def as_typed(instant: datetime) -> str:
    """A moment as somebody types it: `24 November 2026 2:00pm`."""
    shown = wall(instant)
    return f"{shown:%d %B %Y} {shown:%I:%M}{'am' if shown.hour < 12 else 'pm'}"


def works(day: date) -> bool:
    """Monday to Friday, and no bank holiday."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def teaches(day: date) -> bool:
    """A working day outside the school holidays."""
    return works(day) and not any(first <= day <= last for first, last in SCHOOL_HOLIDAYS)


def is_open(instant: datetime) -> bool:
    """Working hours, in which people may be disturbed: 08:30 to just before 17:00 of a working day."""
    shown = wall(instant)
    return works(shown.date()) and time(8, 30) <= shown.time() < time(17, 0)


@cache
def first_open(instant: datetime) -> datetime:
    """The first minute from here on in which people may be disturbed."""
    while not is_open(instant):
        opening = at(day_of(instant), 8, 30)
        instant = opening if opening > instant else at(day_of(instant) + DAY, 8, 30)
    return instant


def working_day(day: date, step: int) -> date:
    """The next working day, or the one before."""
    day += step * DAY
    while not works(day):
        day += step * DAY
    return day


@cache
def last_call(due: datetime) -> datetime:
    """The minute from which one working hour is left: counted back minute by minute."""
    minutes = 0
    while minutes < 60:
        due -= MINUTE
        minutes += is_open(due)
    return due


@cache
def last_working_day(due: datetime) -> date:
    """The day of the last working moment that is not after the deadline; opening and closing time are in."""
    day = day_of(due)
    return day if works(day) and due >= at(day, 8, 30) else working_day(day, -1)


@cache
def late_from(ended: datetime) -> datetime:
    """When both the 48 hours and two working days have passed, at the wall time at which the visit ended."""
    day = day_of(ended)
    for _ in range(2):
        day = working_day(day, +1)
    shown = wall(ended)
    return max(ended + 48 * 60 * MINUTE, at(day, shown.hour, shown.minute))


@dataclass(frozen=True)
class VisitAsSaid:
    """What people have said of a visit, as far as reminders depend on it."""

    ref: str
    school: str
    adviser: str
    state: str
    owes: bool
    attempt: bool
    started: datetime
    ended: datetime
    known: datetime
    logged: datetime
    sent: datetime | None = None
    mailed: bool = False
    excused: bool = False
    snoozed: datetime | None = None
    failed: datetime | None = None

    @property
    def clock_runs(self) -> bool:
        """Whether a note is owed and has not gone."""
        return self.state == "made" and self.owes and self.sent is None and not self.excused

    @property
    def due(self) -> datetime:
        """48 hours elapsed."""
        return self.ended + 48 * 60 * MINUTE


@dataclass(frozen=True)
class Due:
    """Something that is to be said once to one receiver, in [at, until). `once` names the occasion."""

    what: str
    ref: str
    to: str
    at: datetime
    until: datetime | None
    once: tuple[object, ...]
    firm: bool = False

    @property
    def about_notes(self) -> bool:
        """Whether it shares the day's one message about notes."""
        return self.what in {"note", "late"}

    def stands(self, moment: datetime) -> bool:
        """Whether it may be said at this moment."""
        return self.at <= moment and (self.until is None or moment < self.until)

    def moment(self, since: datetime) -> datetime:
        """The first moment from `since` on at which it can be said: a letter disturbs nobody."""
        moment = max(self.at, since)
        return moment if self.what == "letter" else first_open(moment)


def dues(visit: VisitAsSaid, leads: tuple[str, ...], first: date, last: date) -> list[Due]:
    """All that is due about a visit on these days, at least."""
    if visit.snoozed is not None:
        first, last = min(first, day_of(visit.snoozed)), max(last, day_of(visit.snoozed))
    about_the_note = _put_off(visit, _about_the_note(visit, leads, first, last))
    return [*about_the_note, *_about_the_plan(visit), *_about_the_letter(visit)]


def _put_off(visit: VisitAsSaid, found: list[Due]) -> list[Due]:
    """What an adviser has snoozed comes when the snooze ends, at the latest; the leads hear all the same."""
    if visit.snoozed is None or not visit.clock_runs:
        return found
    kept = [due for due in found if due.what == "late" or due.at >= visit.snoozed]
    day = day_of(visit.snoozed)
    if not any(due.what == "note" and day_of(due.at) == day for due in kept):
        once = ("note", visit.ref, visit.adviser, day)
        kept.append(Due("note", visit.ref, visit.adviser, visit.snoozed, at(day + DAY, 0), once))
    return kept


def firm_call(visit: VisitAsSaid) -> datetime | None:
    """The last call, unless the visit ended or was told of after it."""
    call = last_call(visit.due)
    return call if visit.clock_runs and call > max(visit.ended, visit.known) else None


def _about_the_note(visit: VisitAsSaid, leads: tuple[str, ...], first: date, last: date) -> list[Due]:
    if not visit.clock_runs:
        return []
    known = max(visit.ended, visit.known)
    found = []
    day_before = at(working_day(last_working_day(visit.due), -1), 9)
    if day_before > known:
        found.append((day_before, False))
    call = firm_call(visit)
    if call is not None:
        found.append((call, True))
    day = first
    while day <= last:
        if teaches(day) and at(day, 9) > max(visit.due, known):
            found.append((at(day, 9), False))
        day += DAY
    told = []
    for moment, firm in found:
        day, end = day_of(moment), at(day_of(moment) + DAY, 0)
        told.append(Due("note", visit.ref, visit.adviser, moment, end, ("note", visit.ref, visit.adviser, day), firm))
        if moment >= late_from(visit.ended):
            others = [lead for lead in leads if lead != visit.adviser]
            told += [Due("late", visit.ref, lead, moment, end, ("note", visit.ref, lead, day), firm) for lead in others]
    return told


def _about_the_plan(visit: VisitAsSaid) -> list[Due]:
    if visit.state != "planned":
        return []
    brief = at(working_day(day_of(visit.started), -1), 16)
    question = at(working_day(day_of(visit.ended), +1), 9)
    who, when, silent = visit.adviser, visit.started, visit.snoozed or visit.logged
    found = [Due("question", visit.ref, who, max(question, silent), None, ("question", visit.ref, who, when))]
    if brief > visit.logged and brief >= silent:
        found.append(Due("brief", visit.ref, who, brief, when, ("brief", visit.ref, who, when)))
    return found


def _about_the_letter(visit: VisitAsSaid) -> list[Due]:
    found = []
    if visit.state == "made" and visit.sent is not None and visit.mailed:
        leaves = visit.sent + 10 * MINUTE
        found.append(
            Due("letter", visit.ref, f"Head of {visit.school}", leaves, None, ("letter", visit.ref, visit.sent))
        )
    if visit.clock_runs and visit.failed is not None:
        once = ("failed", visit.ref, visit.adviser, visit.failed)
        found.append(Due("failed", visit.ref, visit.adviser, first_open(visit.failed), None, once))
    return found
