"""What a list costs: a page of rows and no more, however many years a team has kept its visits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert, select

from notifications.message import Message
from storage.actions import Action, ActionNote
from storage.meetings import Attendance, Direction, Meeting, MeetingState
from storage.people import Person
from storage.schools import School
from storage.visits import NoteDuty, NotePart, Visit, VisitState
from tests.commands.a_team import AMINA, LEO, NOW, SAM, Stage

COUNTED = (Visit, NotePart, Action, ActionNote, Meeting, Attendance)
MANY = 400


@contextmanager
def counting_rows() -> Iterator[Counter[str]]:
    """How many rows of each table are made into objects in the block."""
    loaded: Counter[str] = Counter()

    def count(row: object, context: object) -> None:
        loaded[str(getattr(row, "__tablename__", ""))] += 1

    for mapped in COUNTED:
        event.listen(mapped, "load", count)
    try:
        yield loaded
    finally:
        for mapped in COUNTED:
            event.remove(mapped, "load", count)


def people_and_schools(stage: Stage) -> tuple[dict[str, int], list[int]]:
    """The ids of the team's people by name, and of its council's schools."""
    with stage.database.read() as session:
        people = session.execute(select(Person.name, Person.id).where(Person.team_id == stage.team_id)).all()
        schools = session.scalars(select(School.id).where(School.la_code == "335").order_by(School.id)).all()
    return dict(people), list(schools)


def years_of_visits(stage: Stage) -> None:
    """Some hundred visits of Amina and Sam: most done, some cancelled, some planned, some with a note owed or late."""
    people, schools = people_and_schools(stage)
    rows = [a_visit(number, people, schools) for number in range(1, MANY + 1)]
    with stage.database.engine.begin() as connection:
        connection.execute(insert(Visit), [row | {"team_id": stage.team_id} for row in rows])
    stage.number_visits_from(MANY + 1)


def a_visit(number: int, people: dict[str, int], schools: Sequence[int]) -> dict[str, object]:
    """One of them; every seventh is planned, every ninth cancelled, of every eleventh the note is owed."""
    planned, cancelled, owed = number % 7 == 0, number % 9 == 0, number % 11 == 0
    state = VisitState.PLANNED if planned else VisitState.CANCELLED if cancelled else VisitState.MADE
    started_at = NOW + timedelta(days=number % 5 + 1) if planned else NOW - timedelta(days=number % 90 + 1)
    ended_at = started_at + timedelta(hours=2)
    due_at = None if planned else ended_at + timedelta(hours=48)
    by = people[AMINA] if number % 2 else people[SAM]
    return {
        "number": number,
        "school_id": schools[number % len(schools)],
        "adviser_id": by,
        "companion_id": people[LEO] if number % 13 == 0 else None,
        "logged_by_id": by,
        "logged_at": NOW - timedelta(days=100),
        "kind": "core",
        "state": state,
        "started_at": started_at,
        "ended_at": ended_at,
        "note_duty": NoteDuty.REQUIRED,
        "note_due_at": due_at,
        "note_late_from": due_at,
        "note_sent_at": None if planned or owed else ended_at + timedelta(hours=number % 60),
    }


def in_order(visits: Sequence[Visit]) -> list[str]:
    """References: notes owed by deadline, then plans by date, then the rest, the newest first."""
    owed = sorted((v for v in visits if v.owes_a_note), key=lambda v: (v.note_due_at, v.id))
    plans = sorted((v for v in visits if v.state == VisitState.PLANNED), key=lambda v: (v.started_at, v.id))
    rest = [v for v in visits if not v.owes_a_note and v.state != VisitState.PLANNED]
    newest_first = sorted(rest, key=lambda v: (v.started_at, v.id), reverse=True)
    return [visit.ref for visit in (*owed, *plans, *newest_first)]


def all_pages(stage: Stage, line: str, who: str) -> list[str]:
    """The references on all pages of a list, by its button More."""
    shown = stage.say(line, who)
    refs = references(shown)
    while any(button.label == "More" for button in shown.buttons):
        shown = stage.press(shown, "More", who)
        refs += references(shown)
    return refs


def references(message: Message) -> list[str]:
    return [row[0] for row in message.table.rows] if message.table else []


@pytest.mark.parametrize(
    ("line", "who"), [("visit list all", LEO), ("visit list mine", AMINA), ("visit list mine", LEO)]
)
def test_a_list_of_visits_loads_one_page_of_them_in_the_same_order(stage: Stage, line: str, who: str):
    years_of_visits(stage)
    with counting_rows() as loaded:
        stage.say(line, who)
    assert loaded["visit"] == 20
    assert loaded["note_part"] == 0
    people, _ = people_and_schools(stage)
    own = {people[who]}
    wanted = [v for v in stage.visits() if line.endswith("all") or own & {v.adviser_id, v.companion_id}]
    assert all_pages(stage, line, who) == in_order(wanted)


def test_the_rate_loads_no_visit(stage: Stage):
    years_of_visits(stage)
    with counting_rows() as loaded:
        rate = stage.say("visit rate", LEO)
    assert loaded == {}
    assert rate.table is not None
    assert [row[0] for row in rate.table.rows] == [AMINA, SAM]
    for name, said in rate.table.rows:
        own = [v for v in stage.visits() if v.adviser.name == name and v.state == VisitState.MADE]
        judged = [v for v in own if v.note_sent_at or (v.note_late_from and v.note_late_from <= NOW)]
        good = [v for v in judged if v.note_sent_at and v.note_late_from and v.note_sent_at < v.note_late_from]
        assert said == f"{len(good)} of {len(judged)} ({100 * len(good) // len(judged)} %)"


def test_mine_loads_what_wants_the_person_and_nothing_of_colleagues(stage: Stage):
    years_of_visits(stage)
    actions_of(stage, AMINA, SAM)
    people, _ = people_and_schools(stage)
    with counting_rows() as loaded:
        assert stage.say("mine", SAM).table is not None
    own = [v for v in stage.visits() if v.adviser_id == people[SAM] and (v.owes_a_note or v.state == "planned")]
    assert loaded["visit"] in (len(own), len(own) + 1)  # the first is looked at again for its buttons
    assert loaded["action"] == MANY // 2
    assert loaded["action_note"] == 0


def test_what_wants_a_person_reaches_the_deputy_as_well(stage: Stage):
    years_of_visits(stage)
    before = stage.say("mine @amina", LEO)
    stage.all_say("cover for @amina by @sam from today to tomorrow", who=LEO)
    theirs = {ref for ref in all_pages(stage, "mine @amina", LEO) if ref.startswith("V")}
    assert before.table is not None
    assert theirs <= set(all_pages(stage, "mine", SAM))


def test_overdue_loads_nothing_that_is_not_past_its_time(stage: Stage):
    years_of_visits(stage)
    actions_of(stage, AMINA, SAM)
    with counting_rows() as loaded:
        stage.say("overdue", LEO)
    late = [v for v in stage.visits() if v.owes_a_note and v.note_late_from and v.note_late_from <= NOW]
    assert loaded["visit"] == len(late)
    assert loaded["action"] == sum(due_on(number) < NOW.date() for number in range(1, MANY + 1))
    assert {ref for ref in all_pages(stage, "overdue", LEO) if ref.startswith("V")} == {visit.ref for visit in late}


def actions_of(stage: Stage, *leads: str) -> None:
    """Some hundred open actions, led in turns, some of them past their day."""
    people, schools = people_and_schools(stage)
    rows = [
        {
            "team_id": stage.team_id,
            "number": number,
            "school_id": schools[number % len(schools)],
            "text": f"Action {number}",
            "lead_person_id": people[leads[number % len(leads)]],
            "due_on": due_on(number),
            "raised_by_id": people[LEO],
            "raised_at": NOW - timedelta(days=30),
        }
        for number in range(1, MANY + 1)
    ]
    with stage.database.engine.begin() as connection:
        connection.execute(insert(Action), rows)


def due_on(number: int) -> date:
    return (NOW + timedelta(days=number % 40 - 10)).date()


@pytest.mark.parametrize("line", ["action list all", "action list overdue all", "action list mine"])
def test_a_list_of_actions_loads_one_page_of_them_in_the_order_of_their_days(stage: Stage, line: str):
    actions_of(stage, AMINA, SAM)
    with counting_rows() as loaded:
        stage.say(line, AMINA)
    assert loaded["action"] == 20
    assert loaded["action_note"] == 0
    numbers = [n for n in range(1, MANY + 1) if "mine" not in line or n % 2 == 0]
    numbers = [n for n in numbers if "overdue" not in line or due_on(n) < NOW.date()]
    assert all_pages(stage, line, AMINA) == [f"A{n}" for n in sorted(numbers, key=lambda n: (due_on(n), n))]


def test_who_chases_sees_the_same_actions_as_the_reminders_say(stage: Stage):
    """An action of a contact or a service is the attached adviser's, else whoever's who raised it, else the leads'."""
    stage.all_say("school adviser Blackwood @sam", who=LEO)
    stage.all_say('action Blackwood "Audit phonics" SENCo by Friday', 'action Oakfield "Audit maths" SENCo by Friday')
    assert references(stage.say("action list mine", SAM)) == ["A1"]
    assert references(stage.say("action list mine", AMINA)) == ["A2"]
    assert references(stage.say("action list mine", LEO)) == []


def test_the_board_loads_at_most_three_meetings_of_a_school(stage: Stage):
    people, schools = people_and_schools(stage)
    held = [
        {
            "team_id": stage.team_id,
            "number": number,
            "school_id": schools[number % 2],
            "kind": "tas",
            "occurrence": number,
            "state": MeetingState.HELD if number <= 40 else MeetingState.BOOKED,
            "starts_at": NOW + timedelta(days=number - 41),
            "ends_at": NOW + timedelta(days=number - 41, hours=1),
            "booked_by_id": people[LEO],
            "booked_at": NOW - timedelta(days=60),
            "direction": Direction.IMPROVING if number == 37 else None,
        }
        for number in range(1, 81)
    ]
    with stage.database.engine.begin() as connection:
        connection.execute(insert(Meeting), held)
    with counting_rows() as loaded:
        table = stage.say("board", LEO).table
    assert loaded["meeting"] <= 3 * 2
    assert loaded["attendance"] == 0
    assert table is not None
    assert sorted((row[2], row[3], row[6]) for row in table.rows) == [
        ("TAS 23 Nov 2026", "TAS 25 Nov 2026", "improving"),
        ("TAS 24 Nov 2026", "TAS 26 Nov 2026", ""),
    ]


def test_a_list_of_meetings_loads_one_page_of_them(stage: Stage):
    """Those that want an outcome first, then those to come, then the others, the newest first."""
    people, schools = people_and_schools(stage)
    states = (MeetingState.HELD, MeetingState.BOOKED, MeetingState.CANCELLED, MeetingState.AGENDA_SENT)
    rows = [
        {
            "team_id": stage.team_id,
            "number": number,
            "school_id": schools[number % len(schools)],
            "kind": "tas",
            "occurrence": 1,
            "state": states[number % 4],
            "starts_at": NOW + timedelta(hours=number - 60),
            "ends_at": NOW + timedelta(hours=number - 59),
            "booked_by_id": people[LEO],
            "booked_at": NOW - timedelta(days=60),
            "outcome_posted_at": NOW if number % 8 == 0 else None,
        }
        for number in range(1, 121)
    ]
    with stage.database.engine.begin() as connection:
        connection.execute(insert(Meeting), rows)
    line = "meeting list 20 Nov to 30 Nov"
    with counting_rows() as loaded:
        shown = stage.say(line, LEO)
    assert loaded["meeting"] == 20
    assert loaded["attendance"] == 0
    assert shown.lines == (
        "30 took place? Nothing is on record, 30 cancelled, 15 held, outcome wanted, 15 held, 15 booked, "
        "15 agenda sent",
    )
    assert all_pages(stage, line, LEO) == [f"M{number}" for number in in_order_of_meetings(120)]


def in_order_of_meetings(many: int) -> list[int]:
    numbers = range(1, many + 1)
    held, booked = [n for n in numbers if n % 4 == 0], [n for n in numbers if n % 4 in (1, 3)]
    wanting = sorted([*(n for n in held if n % 8), *(n for n in booked if n <= 60)])
    to_come = [n for n in booked if n > 60]
    return [*wanting, *to_come, *sorted(set(numbers) - {*wanting, *to_come}, reverse=True)]
