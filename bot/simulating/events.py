"""What happens to a made-up team a few times in a year: a concern, a change of category, Ofsted's call, time to log."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.sampling.words import FINDINGS, NEXT_STEPS
from bot.simulating.playing import Play
from policy.school_calendar import SchoolCalendar
from storage.schools import School

OFSTED_CALLS = 3
ONE_DAY = timedelta(days=1)
CHANGES_OF_CATEGORY = 3
CONCERNS = 2
FIRST_OF_MONTH = 3
"""Time is logged on the first school day from the third of each month on."""


@dataclass
class Calls:
    """On which day which lines are typed, by whom: `adviser`, `lead` or `clerk`."""

    lines: dict[date, list[tuple[str, School, str]]] = field(default_factory=dict)

    def at(self, day: date, who: str, school: School, line: str) -> None:
        """Remember a line for a day."""
        self.lines.setdefault(day, []).append((who, school, line))


class Events:
    """The year's events, thrown at its start; the same dice make the same ones."""

    def __init__(self, play: Play, calendar: SchoolCalendar, starts: int, dice: random.Random) -> None:
        self._play, self._calendar, self._dice = play, calendar, dice
        year = calendar.year(starts)
        days = [year.first_day + timedelta(days=n) for n in range((year.last_day - year.first_day).days + 1)]
        self._days = [day for day in days if calendar.is_school_day(day)]
        self._calls = Calls()
        self._ofsted()
        self._categories()
        self._concerns()
        self._logged: set[tuple[int, int]] = set()

    async def today(self, today: date) -> None:
        """Type what is to be typed today; what a question asks is answered with its first choice."""
        world = self._play.world
        for who, school, line in self._calls.lines.get(today, ()):
            person = {"lead": world.lead, "clerk": world.clerk}.get(who, world.adviser_of(school))
            answer = await self._play.say(person, line)
            for _ in range(3):
                pressed = next((b.says for b in answer.message.buttons if b.says.startswith("answer ")), None)
                if pressed is None:
                    break
                answer = await self._play.say(person, pressed)
        await self._log_time(today)

    def _day(self, first: int, last: int) -> int:
        """The place of a school day, from the first of the year (0) on."""
        return self._dice.randint(first, min(last, len(self._days) - 1))

    def _after(self, place: int, school_days: int) -> date:
        return self._days[min(place + school_days, len(self._days) - 1)]

    def _ofsted(self) -> None:
        """Calls, two days later the outcome, and later what follows from it."""
        for number in range(OFSTED_CALLS):
            school, place = self._school(), self._day(15, 150)
            while self._days[place + 1] - self._days[place] > ONE_DAY:
                place += 1
            first, last = self._days[place], self._days[place + 1]
            self._calls.at(first, "adviser", school, f"ofsted {school.urn} {first:%-d %B %Y} to {last:%-d %B %Y} full")
            found = ("special measures", "requires improvement leadership requires improvement", "good")[number % 3]
            self._calls.at(self._after(place, 3), "adviser", school, f"ofsted outcome {school.urn} {found}")
            self._calls.at(self._after(place, 30), "adviser", school, f"ofsted published {school.urn}")

    def _categories(self) -> None:
        """A proposal, the school told a week later, in force two weeks after that, its letter sometimes late."""
        keys = self._play.framework.categories
        if not keys:
            return
        moved: set[int] = set()
        for _ in range(CHANGES_OF_CATEGORY):
            school, place = self._school(), self._day(20, 140)
            regime, now = "academy" if school.is_academy else "maintained", self._play.world.categories.get(school.id)
            fitting = [one for one in keys if one.supported and one.schools in {"all", regime} and one.key != now]
            if not fitting or school.id in moved:
                continue
            moved.add(school.id)
            category = self._dice.choice(fitting)
            from_on = self._after(place, 10)
            urn = school.urn
            line = f"category propose {urn} {category.short} from {from_on:%-d %B %Y} because it was agreed"
            self._calls.at(self._days[place], "lead", school, line)
            self._calls.at(self._after(place, self._dice.randint(2, 9)), "adviser", school, f"category told {urn} both")
            self._calls.at(self._after(place, 10), "lead", school, f"category in force {urn}")
            if self._play.framework.telling.letter:
                later = self._after(place, self._dice.randint(11, 19))
                self._calls.at(later, "adviser", school, f"category sent {urn}")

    def _concerns(self) -> None:
        """A concern on a route that fits the school, a step each two weeks, the first two answered."""
        routes = self._play.framework.escalations
        for number in range(CONCERNS if routes else 0):
            route = routes[number % len(routes)]
            wanted = route.schools == "academy"
            fitting = [one for one in self._play.world.schools if route.schools == "all" or one.is_academy == wanted]
            school, place = self._dice.choice(fitting), self._day(10, 120)
            ref = f"E{number + 1}"
            line = f"concern raise {route.says[0]} {school.urn}: {self._dice.choice(FINDINGS)}"
            first = min(self._days[place], self._days[10 + 40 * number]) if number == 0 else self._after(60, number)
            place = self._days.index(first)
            self._calls.at(first, "lead", school, line)
            for step in range(1, min(3, len(route.steps)) + 1):
                self._calls.at(self._after(place, 12 * step), "lead", school, f"concern step {ref} {step}: letter")
            answer = f"concern answer {ref} not appropriate: {self._dice.choice(NEXT_STEPS)}"
            self._calls.at(self._after(place, 18), "lead", school, answer)

    async def _log_time(self, today: date) -> None:
        allocation = self._play.framework.allocation
        logged = next((line for line in allocation.lines if line.logged), None) if allocation else None
        month = (today.year, today.month)
        if logged is None or today.day < FIRST_OF_MONTH or month in self._logged:
            return
        self._logged.add(month)
        for adviser in self._play.world.advisers:
            school = self._dice.choice(self._play.world.schools_of(adviser))
            line = f"time log {school.urn} half a day {logged.says[0]} on {today:%-d %B %Y}"
            await self._play.say(adviser, line)

    def _school(self) -> School:
        return self._dice.choice(self._play.world.schools)
