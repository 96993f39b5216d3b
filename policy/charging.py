"""The council's notional time for a school: what each line gives, what was spent on it, and what it comes to.

Source: V3-20 to V3-23 (a floor: "a minimum of"), W2-06 (a ceiling: "up to"), H4-11 to H4-15 (fixed, and a floor).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from policy.school_year import SchoolYear
from policy.spells import Spell
from policy.time_lines import Allocation, Share, TimeLine

NEARLY = Decimal("0.8")
"""A ceiling of which so much is spent or booked is nearly used; ours."""
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Work:
    """One piece of work for a school on a London day: a visit or a meeting of a kind, or time logged on a line.

    `length` is working time; `is_done` is False for what is only booked. `person_id` is whose time it is.
    """

    on: date
    length: timedelta
    is_done: bool
    visit_kind: str | None = None
    meeting_kind: str | None = None
    line: str | None = None
    person_id: int | None = None


class Alarm(StrEnum):
    """What a lead is told of a line once a half term (N12)."""

    OUT_OF_REACH = "cannot be reached any more"
    NEARLY_USED = "nearly used"
    EXCEEDED = "exceeded"


@dataclass(frozen=True)
class LineStands:
    """One line for one school in a school year, in the table's unit.

    `granted` is what the document gives, `least` the lower end where it prints a range, `more` its "+". `spent` is
    done, `booked` planned, `still_due` what the strategy asks for in the rest of the year and nobody has booked.
    """

    line: TimeLine
    granted: Decimal
    least: Decimal | None
    more: bool
    spent: Decimal
    booked: Decimal
    still_due: Decimal

    @property
    def forecast(self) -> Decimal:
        """What it comes to by the end of the year, if all that is booked and due takes place."""
        return self.spent + self.booked + self.still_due

    def alarm(self, days_left: int) -> Alarm | None:
        """What is wrong with it, given the school days that are left of the year; None where nothing is.

        A line that is charged by fixed work is out of reach once too little of that work is due; one of free work once
        too few days are left.
        """
        if self.line.bound == "floor":
            lacking = (self.least or self.granted) - (self.spent + self.booked)
            reach = self.still_due if self.line.each is not None and not self.line.logged else Decimal(days_left)
            return Alarm.OUT_OF_REACH if lacking > reach else None
        used = self.spent + self.booked
        if self.granted and used > self.granted:
            return Alarm.EXCEEDED
        return Alarm.NEARLY_USED if self.granted and used >= self.granted * NEARLY else None


def stands(
    allocation: Allocation,
    year: SchoolYear,
    spells: Sequence[Spell],
    works: Sequence[Work],
    still_due: Mapping[str, int],
    *,
    is_academy: bool,
    today: date,
) -> tuple[LineStands, ...]:
    """Each line that gives something to a school of these categories, or on which its time was spent.

    `still_due` has, by kind of visit or meeting, how often it is due in the rest of the year and not booked.
    """
    charged = {line.key: (Decimal(0), Decimal(0)) for line in allocation.lines}
    for work in works:
        line = line_of(allocation, work, category_on(spells, work.on), is_academy=is_academy)
        if line is None:
            continue
        spent, booked = charged[line.key]
        amount = amount_of(allocation, line, work)
        charged[line.key] = (spent + amount, booked) if work.is_done else (spent, booked + amount)
    found = []
    for line in allocation.lines:
        granted, least, more = _granted(line, year, spells, is_academy=is_academy, today=today)
        spent, booked = charged[line.key]
        if granted or spent or booked:
            due = sum(still_due.get(kind, 0) for kind in (*line.visit_kinds, *line.meeting_kinds)) if granted else 0
            found.append(
                LineStands(line, granted, least, more, spent, booked, Decimal(due) * (line.each or Decimal(0)))
            )
    return tuple(found)


def line_of(allocation: Allocation, work: Work, category: str | None, *, is_academy: bool) -> TimeLine | None:
    """The line that a piece of work is charged to: the first for schools like this one; None where there is none."""
    for line in allocation.lines:
        of_kind = (
            (work.line is not None and line.key == work.line)
            or (work.visit_kind is not None and work.visit_kind in line.visit_kinds)
            or (work.meeting_kind is not None and work.meeting_kind in line.meeting_kinds)
        )
        if of_kind and (work.line is not None or _shares(line, category, is_academy=is_academy)):
            return line
    return None


def amount_of(allocation: Allocation, line: TimeLine, work: Work) -> Decimal:
    """What a piece of work charges, in the table's unit: a fixed amount, whatever it lasted, or its own length."""
    if line.each is not None and work.line is None:
        return line.each
    hours = Decimal(int(work.length.total_seconds())) / 3600
    return (hours if allocation.unit == "hours" else hours / allocation.hours_a_day).quantize(HUNDREDTH)


def _shares(line: TimeLine, category: str | None, *, is_academy: bool) -> list[Share]:
    regime = "academy" if is_academy else "maintained"
    return [
        share
        for share in line.shares
        if share.schools in {"all", regime} and (not share.categories or category in share.categories)
    ]


def category_on(spells: Sequence[Spell], day: date) -> str | None:
    """The category of a school on a day; None where it had none."""
    return next((spell.category for spell in spells if day in spell), None)


def _granted(
    line: TimeLine, year: SchoolYear, spells: Sequence[Spell], *, is_academy: bool, today: date
) -> tuple[Decimal, Decimal | None, bool]:
    """What a line gives in a year: yearly by the category of today, termly by that at the end of each term (ours)."""
    if line.per == "each":
        return Decimal(0), None, False
    days = [min(max(today, year.first_day), year.last_day)] if line.per == "year" else [t.last_day for t in year.terms]
    amount, least, more, ranged = Decimal(0), Decimal(0), False, False
    for day in days:
        shares = _shares(line, category_on(spells, day), is_academy=is_academy)
        if not shares:
            continue
        share = shares[0]
        amount += share.amount
        least += share.least or share.amount
        ranged = ranged or share.least is not None
        more = more or share.more
    return amount, least if ranged else None, more


def say_amount(amount: Decimal, unit: str) -> str:
    """`1.5 days`, `1 day`, `14 hours`."""
    number = f"{amount.normalize():f}"
    return f"{number} {unit.removesuffix('s') if amount == 1 else unit}"
