"""When the lead of an action, the adviser who chases and the leads of the team are told, near the edges."""

from datetime import UTC, date
from typing import Any

import pytest

from notifications.message import Button, Message
from notifications.nudge import TeamFacts
from notifications.rules.action_due import RULE, how_due, last_call, why, words
from notifications.rules.action_given import RULE as GIVEN
from notifications.rules.action_given import words as words_of_giving
from storage.actions import Action, ActionNote, ActionNoteKind, ActionState, Side
from storage.advisers import Turn
from storage.people import Person
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import AMINA, CARYS, FACTS, LEO, MRS_SMITH, OAKFIELD, SAM, london


def an_action(due: str, lead: Person | None = SAM, *, raised_at: str = "2026-11-02 10:00", **more: Any) -> Action:
    """An action at Oakfield raised by Amina."""
    usual: dict[str, Any] = {
        "id": 7,
        "team_id": 1,
        "number": 14,
        "school_id": OAKFIELD.id,
        "school": OAKFIELD,
        "side": Side.BOTH,
        "text": "Moderate Y2 writing",
        "lead_person": lead,
        "lead_person_id": lead.id if lead else None,
        "lead_contact": None,
        "due_on": date.fromisoformat(due),
        "state": ActionState.OPEN,
        "moves": 0,
        "raised_by_id": AMINA.id,
        "raised_at": london(raised_at).astimezone(UTC),
        "notes": [],
    }
    return Action(**(usual | more))


def with_turns(*turns: Turn, people: tuple[Person, ...] = (AMINA, CARYS, LEO, SAM)) -> TeamFacts:
    return TeamFacts(FACTS.team, FACTS.framework, FACTS.calendar, people, turns)


def told(action: Action, first: str = "2026-11-02", last: str = "2026-12-31", facts: TeamFacts = FACTS) -> list[str]:
    return diary(RULE, action, first, last, facts)  # type: ignore[arg-type]


AN_ORDINARY_WEEK = [
    "Wed 18 Nov 09:00 Sam Price",
    "Thu 19 Nov 09:00 Sam Price",
    "Fri 20 Nov 09:00 Sam Price",
    "Tue 24 Nov 09:00 Sam Price",
    "Thu 26 Nov 09:00 Leo Barnes",
]


def test_the_lead_is_told_the_day_before_on_the_day_and_twice_after_and_then_the_leads_once():
    assert told(an_action("2026-11-19")) == AN_ORDINARY_WEEK


def test_what_falls_due_on_a_weekend_is_told_on_thursday_and_friday():
    assert told(an_action("2026-11-21"))[:3] == [
        "Thu 19 Nov 09:00 Sam Price",
        "Fri 20 Nov 09:00 Sam Price",
        "Mon 23 Nov 09:00 Sam Price",
    ]


def test_what_falls_due_on_monday_is_told_on_friday():
    assert told(an_action("2026-11-23"))[:2] == ["Fri 20 Nov 09:00 Sam Price", "Mon 23 Nov 09:00 Sam Price"]


def test_what_was_agreed_after_the_morning_before_is_not_told_that_morning():
    assert told(an_action("2026-11-19", raised_at="2026-11-18 10:00"))[0] == "Thu 19 Nov 09:00 Sam Price"


def test_a_move_hushes_the_morning_before_it():
    note = ActionNote(at=london("2026-11-18 10:00"), person_id=2, kind=ActionNoteKind.MOVED, to_on=date(2026, 11, 19))
    assert told(an_action("2026-11-19", notes=[note], moves=1))[0] == "Thu 19 Nov 09:00 Sam Price"


@pytest.mark.parametrize("state", [ActionState.DONE, ActionState.DROPPED])
def test_nobody_is_told_of_a_closed_action(state: ActionState):
    assert told(an_action("2026-11-19", state=state)) == []


def test_a_lead_of_the_team_who_leads_it_is_told_once_in_a_morning():
    assert told(an_action("2026-11-19", LEO))[-1] == "Thu 26 Nov 09:00 Leo Barnes"
    assert len(told(an_action("2026-11-19", LEO))) == 5


# Off the chat: the adviser chases.


def test_the_attached_adviser_chases_a_contact():
    facts = with_turns(
        Turn(OAKFIELD.id, AMINA.id, date(2026, 9, 1), date(2026, 11, 18)),
        Turn(OAKFIELD.id, SAM.id, date(2026, 11, 19), None),
        Turn(99, CARYS.id, date(2026, 9, 1), None),
    )
    action = an_action("2026-11-19", None, lead_contact=MRS_SMITH, lead_contact_id=MRS_SMITH.id)
    assert told(action, facts=facts)[:2] == ["Wed 18 Nov 09:00 Amina Khan", "Thu 19 Nov 09:00 Sam Price"]


def test_without_an_attached_adviser_whoever_raised_it_chases():
    assert told(an_action("2026-11-19", None, lead_service="HR"))[0] == "Wed 18 Nov 09:00 Amina Khan"


def test_when_lead_and_raiser_have_left_the_leads_are_told():
    facts = with_turns(people=(CARYS, LEO))
    assert told(an_action("2026-11-19"), facts=facts)[0] == "Wed 18 Nov 09:00 Leo Barnes"


def test_what_leads_to_the_school_rests_in_the_holidays_and_comes_before_and_after_them():
    action = an_action("2026-12-21", None, lead_service="SENCo")
    assert told(action, last="2027-01-12") == [
        "Thu 17 Dec 09:00 Amina Khan",
        "Fri 18 Dec 09:00 Amina Khan",
        "Mon 04 Jan 09:00 Amina Khan",
        "Mon 04 Jan 09:00 Leo Barnes",
    ]


def test_a_service_of_the_council_does_not_rest():
    assert told(an_action("2026-12-21", None, lead_service="HR"), last="2027-01-12") == [
        "Fri 18 Dec 09:00 Amina Khan",
        "Mon 21 Dec 09:00 Amina Khan",
        "Tue 22 Dec 09:00 Amina Khan",
        "Thu 24 Dec 09:00 Amina Khan",
        "Wed 30 Dec 09:00 Leo Barnes",
    ]


# Snoozed.


def test_a_snooze_hushes_the_mornings_before_it_and_then_speaks():
    snoozed = an_action("2026-11-19", snoozed_until=london("2026-11-23 14:00").astimezone(UTC))
    assert told(snoozed) == [
        "Mon 23 Nov 14:00 Sam Price",
        "Tue 24 Nov 09:00 Sam Price",
        "Thu 26 Nov 09:00 Leo Barnes",
    ]


def test_the_last_call_is_the_morning_of_the_day_or_of_the_last_working_day_before_it():
    assert last_call(an_action("2026-11-19"), FACTS) == london("2026-11-19 09:00")
    assert last_call(an_action("2026-11-21"), FACTS) == london("2026-11-20 09:00")
    assert last_call(an_action("2026-12-29", None, lead_service="SENCo"), FACTS) == london("2026-12-18 09:00")


# Words.


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-10", "due in 9 days"),
        ("2026-11-18", "due tomorrow"),
        ("2026-11-19", "due today"),
        ("2026-11-20", "overdue by 1 working day"),
        ("2026-11-22", "overdue by 1 working day"),
        ("2026-11-24", "overdue by 3 working days"),
    ],
)
def test_how_due_it_is(today: str, said: str):
    assert how_due(an_action("2026-11-19"), FACTS, date.fromisoformat(today)) == said


def test_on_a_sunday_after_a_saturday_it_is_overdue_by_no_working_day():
    assert how_due(an_action("2026-11-21"), FACTS, date(2026, 11, 22)) == "overdue"


STEPS = (
    Button("Done", "action done A14"),
    Button("Progress", "action progress A14"),
    Button("Move", "action move A14"),
    Button("Snooze", "snooze A14"),
    Button("Give to ...", "action give A14"),
    Button("Why this?", "why A14"),
)


def test_the_lead_reads_what_is_due_and_how_it_stands():
    note = ActionNote(at=london("2026-11-10 10:00"), person_id=4, kind="progress", rag="amber", words="half done")
    action = an_action("2026-11-19", moves=2, notes=[note])
    assert words(action, FACTS, SAM, london("2026-11-18 09:00")) == Message(
        "A14: Oakfield Primary School, due tomorrow",
        (
            "“Moderate Y2 writing”",
            "Due Thursday 19 November 2026. Moved 2 times. Last said: amber, “half done”.",
        ),
        buttons=STEPS,
    )


def test_the_adviser_reads_whom_to_chase():
    action = an_action("2026-11-19", None, lead_contact=MRS_SMITH, lead_contact_id=MRS_SMITH.id)
    assert words(action, FACTS, AMINA, london("2026-11-19 09:00")) == Message(
        "A14: chase Mrs J Smith, head teacher: Oakfield Primary School, due today",
        ("“Moderate Y2 writing”", "Due Thursday 19 November 2026."),
        buttons=STEPS,
    )


def test_the_leads_of_the_team_read_whose_it_is():
    assert words(an_action("2026-11-19"), FACTS, LEO, london("2026-11-26 09:00")) == Message(
        "A14: Sam Price leads it, Oakfield Primary School, overdue by 5 working days",
        ("“Moderate Y2 writing”", "Due Thursday 19 November 2026."),
        buttons=(
            Button("Its card", "action A14"),
            Button("Give to ...", "action give A14"),
            Button("Move", "action move A14"),
            Button("Why this?", "why A14"),
        ),
    )


def test_why_names_the_days_and_who_is_told():
    action = an_action("2026-11-19", None, lead_service="HR")
    assert why(action, FACTS) == (
        "A14 is due Thursday 19 November 2026; its lead is HR.",
        "Reminders come on the morning before, on the day, and one and three working days after it (your team's "
        "setting): Wednesday 18 November 2026, Thursday 19 November 2026, Friday 20 November 2026, Tuesday 24 November "
        "2026.",
        "HR is not on the chat, so Amina Khan gets them.",
        "Leads of the team are told once, 5 working days after it: Thursday 26 November 2026.",
    )


# Given by somebody else.


def given(action: Action, first: str = "2026-11-02", last: str = "2026-11-30") -> list[str]:
    return diary(GIVEN, action, first, last)  # type: ignore[arg-type]


def test_a_new_lead_hears_of_it_once_undo_is_over():
    assert given(an_action("2026-11-19")) == ["Mon 02 Nov 10:10 Sam Price"]


def test_in_the_evening_it_waits_for_the_next_working_morning():
    assert given(an_action("2026-11-19", raised_at="2026-11-06 18:00")) == ["Mon 09 Nov 08:30 Sam Price"]


def test_nobody_hears_of_what_they_gave_themselves_or_of_what_leads_off_the_chat():
    assert given(an_action("2026-11-19", AMINA)) == []
    assert given(an_action("2026-11-19", None, lead_service="HR")) == []
    assert given(an_action("2026-11-19", state=ActionState.DONE)) == []


def test_a_second_giving_is_told_anew_by_its_giver():
    note = ActionNote(at=london("2026-11-10 14:00"), person_id=LEO.id, kind=ActionNoteKind.GIVEN)
    action = an_action("2026-11-19", notes=[note])
    assert given(action) == ["Tue 10 Nov 14:10 Sam Price"]
    assert words_of_giving(action, FACTS, SAM, london("2026-11-10 14:10")) == Message(
        "A14: an action for you at Oakfield Primary School, due in 9 days",
        ("“Moderate Y2 writing”", "Due Thursday 19 November 2026. From Leo Barnes."),
        buttons=(
            Button("Its card", "action A14"),
            Button("Progress", "action progress A14"),
            Button("Give to ...", "action give A14"),
        ),
    )
