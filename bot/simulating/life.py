"""What the made-up team does on one school day: it books, goes, writes, meets and closes actions, all by typing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.sampling.words import ACTIONS, FACTORS, FINDINGS, NEXT_STEPS, PURPOSES
from bot.simulating.bookings import ToBook, due_today, sets_its_own_dates
from bot.simulating.events import Events
from bot.simulating.habits import HABITS
from bot.simulating.playing import Play
from notifications.visit_missing import review_of
from policy.saying import LONDON
from policy.school_calendar import SchoolCalendar
from storage.actions import Action, ActionState
from storage.meetings import Meeting, MeetingState
from storage.people import Person
from storage.plans import plans_of_school
from storage.schools import School
from storage.visits import Visit, VisitState

ONE_DAY = timedelta(days=1)
TWO_WEEKS = timedelta(days=14)
MOST_DAYS_TO_AN_ACTION = 42


class Life:
    """A team at work. The same dice make the same year."""

    def __init__(self, play: Play, calendar: SchoolCalendar, dice: random.Random) -> None:
        self.play = play
        self.calendar = calendar
        self.dice = dice
        self._to_book: list[ToBook] = []
        self.events = Events(play, calendar, calendar.academic_year(play.now.date()).starts, dice)

    async def day(self, today: date) -> None:
        """Live one day. Nobody works at weekends or in school holidays."""
        if not self.calendar.is_school_day(today):
            return
        await self.play.pass_until(at(today, "10:15"))
        await self._book(today)
        await self.events.today(today)
        await self.play.pass_until(at(today, "10:20"))
        await self._before_visits(today)
        await self._before_meetings(today)
        await self._write_notes()
        await self._work_on_actions(today)
        await self.play.pass_until(at(today, "16:45"))
        await self._log_visits(today)
        await self.play.pass_until(at(today, "18:35"))
        await self._after_meetings(today)

    def chance(self, likely: float) -> bool:
        """Whether it happens."""
        return self.dice.random() < likely

    def day_from(self, first: date, last: date) -> date:
        """A school day between two days, both included; the nearest before where there is none."""
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        school_days = [day for day in days if self.calendar.is_school_day(day)]
        return self.dice.choice(school_days) if school_days else self.calendar.previous_school_day(first)

    async def plan_visit(self, school: School, words: str, on: date) -> None:
        """The attached adviser plans a visit."""
        hour = self.dice.choice(("9am", "10am", "1pm", "2pm"))
        line = f"visit plan {school.urn} {on:%-d %B %Y} {hour} {words}: {self.dice.choice(PURPOSES)}"
        await self.play.say(self.play.world.adviser_of(school), line)

    async def book_meeting(self, school: School, words: str, on: date) -> None:
        """The clerk books a meeting."""
        hour = self.dice.choice(("3.30pm", "4pm", "4.30pm"))
        await self.play.say(self.play.world.clerk, f"meeting book {words} {school.urn} {on:%-d %B %Y} {hour}")

    async def _book(self, today: date) -> None:
        """See to what is due: most of it soon after its period begins, the rest by and by while it still can be."""
        world = self.play.world
        began = sets_its_own_dates(world.framework, world.categories, world.schools, self.calendar, today)
        self._to_book = [one for one in (*self._to_book, *began) if one.last_day > today]
        due = await self.play.look(lambda session: due_today(session, world.team, world.schools, today))
        for one in (*self._to_book, *due):
            early = today <= one.first_day + TWO_WEEKS
            likely = HABITS.books_early if early else HABITS.books_late
            if self.chance(likely * (HABITS.a_year_is_long if one.duty.period == "year" else 1)):
                self._to_book = [other for other in self._to_book if other is not one]
                await self._see_to(one, today)

    async def _see_to(self, one: ToBook, today: date) -> None:
        world, duty, urn = self.play.world, one.duty, one.school.urn
        on = self.day_from(min(today + ONE_DAY, one.last_day), one.last_day)
        if duty.meeting_kind:
            await self.book_meeting(one.school, world.framework.meeting_kind(duty.meeting_kind).says[0], on)
        elif duty.visit_kinds:
            await self.plan_visit(one.school, world.framework.visit_kind(duty.visit_kinds[0]).says[0], on)
        elif duty.done_by == "category-review":
            await self.play.say(world.lead, f"category review {urn}: {self.dice.choice(FINDINGS)}")
        elif duty.done_by == "governance-audit":
            rating = self.dice.choice(("green", "amber", "red"))
            await self.play.say(world.lead, f"governance rate {urn} {rating}: {self.dice.choice(NEXT_STEPS)}")
            await self.play.say(world.lead, f"governance told {urn}")
        elif duty.done_by == "plan-review":
            await self._review_plan(one)
        else:
            await self.play.say(world.lead, f"board done {urn} {duty.short}")

    async def _review_plan(self, one: ToBook) -> None:
        """The plan that is to be reviewed, started where the school has none."""
        adviser, kind = self.play.world.adviser_of(one.school), one.duty.plan_kinds[0]
        plans = await self.play.look(lambda session: plans_of_school(session, self.play.world.team.id, one.school.id))
        plan = next((plan for plan in plans if plan.kind == kind), None)
        if plan is None:
            says = self.play.framework.plan_kind(kind).says[0]
            await self.play.say(adviser, f"plan start {one.school.urn} {says}")
        else:
            await self.play.say(adviser, f"plan review {plan.ref} {self.dice.choice(FINDINGS)}")

    async def _log_visits(self, today: date) -> None:
        for visit in await self.play.look(lambda session: _visits(session, VisitState.PLANNED)):
            adviser, day = self._person(visit.adviser_id), visit.started_at.astimezone(LONDON).date()
            if day > today or visit.ended_at > self.play.now:
                continue
            if day == today and self.chance(HABITS.visit_falls_through):
                await self.play.say(adviser, f"visit cancel {visit.ref} because the school asked for another day")
            elif day < today or self.chance(HABITS.logs_at_once):
                await self.play.say(adviser, f"visit made {visit.ref}")
                if self.chance(HABITS.makes_action):
                    due = self.day_from(today + TWO_WEEKS, today + timedelta(days=MOST_DAYS_TO_AN_ACTION))
                    school = self._school(visit.school_id)
                    words = f'action {school.urn} "{self.dice.choice(ACTIONS)}" by {due:%-d %B %Y}'
                    await self.play.say(adviser, words)

    async def _write_notes(self) -> None:
        for visit in await self.play.look(lambda session: _visits(session, VisitState.MADE)):
            kind = self.play.framework.visit_kind(visit.kind)
            if visit.note_sent_at is not None or not kind.parts or not self.chance(HABITS.writes_note):
                continue
            adviser = self._person(visit.adviser_id)
            for _ in kind.parts:
                await self.play.say(adviser, f"visit note {visit.ref}: {self.dice.choice(FINDINGS)}")
            await self.play.say(adviser, f"visit sent {visit.ref} by e-mail")

    async def _before_visits(self, today: date) -> None:
        """Agendas and papers go before the visits that need them."""
        for visit in await self.play.look(lambda session: _visits(session, VisitState.PLANNED)):
            day = visit.started_at.astimezone(LONDON).date()
            kind = self.play.framework.visit_kind(visit.kind)
            if not today < day <= today + TWO_WEEKS or not self.chance(HABITS.agenda_in_time):
                continue
            adviser = self._person(visit.adviser_id)
            review = review_of(visit, self.play.framework)
            if kind.agenda_before and visit.agenda_on is None:
                await self.play.say(adviser, f"visit ready {visit.ref} agenda")
            elif review is not None and review.timetable and visit.timetable_on is None:
                await self.play.say(adviser, f"visit ready {visit.ref} timetable")
            elif review is not None and review.schedule and visit.schedule_on is None:
                await self.play.say(adviser, f"visit ready {visit.ref} schedule")
            elif review is not None and review.reviewers > 1 and visit.companion_id is None:
                other = next((one for one in self.play.world.advisers if one.id != adviser.id), adviser)
                await self.play.say(adviser, f"visit review {visit.ref} with @{other.first_name}")

    async def _before_meetings(self, today: date) -> None:
        for meeting in await self.play.look(_meetings_to_come):
            day = meeting.starts_at.astimezone(LONDON).date()
            if not today <= day <= today + TWO_WEEKS:
                continue
            kind = self.play.framework.meeting_kind(meeting.kind)
            if meeting.agenda_sent_at is None and self.chance(HABITS.agenda_in_time):
                await self.play.say(self.play.world.clerk, f"meeting agenda {meeting.ref} sent")
            governor = next((seat for seat in kind.members if seat.governor), None)
            said = {member.role: member.confirmed for member in meeting.members}
            if governor and said.get(governor.key) is None and self.chance(HABITS.governor_says_yes):
                await self.play.say(self.play.world.clerk, f"meeting confirm {meeting.ref} {governor.says[0]} yes")
            if kind.pre_meeting_days and meeting.pre_meeting_at is None and self.chance(HABITS.agenda_in_time):
                before = self.calendar.previous_school_day(day - timedelta(days=kind.pre_meeting_days - 1))
                if before >= today:
                    await self.play.say(self.play.world.clerk, f"meeting pre {meeting.ref} {before:%-d %B %Y} 1pm")

    async def _after_meetings(self, today: date) -> None:
        clerk = self.play.world.clerk
        for meeting in await self.play.look(_meetings_to_come):
            if meeting.ends_at > self.play.now:
                continue
            kind = self.play.framework.meeting_kind(meeting.kind)
            alone = any(seat.governor for seat in kind.members) and self.chance(HABITS.no_governor_comes)
            if alone:
                governors = ", ".join(seat.says[0] for seat in kind.members if seat.governor)
                await self.play.say(clerk, f"meeting attend {meeting.ref} all except {governors}")
            else:
                await self.play.say(clerk, f"meeting attend {meeting.ref} all")
                await self.play.say_yes(clerk, self._outcome(meeting, today), "Yes, store it")
        for meeting in await self.play.look(_meetings_without_minutes):
            if meeting.ends_at <= self.play.now - timedelta(hours=12) and self.chance(HABITS.minutes_go):
                await self.play.say(clerk, f"meeting minutes {meeting.ref} sent")

    def _outcome(self, meeting: Meeting, today: date) -> str:
        due = self.day_from(today + TWO_WEEKS, today + timedelta(days=MOST_DAYS_TO_AN_ACTION))
        factor = self.dice.choice(FACTORS)
        action = self.dice.choice(ACTIONS)
        adviser = self.play.world.adviser_of(self._school(meeting.school_id))
        direction = self.dice.choice(("improving", "improving", "unchanged", "deteriorating"))
        kind = self.play.framework.meeting_kind(meeting.kind)
        risk = "Risk: HIGH\n" if kind.risk and kind.risk.answers == "words" else ""
        return (
            f"meeting outcome {meeting.ref}\n{risk}Direction: {direction}\nFactor: {factor}\n"
            f"{action} | {self.dice.choice(NEXT_STEPS)} | | {adviser.name} | {due:%-d %B %Y}"
        )

    async def _work_on_actions(self, today: date) -> None:
        for action in await self.play.look(_open_actions):
            if action.due_on > today + TWO_WEEKS:
                continue
            late = action.due_on < today
            if self.chance(HABITS.does_action_late if late else HABITS.does_action_in_time):
                who = self.play.world.adviser_of(self._school(action.school_id))
                await self.play.say(who, f"action done {action.ref} {self.dice.choice(FINDINGS)}")

    def _person(self, person_id: int) -> Person:
        return next(one for one in self._people() if one.id == person_id)

    def _people(self) -> Iterator[Person]:
        world = self.play.world
        yield from (*world.advisers, world.lead, world.chair, world.clerk)

    def _school(self, school_id: int) -> School:
        return next(school for school in self.play.world.schools if school.id == school_id)


def at(day: date, wall: str) -> datetime:
    """The instant of a London wall time, such as 10:15, on a day."""
    return datetime.combine(day, time.fromisoformat(wall), LONDON)


def _visits(session: Session, state: VisitState) -> list[Visit]:
    query = select(Visit).where(Visit.state == state, Visit.note_sent_at.is_(None)).order_by(Visit.number)
    return list(session.scalars(query.execution_options(all_teams=True)))


def _meetings_to_come(session: Session) -> list[Meeting]:
    open_states = (MeetingState.BOOKED, MeetingState.AGENDA_SENT)
    query = select(Meeting).where(Meeting.state.in_(open_states)).order_by(Meeting.number)
    return list(session.scalars(query.options(selectinload(Meeting.members)).execution_options(all_teams=True)))


def _meetings_without_minutes(session: Session) -> list[Meeting]:
    met = (MeetingState.HELD, MeetingState.TO_BE_REARRANGED)
    query = select(Meeting).where(Meeting.state.in_(met), Meeting.minutes_sent_at.is_(None)).order_by(Meeting.number)
    return list(session.scalars(query.execution_options(all_teams=True)))


def _open_actions(session: Session) -> list[Action]:
    query = select(Action).where(Action.state == ActionState.OPEN).order_by(Action.number)
    return list(session.scalars(query.execution_options(all_teams=True)))
