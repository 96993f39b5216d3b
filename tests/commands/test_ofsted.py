"""Ofsted's call breaks quiet time, holds messages to the school, and its outcome starts what the documents say."""

from __future__ import annotations

from datetime import date

import pytest

from storage.inspections import Inspection
from tests.commands.a_team import AMINA, CARYS, LEO, MO, OLD_HALL, RUTH, SAM, Stage, london
from tests.commands.test_category import in_council, put_in_force

CALLED = "Ofsted has called Old Hall School"


@pytest.fixture
def called(stage: Stage) -> Stage:
    """Amina is attached to Old Hall; at nine in the evening Sam says that Ofsted comes tomorrow and on Friday."""
    in_council(stage, "telford")
    stage.say("school adviser Old Hall @amina", LEO)
    stage.now = london("2026-11-25 21:00")
    stage.say("ofsted Old Hall tomorrow and Fri graded", SAM)
    return stage


@pytest.fixture
def inspected(called: Stage) -> Stage:
    """It is Friday afternoon, and inspectors have given their feedback."""
    called.now = london("2026-11-27 16:00")
    return called


def alerted(stage: Stage) -> list[str]:
    stage.tick()
    return [parcel.receiver for parcel in stage.terminal.parcels if parcel.message.title == CALLED]


def test_leads_and_the_attached_adviser_hear_at_once_also_in_quiet_time_and_once(called: Stage):
    assert alerted(called) == [LEO, AMINA]
    called.now = london("2026-11-26 09:00")
    assert alerted(called) == [LEO, AMINA]


def test_the_named_list_hears_too_and_can_be_changed(stage: Stage):
    said = stage.say("ofsted tell @carys", LEO)
    assert (said.title, said.lines) == (
        "Carys Evans hears at once when Ofsted calls",
        ("Leads and the attached adviser hear it always; on the list: Carys Evans.",),
    )
    assert stage.answer("ofsted tell @carys", LEO).message.title == "Carys Evans is on the list already."
    stage.say("ofsted Old Hall tomorrow graded")
    assert alerted(stage) == [LEO, CARYS]
    assert stage.say("ofsted untell @carys", LEO).lines == (
        "Leads and the attached adviser hear it always; on the list: nobody.",
    )
    assert not stage.answer("ofsted tell @sam").understood


def test_the_answer_says_the_days_in_full(stage: Stage):
    said = stage.say("ofsted Old Hall tomorrow and Fri graded")
    assert (said.title, said.lines) == (
        "Ofsted at Old Hall School: full inspection",
        (
            "Thursday 26 November 2026 to Friday 27 November 2026.",
            "Leads, the attached adviser and the named list are told now, whatever the hour.",
            "What would be mailed to the school waits until inspectors have left.",
        ),
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("tomorrow and Friday", "Thursday 26 November 2026 to Friday 27 November 2026."),
        ("1 to 2 December", "Tuesday 1 December 2026 to Wednesday 2 December 2026."),
        ("on Monday", "Monday 30 November 2026."),
        ("today", "Wednesday 25 November 2026."),
    ],
)
def test_days_as_people_say_them(stage: Stage, days: str, said: str):
    assert stage.say(f"ofsted Old Hall {days}").lines[0] == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("cake", "I cannot read “cake” as a day. For example: ofsted Old Hall tomorrow and Wednesday"),
        (
            "1 to 20 December",
            "Tuesday 1 December 2026 to Sunday 20 December 2026 is no inspection. For example: tomorrow and Wednesday",
        ),
        (
            "Mon and Tue and Wed",
            "“Mon and Tue and Wed” is more than two days. Say the first and the last: tomorrow and Wednesday",
        ),
    ],
)
def test_what_is_no_inspection_is_refused(stage: Stage, days: str, said: str):
    assert stage.answer(f"ofsted Old Hall {days}").message.title == said


def test_a_call_is_said_once_and_can_be_taken_back(called: Stage):
    again = called.answer("ofsted Old Hall tomorrow", AMINA)
    assert again.message.title.startswith(
        "An inspection of Old Hall School on Thursday 26 November 2026 to Friday 27 November 2026 is on record already."
    )
    said = called.say("ofsted cancel Old Hall because it was put off", MO)
    assert said.title == "Ofsted at Old Hall School, Thursday 26 November 2026 to Friday 27 November 2026: cancelled"
    assert called.say("ofsted").title == "Ofsted has not called this school year"
    assert called.answer("ofsted left Old Hall").message.title.startswith("No call of Ofsted about Old Hall School")


def a_note_that_leaves(stage: Stage) -> None:
    stage.all_say("visit Old Hall today 10am core 2h: Writing is better", "visit note V1 next-steps: Go on")
    stage.press(stage.say("visit send V1"), "Send it")


def test_mail_to_the_school_waits_until_inspectors_have_left(stage: Stage):
    stage.now = london("2026-11-25 14:00")
    stage.say("ofsted Old Hall today and tomorrow", SAM)
    a_note_that_leaves(stage)
    stage.now = london("2026-11-25 14:30")
    stage.tick()
    assert stage.post.parcels == []
    stage.now = london("2026-11-26 23:30")
    stage.tick()
    assert stage.post.parcels == []
    stage.now = london("2026-11-27 00:01")
    stage.tick()
    assert [parcel.address for parcel in stage.post.parcels] == ["head@oldhall.example"]


def test_it_goes_as_soon_as_somebody_says_that_they_have_left(stage: Stage):
    stage.now = london("2026-11-25 14:00")
    stage.say("ofsted Old Hall today and tomorrow", SAM)
    a_note_that_leaves(stage)
    stage.now = london("2026-11-25 14:30")
    stage.tick()
    stage.now = london("2026-11-25 16:00")
    stage.say("ofsted left Old Hall", MO)
    stage.tick()
    assert [parcel.address for parcel in stage.post.parcels] == ["head@oldhall.example"]


def test_the_minutes_for_second_thoughts_stay_when_inspectors_leave(stage: Stage):
    stage.now = london("2026-11-25 14:00")
    stage.say("ofsted Old Hall today and tomorrow", SAM)
    a_note_that_leaves(stage)
    stage.all_say("ofsted left Old Hall", who=MO)
    stage.tick()
    assert stage.post.parcels == []
    stage.now = london("2026-11-25 14:11")
    stage.tick()
    assert len(stage.post.parcels) == 1


def test_a_note_to_another_school_does_not_wait(stage: Stage):
    stage.now = london("2026-11-25 14:00")
    stage.say("ofsted Blackwood today and tomorrow", SAM)
    a_note_that_leaves(stage)
    stage.now = london("2026-11-25 14:11")
    stage.tick()
    assert len(stage.post.parcels) == 1


def test_special_measures_start_the_statement_of_action_in_its_order(inspected: Stage):
    """T1-39, T1-52; N18."""
    said = inspected.say("ofsted outcome Old Hall special measures")
    assert said.title == "Ofsted at Old Hall School: special measures"
    assert said.lines == (
        "Provisional and restricted: until it is published leads, the attached adviser and you read it.",
        "1. The school enters Category 4b without waiting for a review meeting; by Friday 11 December 2026.",
        "2. Discuss it with the Director of Children's Services; by Friday 11 December 2026.",
        "3. Align it with the school action plan; by Friday 11 December 2026.",
        "4. Send it to Ofsted; by Friday 11 December 2026.",
    )
    assert said.buttons[0].says == f"category propose {OLD_HALL} 4b"
    against = (
        "First: discuss it with the Director of Children's Services. “This will be discussed first with the "
        "Director of "
        "Children's Services, aligned with the school action plan and then be sent to OfSTED.”"
    )
    assert inspected.answer("ofsted done Old Hall 4").message.title == (
        f"{against} Nothing was stored. A lead can record it with a reason."
    )
    asked = inspected.say("ofsted done Old Hall 4", LEO)
    assert asked.title == f"{against} As a lead you can record it, with a reason. Why?"
    assert "   Out of the document's order, by a lead: it was urgent" in inspected.say("it was urgent", LEO).lines
    done = inspected.say("ofsted done Old Hall 2 on 24 November: he agrees")
    assert done.lines[1] == (
        "2. Discuss it with the Director of Children's Services; done Tuesday 24 November 2026: he agrees."
    )


def test_an_outcome_said_again_keeps_what_was_done(inspected: Stage):
    inspected.all_say("ofsted outcome Old Hall special measures", "ofsted done Old Hall 2")
    said = inspected.say("ofsted outcome Old Hall serious weaknesses")
    assert [line for line in said.lines if "done" in line] == [
        "1. Discuss it with the Director of Children's Services; done Friday 27 November 2026."
    ]
    said = inspected.say("ofsted outcome Old Hall good")
    assert said.lines[1:] == ("1. Discuss it with the Director of Children's Services; done Friday 27 November 2026.",)


def test_in_walsall_weak_leadership_meets_the_director(stage: Stage):
    """W2-23; N27."""
    stage.say("ofsted Old Hall today")
    said = stage.say("ofsted outcome Old Hall good leadership requires improvement")
    assert said.lines[1:] == (
        "1. Head teacher and Chair of Governors meet the Director of Children's Services and the Assistant "
        "Director; by "
        "Wednesday 9 December 2026.",
    )


@pytest.mark.parametrize(("category", "surprised"), [(None, True), ("A", True), ("C", False)])
def test_what_the_council_had_not_recorded_is_looked_into(stage: Stage, category: str | None, surprised: bool):
    """W2-43."""
    if category:
        put_in_force(stage, "Old Hall", f"band {category}", "2 September")
    stage.say("ofsted Old Hall today")
    said = stage.say("ofsted outcome Old Hall serious weaknesses")
    assert any("The LA reassesses its evaluation and processes" in line for line in said.lines) is surprised


def test_of_a_weak_report_card_the_council_says_itself_what_it_takes_it_for(stage: Stage):
    """H4-13; Ofsted's scales cannot be compared."""
    in_council(stage, "hackney")
    stage.say("ofsted Old Hall today")
    asked = stage.say("ofsted outcome Old Hall: leadership needs attention, inclusion expected, safeguarding met")
    assert asked.title.startswith("The council's documents speak of grades from 1 to 4; a report card has none")
    said = stage.press(asked, "Neither")
    assert said.lines[1:] == ("The council's documents start nothing for it.",)
    asked = stage.say("ofsted outcome Old Hall: leadership needs attention, inclusion expected, safeguarding met")
    said = stage.press(asked, "Requires improvement")
    assert said.title == (
        "Ofsted at Old Hall School: Needs attention: Leadership and governance; Expected standard: Inclusion; Met: "
        "Safeguarding standards; taken by the council as requires improvement"
    )
    assert said.buttons[0].says == f"category propose {OLD_HALL} Enhanced"


def test_an_outcome_is_restricted_until_it_is_published(inspected: Stage):
    inspected.say("ofsted outcome Old Hall special measures")
    for who in (RUTH, CARYS, MO):
        seen = [inspected.say(line, who) for line in ("ofsted Old Hall", "ofsted", "school Old Hall", "find measures")]
        assert [one for one in seen if "special measures" in str(one)] == []
    assert (
        "special measures. Provisional and restricted until it is published." in inspected.say("ofsted Old Hall").lines
    )
    assert not inspected.answer("ofsted done Old Hall 2", "Ruth Shaw").understood
    said = inspected.say("ofsted published Old Hall")
    assert said.lines == ("Friday 27 November 2026: special measures. Everybody in the team can read it.",)
    assert "special measures." in inspected.say("ofsted Old Hall", RUTH).lines
    assert any("special measures" in line for line in inspected.say("school Old Hall", RUTH).lines)


def test_the_guards_know_what_the_team_was_told(inspected: Stage):
    """T1-52: into 4b without a review meeting."""
    put_in_force(inspected, "Old Hall", "3", "2 November")
    line = "category propose Old Hall 4b from 30 November because 1.1 and 3.1"
    assert inspected.answer(line).message.title.startswith("“Only after a review meeting")
    inspected.say("ofsted outcome Old Hall special measures")
    assert inspected.say(line).title == "Old Hall School: Category 3 → Category 4b, proposed"


def test_leads_hear_of_what_is_not_done_by_its_day_and_once_more(inspected: Stage):
    """N18, N27."""
    inspected.say("ofsted outcome Old Hall special measures", LEO)
    heard = []
    for day in range(1, 24):
        inspected.now = london(f"2026-12-{day:02} 09:00")
        inspected.tick()
        new = [p for p in inspected.terminal.parcels if p.message.title.startswith("After Ofsted")][len(heard) :]
        heard += [(date(2026, 12, day), parcel.receiver, parcel.message) for parcel in new]
    assert [(str(day), who) for day, who, _ in heard] == [("2026-12-11", LEO), ("2026-12-18", LEO)]
    assert heard[0][2].title == "After Ofsted at Old Hall School: 4 things to do"
    assert heard[0][2].lines[1] == "Discuss it with the Director of Children's Services; by Friday 11 December 2026."


def test_readers_cannot_say_that_ofsted_has_called(stage: Stage):
    answer = stage.answer("ofsted Old Hall tomorrow", RUTH)
    assert (answer.understood, answer.message.title) == (
        False,
        "Advisers, leads, clerks and admins can say that Ofsted has called. Please tell one of them.",
    )


def test_nobody_is_alerted_of_an_inspection_that_is_over(stage: Stage):
    asked = stage.say("ofsted Old Hall 3 November")
    assert asked.title == (
        "Tuesday 3 November 2026 has passed. Nobody is alerted of an inspection that is over. Record it?"
    )
    assert stage.press(asked, "Yes, record it").lines == ("Tuesday 3 November 2026.",)
    assert alerted(stage) == []


def test_a_call_that_was_taken_back_holds_nothing_and_alerts_nobody(stage: Stage):
    stage.now = london("2026-11-25 14:00")
    stage.all_say("ofsted Old Hall today and tomorrow", "ofsted cancel Old Hall because of a mistake", who=SAM)
    a_note_that_leaves(stage)
    stage.now = london("2026-11-25 14:11")
    stage.tick()
    assert (alerted(stage), len(stage.post.parcels)) == ([], 1)


def test_whoever_says_it_is_not_told_of_it(stage: Stage):
    stage.say("ofsted Old Hall tomorrow graded", LEO)
    assert alerted(stage) == []


def test_an_inspection_that_ofsted_has_published_is_not_counted_twice(inspected: Stage):
    """Ofsted may print another of its days."""
    inspected.say("ofsted outcome Old Hall special measures")
    with inspected.database.change() as session:
        session.add(
            Inspection(
                urn=OLD_HALL,
                scale="report card",
                inspected_on=date(2026, 11, 24),
                published_on=date(2026, 11, 27),
                concern="SM",
                outcomes={},
            )
        )
    lines = [line for line in inspected.say("school Old Hall", LEO).lines if line.startswith("Ofsted")]
    assert lines == ["Ofsted, Tuesday 24 November 2026: report card, no grades published; special measures."]


def test_there_is_no_outcome_before_inspectors_come(called: Stage):
    assert called.answer("ofsted outcome Old Hall good").message.title == (
        "Inspectors come to Old Hall School Thursday 26 November 2026; there is no outcome before that."
    )
