"""One question about a date: when it is asked, which way it looks, and what the answer had to assume."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar

from policy.refused import Refused
from policy.saying import LONDON, london, say_day, say_moment, say_time
from policy.school_calendar import SchoolCalendar
from policy.wording import MONTH_NUMBERS, WEEKDAY_NUMBERS
from policy.working_time import WorkingTime

Context = Literal["past", "future"]
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
SANE_YEARS = 5
WORKING = WorkingTime()

# Pieces that the patterns of forms are made from; all match plain text (see wording.py).
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAY_NUMBERS)})"
MONTH = rf"(?P<month>{'|'.join(MONTH_NUMBERS)})"
COUNT = r"(?P<count>\d{1,7}|an?|(?:a )?couple(?: of)?)"


@dataclass
class Asked:
    """A question: `now` on a London clock, whether it looks back or ahead, and the terms that hold.

    `assumed` gathers what the reply must say; `year_said` is set by forms whose phrase names its year and which
    therefore may lie on either side of now.
    """

    now: datetime
    context: Context
    calendar: SchoolCalendar
    read_day: Callable[["Asked", str], date | None]
    assumed: list[str] = field(default_factory=list)
    year_said: bool = False

    def __post_init__(self) -> None:
        self.now = london(self.now)
        self.today = self.now.date()

    @property
    def future(self) -> bool:
        """Whether the answer lies ahead."""
        return self.context == "future"

    def assume(self, sentence: str | None) -> None:
        """Keep a sentence for the reply, once."""
        if sentence and sentence not in self.assumed:
            self.assumed.append(sentence)

    def rests_on_terms(self, *days: date) -> None:
        """Note it where any of the days lies in terms that are assumed."""
        for day in days:
            self.assume(self.calendar.assumption(day))

    def fits(self, day: date) -> bool:
        """Whether a day is on the side that is asked about; today is on both."""
        return day >= self.today if self.future else day <= self.today

    def check_side(self, when: date) -> None:
        """Raise Refused where the answer lies on the wrong side of now, or more than about five years away."""
        day = when.date() if isinstance(when, datetime) else when
        if abs((day - self.today).days) > SANE_YEARS * 366:
            raise Refused(
                f"{say_day(day)} is more than {SANE_YEARS} years away. Check the year, for example 12/11/2026."
            )
        if self.year_said:
            return
        if not self.fits(day):
            raise Refused(self._wrong_side(say_day(day)))
        if isinstance(when, datetime):
            minute = self.now.replace(second=0, microsecond=0)
            if when < minute if self.future else when > self.now:
                raise Refused(self._wrong_side(say_moment(when)))

    def _wrong_side(self, said: str) -> str:
        if self.future:
            return f"{said} has passed. Name a day that is still to come, for example tomorrow 10am."
        return f"{said} is still to come. Name a day that has been, for example yesterday 2pm."


@dataclass(frozen=True)
class Form:
    """One way of saying a day: an example, the pattern of its plain text, and the function that works it out.

    The function returns None where the words fit and the meaning does not; it raises Refused where the phrase is
    this form and wrong.
    """

    example: str
    pattern: re.Pattern[str]
    work_out: Callable[[Asked, re.Match[str]], date | None]


Answer = TypeVar("Answer")


def form(example: str, pattern: str, work_out: Callable[[Asked, re.Match[str]], date | None]) -> Form:
    """A form with its pattern compiled."""
    return Form(example, re.compile(pattern), work_out)


def first_answer(forms: Iterable[Form], asked: Asked, text: str) -> date | None:
    """The answer of the first form that fits the whole text, or None. Raises Refused as its form does."""
    for one in forms:
        found = one.pattern.fullmatch(text)
        if found is not None:
            day = one.work_out(asked, found)
            if day is not None:
                return day
    return None


def number_of(text: str) -> int:
    """The number a COUNT stands for. Raises Refused beyond any sane length."""
    if "couple" in text:
        return 2
    if text in ("a", "an"):
        return 1
    if not int(text):
        raise Refused("Nothing is counted there. Say today, or for example in 10 days.")
    if len(text) > 4:
        raise Refused(f"{text} is too many. Name a day within {SANE_YEARS} years, for example in 10 days.")
    return int(text)


def days_on(day: date, days: int) -> date:
    """`day` moved by so many days. Raises Refused beyond any sane date."""
    if abs(days) > SANE_YEARS * 400:
        raise Refused(f"That is more than {SANE_YEARS} years away. Name a nearer day, for example in 10 days.")
    return day + days * ONE_DAY


def months_on(day: date, months: int) -> date:
    """The same day number so many months on, or the last of that month where it is shorter."""
    if abs(months) > SANE_YEARS * 13:
        raise Refused(f"That is more than {SANE_YEARS} years away. Name a nearer day, for example in 3 months.")
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return min(
        day.replace(day=1, year=years, month=month + 1) + (day.day - 1) * ONE_DAY, last_of_month(years, month + 1)
    )


def last_of_month(year: int, month: int) -> date:
    """The last calendar day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - ONE_DAY


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - day.weekday() * ONE_DAY


def at_clock(asked: Asked, day: date, hour: int, minute: int) -> datetime:
    """The instant at which London clocks show that time on `day`.

    Raises Refused where the clocks skip it; where they show it twice, takes the first and says so.
    """
    first = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
    ahead, behind = first.utcoffset(), first.replace(fold=1).utcoffset()
    if ahead is None or behind is None or ahead == behind:
        return first
    if ahead < behind:
        raise Refused(
            f"There is no {say_time(first)} on {say_day(day)}: the clocks go forward from 01:00 to 02:00. "
            "For example 02:30."
        )
    asked.assume(f"{say_time(first)} comes twice that night; the first one, in summer time, is meant")
    return first
