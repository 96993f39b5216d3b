"""What wants somebody, and how soon."""

from dataclasses import replace
from datetime import UTC, date

import pytest

from notifications.matters import Matter, Sort, Urgency, action_matter, meeting_matter, note_or_visit, receivers
from storage.actions import Action, ActionState
from storage.advisers import Turn
from storage.covers import Cover
from storage.meetings import Attendance, Meeting, MeetingState
from tests.people_and_schools import (
    AMINA,
    CARYS,
    FACTS,
    LEO,
    MRS_SMITH,
    OAKFIELD,
    SAM,
    a_planned_visit,
    a_team,
    a_visit,
    facts_with,
    london,
)

WEDNESDAY = london("2026-11-25 09:00")
LIVE_FROM_DECEMBER = facts_with(AMINA, CARYS, LEO, SAM, team=a_team())
LIVE_FROM_DECEMBER.team.go_live_on = date(2026, 12, 1)
WITH_AMINA_ATTACHED = replace(FACTS, turns=(Turn(OAKFIELD.id, AMINA.id, date(2026, 9, 1), None),))


def an_action(due_on: date, **more: object) -> Action:
    usual: dict[str, object] = {
        "number": 14,
        "school_id": OAKFIELD.id,
        "school": OAKFIELD,
        "text": "Audit phonics",
        "due_on": due_on,
        "state": ActionState.OPEN,
        "lead_person": AMINA,
    }
    return Action(**(usual | more))


def a_meeting(starts_at: str, ends_at: str) -> Meeting:
    return Meeting(
        number=3,
        school_id=OAKFIELD.id,
        school=OAKFIELD,
        kind="tas",
        state=MeetingState.BOOKED,
        starts_at=london(starts_at).astimezone(UTC),
        ends_at=london(ends_at).astimezone(UTC),
        booked_by_id=LEO.id,
        chair_id=CARYS.id,
        chair=CARYS,
        members=[Attendance(role="adviser", person_id=SAM.id), Attendance(role="head")],
    )


@pytest.mark.parametrize(
    ("now", "urgency"),
    [
        ("2026-11-24 17:00", Urgency.THIS_WEEK),
        ("2026-11-26 09:00", Urgency.TODAY),
        ("2026-11-26 16:59", Urgency.TODAY),
        ("2026-11-26 17:00", Urgency.OVERDUE),
    ],
)
def test_a_note_is_overdue_from_the_moment_it_is_late(now: str, urgency: Urgency):
    assert note_or_visit(a_visit("2026-11-24 17:00"), FACTS, london(now)).urgency is urgency


def test_a_friday_note_is_not_overdue_on_monday_although_the_48_hours_are_over():
    friday = a_visit("2026-11-20 15:00")
    assert note_or_visit(friday, FACTS, london("2026-11-23 09:00")).urgency is Urgency.TODAY
    assert note_or_visit(friday, FACTS, london("2026-11-24 15:00")).urgency is Urgency.OVERDUE


@pytest.mark.parametrize(
    ("now", "urgency", "what"),
    [
        ("2026-11-22 09:00", Urgency.LATER, "core offer visit"),
        ("2026-11-23 09:00", Urgency.THIS_WEEK, "core offer visit"),
        ("2026-11-25 18:00", Urgency.TODAY, "core offer visit"),
        ("2026-11-26 00:00", Urgency.OVERDUE, "core offer visit: did it happen?"),
    ],
)
def test_a_planned_visit_of_which_nobody_says_whether_it_happened_is_overdue_the_next_day(now, urgency, what):
    matter = note_or_visit(a_planned_visit("2026-11-25 09:00"), FACTS, london(now))
    assert (matter.sort, matter.urgency, matter.what) == (Sort.VISIT, urgency, what)


@pytest.mark.parametrize(
    ("due_on", "urgency", "says"),
    [
        (date(2026, 11, 24), Urgency.OVERDUE, "overdue since Tuesday 24 November 2026: Audit phonics"),
        (date(2026, 11, 25), Urgency.TODAY, "due today: Audit phonics"),
        (date(2026, 11, 29), Urgency.THIS_WEEK, "due Sunday 29 November 2026: Audit phonics"),
        (date(2026, 11, 30), Urgency.LATER, "due Monday 30 November 2026: Audit phonics"),
    ],
)
def test_an_action_is_overdue_from_the_day_after(due_on: date, urgency: Urgency, says: str):
    matter = action_matter(an_action(due_on), FACTS, WEDNESDAY)
    assert (matter.urgency, matter.says) == (urgency, says)


def test_nothing_that_was_due_before_the_go_live_date_is_overdue():
    now = london("2026-12-07 09:00")
    matters = [
        action_matter(an_action(date(2026, 11, 30)), LIVE_FROM_DECEMBER, now),
        note_or_visit(a_visit("2026-11-24 16:00"), LIVE_FROM_DECEMBER, now),
        note_or_visit(a_planned_visit("2026-11-25 09:00"), LIVE_FROM_DECEMBER, now),
        meeting_matter(a_meeting("2026-11-25 16:00", "2026-11-25 18:00"), LIVE_FROM_DECEMBER, now),
    ]
    assert {matter.urgency for matter in matters} == {Urgency.THIS_WEEK}
    on_the_day = action_matter(an_action(date(2026, 12, 1)), LIVE_FROM_DECEMBER, now)
    assert on_the_day.urgency is Urgency.OVERDUE


def test_the_attached_adviser_is_wanted_for_a_lead_off_the_chat():
    matter = action_matter(
        an_action(date(2026, 11, 25), lead_person=None, lead_contact=MRS_SMITH), WITH_AMINA_ATTACHED, WEDNESDAY
    )
    assert (matter.people, matter.who, matter.short) == ({AMINA.id}, "Mrs J Smith, head teacher", "head teacher")
    assert matter.off_chat


def test_an_action_that_nobody_here_answers_for_wants_nobody():
    assert (
        action_matter(an_action(date(2026, 11, 25), lead_person=None, lead_service="HR"), FACTS, WEDNESDAY).people
        == set()
    )


def test_a_meeting_wants_its_chair_its_members_who_booked_it_and_the_attached_adviser():
    meeting = a_meeting("2026-11-25 16:00", "2026-11-25 18:00")
    matter = meeting_matter(meeting, WITH_AMINA_ATTACHED, WEDNESDAY)
    assert matter.people == {CARYS.id, SAM.id, LEO.id, AMINA.id}
    assert (matter.urgency, matter.says) == (Urgency.TODAY, "TAS, today 16:00")
    assert meeting_matter(meeting, FACTS, london("2026-11-25 17:59")).urgency is Urgency.TODAY
    assert meeting_matter(meeting, FACTS, london("2026-11-25 18:00")).urgency is Urgency.OVERDUE


def test_a_deputy_receives_what_wants_somebody_who_is_away():
    cover = Cover(person_id=AMINA.id, person=AMINA, deputy_id=SAM.id, deputy=SAM, from_on=date(2026, 11, 25))
    matter: Matter = action_matter(an_action(date(2026, 11, 25)), FACTS, WEDNESDAY)
    assert receivers(matter, [cover]) == {SAM.id}
    assert receivers(matter, []) == {AMINA.id}
