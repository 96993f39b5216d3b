"""How a school stands with what is due: for each period what was held, is booked, is due, was missed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policy.due_periods import ONE_DAY, Period, periods_of
from policy.duties import Duty
from policy.school_calendar import SchoolCalendar
from policy.spells import Spell

SCHOOL_WEEK = 5
WEEKS_THAT_MUST_REMAIN = 4
"""A category that comes into force in a running period asks for it only if so many school weeks remain; ours."""


class Happened(StrEnum):
    """What became of a meeting, a visit or a paper."""

    HELD = "held"
    BOOKED = "booked"
    REARRANGED = "to be rearranged"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Happening:
    """One thing that counts for a duty, on the day on which it was held, is booked, or was to be."""

    on: date
    what: Happened


class Stands(StrEnum):
    """How a school stands with a duty in a period."""

    NOT_DUE = "not due"
    HELD = "held"
    BOOKED = "booked"
    DUE = "due"
    REARRANGED = "to be rearranged"
    MISSED = "missed"


@dataclass(frozen=True)
class Reckoned:
    """One duty at one school in one period. `due` and `missed` are never both above zero; nothing held is due again.

    `happened` is what was held, is booked or came to nothing in the period, in order.
    """

    period: Period
    asked: int
    held: int
    booked: int
    rearranged: int
    due: int
    missed: int
    happened: tuple[Happening, ...] = ()

    @property
    def stands(self) -> Stands:
        """The one word for it, the most urgent first."""
        if self.missed:
            return Stands.MISSED
        if self.due:
            return Stands.REARRANGED if self.rearranged else Stands.DUE
        if self.booked:
            return Stands.BOOKED
        return Stands.HELD if self.held else Stands.NOT_DUE


def reckon(
    duty: Duty,
    spells: Sequence[Spell],
    happenings: Sequence[Happening],
    calendar: SchoolCalendar,
    starts: int,
    today: date,
    *,
    is_academy: bool = False,
    missed_from: date | None = None,
    switched_on: Sequence[Spell] = (),
    also_asked_in: Collection[str] = (),
) -> tuple[Reckoned, ...]:
    """Every period of the school year that begins in `starts`, in order.

    `spells` are the categories that were in force at the school, `switched_on` from when to when a lead has asked for
    duties that wait for that, by their keys. Nothing that was due before `missed_from` is missed. `also_asked_in` are
    the categories in which another duty asks for the very same (V3-41: a board each half term in B2 and in C): a move
    between them late in a period loses nothing.
    A meeting that met in vain (V3-42) or was cancelled does not count as held. Where only dates that the meeting set
    count (W0-51, W2-33), such a date is missed when it was cancelled and nothing took its place; what is `typically`
    done (H4-14), and what waits to be switched on (T1-39), is never missed.
    """
    school = _School(tuple(spells), tuple(switched_on), is_academy, frozenset(also_asked_in))
    return tuple(
        _reckoned(duty, period, _asked(duty, period, school, calendar), happenings, today, missed_from)
        for period in periods_of(duty, calendar, starts)
    )


@dataclass(frozen=True)
class _School:
    """What is known of a school: its categories, what was switched on for it, and its regime."""

    spells: tuple[Spell, ...]
    switched_on: tuple[Spell, ...]
    is_academy: bool
    also_asked_in: frozenset[str]


def _reckoned(
    duty: Duty, period: Period, asked: int, happenings: Sequence[Happening], today: date, missed_from: date | None
) -> Reckoned:
    happened = tuple(sorted((one for one in happenings if one.on in period), key=lambda one: (one.on, one.what)))
    inside = [one.what for one in happened]
    held, booked = inside.count(Happened.HELD), inside.count(Happened.BOOKED)
    rearranged = inside.count(Happened.REARRANGED)
    if duty.dates == "meeting":
        asked = held + booked + (_lost(period, happenings) if asked else 0)
    lacking = max(0, asked - held - booked)
    over = today > period.in_time_until
    can_be_missed = not duty.typically and (missed_from is None or period.in_time_until >= missed_from)
    return Reckoned(
        period,
        asked,
        held,
        booked,
        rearranged,
        due=0 if over else lacking,
        missed=lacking if over and can_be_missed else 0,
        happened=happened,
    )


def _lost(period: Period, happenings: Sequence[Happening]) -> int:
    """How many dates that the meeting had set came to nothing, and no later one in the period took their place."""
    inside = sorted((one for one in happenings if one.on in period), key=lambda one: one.on)
    later = [one.on for one in inside if one.what in {Happened.HELD, Happened.BOOKED}]
    lost = 0
    for one in inside:
        if one.what in {Happened.CANCELLED, Happened.REARRANGED}:
            instead = next((on for on in later if on > one.on), None)
            if instead is None:
                lost += 1
            else:
                later.remove(instead)
    return lost


def _in_one(categories: Collection[str], spells: Sequence[Spell]) -> list[Spell]:
    """Stretches in which it was asked for without a break: spells that touch, of any of the categories, are one. Each
    has the category of its last spell.
    """
    found: list[Spell] = []
    for spell in sorted(spells, key=lambda one: one.from_on):
        if spell.category not in categories:
            continue
        last = found[-1] if found else None
        if last is not None and last.until_on is not None and last.until_on + ONE_DAY == spell.from_on:
            found[-1] = Spell(spell.category, last.from_on, spell.until_on)
        else:
            found.append(spell)
    return found


def _asked(duty: Duty, period: Period, school: _School, calendar: SchoolCalendar) -> int:
    """How often the duty asks for it: not of schools of the other regime, nor where its category was not in force from
    early enough in the period to its end, nor where it waits to be switched on.
    """
    if duty.schools not in {"all", "academy" if school.is_academy else "maintained"}:
        return 0
    if duty.off_until_switched_on and not _is_switched_on(duty, period, school.switched_on):
        return 0
    if not duty.categories:
        return duty.times
    until_then = [one for one in school.spells if one.from_on <= period.in_time_until]
    for spell in _in_one({*duty.categories, *school.also_asked_in}, until_then):
        lasts = spell.until_on is None or spell.until_on >= period.in_time_until
        if lasts and spell.category in duty.categories and _early_enough(spell.from_on, period, calendar):
            return duty.times
    return 0


def _is_switched_on(duty: Duty, period: Period, switched_on: Sequence[Spell]) -> bool:
    """Whether a lead asked for it in the whole of a period."""
    return any(
        one.category == duty.key
        and one.from_on <= period.first_day
        and (one.until_on is None or one.until_on >= period.in_time_until)
        for one in switched_on
    )


def _early_enough(from_on: date, period: Period, calendar: SchoolCalendar) -> bool:
    """Whether a category is in force from the period's first day, or four school weeks of the period remain."""
    if from_on <= period.first_day:
        return True
    fourth_week = calendar.add_school_days(period.in_time_until, 1 - SCHOOL_WEEK * WEEKS_THAT_MUST_REMAIN)
    return from_on <= fourth_week
