"""Working days and working hours in England, and the clock of the visit note."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from policy.bank_holidays import is_bank_holiday
from policy.saying import LONDON, london, london_day

ONE_DAY = timedelta(days=1)
NO_TIME = timedelta(0)


@dataclass(frozen=True)
class WorkingTime:
    """The hours a team works: Monday to Friday less English bank holidays, from `opens` to `closes` in London.

    Instants come back aware, on a London clock. The methods raise ValueError for a naive instant.
    """

    opens: time = time(8, 30)
    closes: time = time(17, 0)

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("working time must open before it closes")

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is Monday to Friday and no bank holiday."""
        return day.weekday() < 5 and not is_bank_holiday(day)

    def is_open(self, instant: datetime) -> bool:
        """Whether the team works at `instant`; opening time is in, closing time is out."""
        moment = london(instant)
        return self.is_working_day(moment.date()) and self.opens <= moment.time() < self.closes

    def next_working_day(self, day: date) -> date:
        """The first working day strictly after `day`."""
        day += ONE_DAY
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The latest working day strictly before `day`."""
        day -= ONE_DAY
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def add_working_days(self, day: date, working_days: int) -> date:
        """The n-th working day after `day`, or before it where `working_days` is below zero; `day` itself for 0."""
        step = self.next_working_day if working_days > 0 else self.previous_working_day
        for _ in range(abs(working_days)):
            day = step(day)
        return day

    def opening(self, day: date) -> datetime:
        """The opening time on `day`, whether or not it is a working day."""
        return datetime.combine(day, self.opens, LONDON)

    def closing(self, day: date) -> datetime:
        """The closing time on `day`, whether or not it is a working day."""
        return datetime.combine(day, self.closes, LONDON)

    def last_working_moment(self, instant: datetime) -> datetime:
        """The latest working instant at or before `instant`; closing time counts as one."""
        moment = london(instant)
        day = moment.date()
        if self.is_working_day(day) and moment.time() >= self.opens:
            return min(moment, self.closing(day))
        return self.closing(self.previous_working_day(day))

    def next_working_moment(self, instant: datetime) -> datetime:
        """The earliest instant at or after `instant` at which the team works; at closing time, the next opening."""
        moment = london(instant)
        day = moment.date()
        if self.is_working_day(day) and moment.time() < self.closes:
            return max(moment, self.opening(day))
        return self.opening(self.next_working_day(day))

    def working_time_between(self, start: datetime, end: datetime) -> timedelta:
        """How much working time lies between two instants; below zero where `end` comes first."""
        if london(end) < london(start):
            return -self.working_time_between(end, start)
        return sum((_overlap(opened, closed, start, end) for opened, closed in self._shifts(start, end)), NO_TIME)

    def back(self, instant: datetime, working: timedelta) -> datetime:
        """The latest instant from which `working` of working time is left until `instant`.

        Used for the last call one working hour before a deadline. Raises ValueError for a length below zero.
        """
        if working < NO_TIME:
            raise ValueError("working time to go back cannot be below zero")
        moment = self.last_working_moment(instant)
        while True:
            opening = self.opening(moment.date())
            available = _elapsed(opening, moment)
            if working <= available:
                return london(moment.astimezone(UTC) - working)
            working -= available
            moment = self.closing(self.previous_working_day(moment.date()))

    def _shifts(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        day, last = london_day(start), london_day(end)
        while day <= last:
            if self.is_working_day(day):
                yield self.opening(day), self.closing(day)
            day += ONE_DAY


def note_due(ended_at: datetime, hours: int = 48) -> datetime:
    """When the note of a visit is due with the head teacher: so many hours elapsed after the visit, on a London clock.

    The hours are counted on the clock of the universe, so the wall time moves when the clocks change.
    Source: W2-01, notes are "normally available to the head teacher 48 hours after a visit".
    """
    return london(ended_at.astimezone(UTC) + timedelta(hours=hours))


def late_from(ended_at: datetime, hours: int, working_days: int, working_time: WorkingTime) -> datetime:
    """From when a note counts as late: the hours have elapsed and so many working days have passed as well.

    The working days end at the wall time at which the visit ended, so a Tuesday 15:00 visit is late from
    Thursday 15:00 and a Friday 15:00 visit from Tuesday 15:00. Source: W2-01, and "late" in the team's setting.
    """
    ended = london(ended_at)
    last_day = working_time.add_working_days(ended.date(), working_days)
    working_days_over = datetime.combine(last_day, ended.time(), LONDON)
    return max(note_due(ended_at, hours), working_days_over, key=lambda instant: instant.astimezone(UTC))


def _elapsed(start: datetime, end: datetime) -> timedelta:
    return end.astimezone(UTC) - start.astimezone(UTC)


def _overlap(opened: datetime, closed: datetime, start: datetime, end: datetime) -> timedelta:
    first = max(opened.astimezone(UTC), start.astimezone(UTC))
    last = min(closed.astimezone(UTC), end.astimezone(UTC))
    return max(last - first, NO_TIME)
