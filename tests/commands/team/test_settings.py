"""The team's settings: hours, times, terms, go-live, channels."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import select, update

from notifications.message import Audience, Table
from storage.actions import Action
from storage.channels import Purpose, channels_for
from storage.meetings import Meeting
from storage.teams import Team
from storage.terms import SchoolTerm
from storage.visits import Visit
from tests.commands.a_team import AMINA, JANE, LEO, MO, RUTH, Stage, a_message

ANEW = "What is open in the team is reckoned anew within a minute."
ALL = {"All settings": "team settings"}


def team(stage: Stage) -> Team:
    with stage.database.read() as session:
        return session.get_one(Team, stage.team_id)


@pytest.mark.parametrize(
    ("line", "title", "before", "column", "value"),
    [
        ("team morning 9:30", "Morning reminders come at 09:30", "09:00", "morning_at", time(9, 30)),
        ("team brief 3.30pm", "Briefs for the next day come at 15:30", "16:00", "brief_at", time(15, 30)),
        (
            "team last call 90",
            "The last call comes 1 hour 30 minutes of working time before a deadline",
            "1 hour",
            "last_call_minutes",
            90,
        ),
        ("team digest 7:45", "The digest comes at 07:45 on working days in term", "08:30", "digest_at", time(7, 45)),
        ("team nothing due daily", "“Nothing is due” is said every day", "on Mondays only", "nothing_due_daily", True),
        (
            "team go-live 1 Dec",
            "Go-live is Tuesday 1 December 2026: nothing that was due before is missed",
            "no go-live date",
            "go_live_on",
            date(2026, 12, 1),
        ),
        (
            "team hours 8 to 5",
            "Reminders come between 08:00 and 17:00 on working days",
            "08:30 to 17:00",
            "opens_at",
            time(8),
        ),
        (
            "team quiet 18:00 to 7:30",
            "Reminders come between 07:30 and 18:00 on working days",
            "08:30 to 17:00",
            "closes_at",
            time(18),
        ),
    ],
)
def test_a_setting_is_changed_said_back_with_what_it_was_and_taken_back(
    each_stage: Stage, line: str, title: str, before: str, column: str, value: object
):
    was = getattr(team(each_stage), column)
    answer = each_stage.say(line, LEO)
    assert (answer.title, answer.lines[0], answer.lines[-1]) == (title, f"Before: {before}.", ANEW)
    assert getattr(team(each_stage), column) == value
    assert each_stage.press(answer, "Undo", LEO).title == "Taken back: the team"
    assert getattr(team(each_stage), column) == was


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("team hours 17:00 to 8:30", "08:30 is not after 17:00. For example: team hours 8:30 to 17:00"),
        ("team hours 9 to 10", "From 09:00 to 10:00 is too short: two hours are the least."),
        ("team hours 9", "“9” does not say from when to when. For example: team hours 8:30 to 17:00"),
        ("team quiet 8:30 to 17:00", "Quiet time runs over the night"),
        ("team morning 7:00", "07:00 is in your team's quiet time (17:00 to 08:30). For example: team morning 9:00"),
        ("team brief 17:00", "17:00 is in your team's quiet time"),
        ("team morning 9:00", "Morning reminders come at 09:00 already."),
        ("team last call 5", "The last call can come 10 to 240 working minutes before a deadline"),
        ("team last call bananas", "I cannot read “bananas” as a length."),
        ("team digest 3:00am", "03:00 is in the night."),
        ("team go-live 31 Feb", "There is no 31 February"),
        ("team terms Narnia", "I have no term dates of “Narnia”. There are: none yet"),
        ("team here bananas", "“bananas” is nothing a channel can show. There are: digest, reminders, outcomes"),
        ("team here nothing", "This channel shows nothing of the team's, so there is nothing to end."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(stage: Stage, line: str, refused: str):
    before = stage.rows()["audit"]
    answer = stage.answer(line, LEO)
    assert answer.message.title.startswith(refused)
    assert not answer.understood
    assert stage.rows()["audit"] == before


def test_reminders_that_would_fall_into_quiet_time_are_named(stage: Stage):
    assert stage.say("team hours 10 to 16:00", LEO).lines == (
        "Before: 08:30 to 17:00.",
        "Morning reminders (09:00) now fall into quiet time: team morning 10:00",
        "The brief (16:00) now falls into quiet time: team brief 15:00",
        ANEW,
    )


@pytest.mark.parametrize("who", [AMINA, MO, RUTH])
def test_settings_are_for_leads_and_admins(stage: Stage, who: str):
    assert not stage.answer("team hours 8 to 5", who).understood
    assert stage.answer("team settings", who).understood


def test_everything_open_in_the_team_is_looked_at_again_and_nothing_of_others(each_stage: Stage):
    each_stage.all_say("visit Old Hall yesterday 2pm core 2h", "visit plan Blackwood 4 Dec 9am core")
    each_stage.all_say("visit Old Hall today 8am call: note", "visit sent V3")
    each_stage.all_say('action Old Hall "Audit" @amina by Friday', "sib book Old Hall 3 Dec 4pm")
    with each_stage.database.change() as session:
        for table in (Visit, Action, Meeting):
            session.execute(update(table).values(next_look_at=None), execution_options={"all_teams": True})
    each_stage.all_say("team morning 9:30", who=JANE)
    assert looks(each_stage) == {"V1": False, "V2": False, "V3": False, "A1": False, "M1": False}
    each_stage.all_say("team morning 9:30", who=LEO)
    assert looks(each_stage) == {"V1": True, "V2": True, "V3": False, "A1": True, "M1": True}


def looks(stage: Stage) -> dict[str, bool]:
    """Whether each row is to be looked at now."""
    with stage.database.read() as session:
        rows = [
            row
            for table in (Visit, Action, Meeting)
            for row in session.scalars(select(table).where(table.team_id == stage.team_id).order_by(table.id))
        ]
        return {row.ref: row.next_look_at == stage.now for row in rows}


def test_terms_of_an_area_whose_dates_were_imported_are_taken(each_stage: Stage):
    with each_stage.database.change() as session:
        session.add(
            SchoolTerm(
                area="Telford and Wrekin",
                starts=2026,
                name="autumn",
                first_on=date(2026, 9, 3),
                last_on=date(2026, 12, 17),
                half_term_first_on=date(2026, 10, 26),
                half_term_last_on=date(2026, 10, 30),
            )
        )
    answer = each_stage.say('team terms "telford and wrekin"', LEO)
    assert answer.title == "School terms are those of Telford and Wrekin"
    assert answer.lines[:2] == ("Before: Walsall.", "Autumn: Thursday 3 September 2026 to Thursday 17 December 2026.")
    assert team(each_stage).term_area == "Telford and Wrekin"


def test_a_channel_is_bound_shown_changed_and_let_go(each_stage: Stage):
    said = a_message(
        "This channel now shows: digest and outcomes",
        "It was not bound before.",
        "Before a deadline it shows school, reference and initials; of what is late only the number; nothing "
        "restricted.",
        buttons={"All channels": "team channels", "Undo": "undo 3"},
    )
    assert each_stage.say("team here digest and outcomes", LEO) == replace(said, audience=Audience.PLACE)
    assert each_stage.say("team channels", RUTH) == a_message(
        "1 channel",
        table=Table(
            ("Channel", "On", "Shows", "Bound by"),
            (("terminal", "Console", "digest and outcomes", "Leo Barnes, Wednesday 25 November 2026"),),
        ),
    )
    assert bound_for(each_stage, Purpose.OUTCOMES) == ["terminal"]
    assert bound_for(each_stage, Purpose.REMINDERS) == []
    assert each_stage.say("team here everything", LEO).lines[0] == "Before: digest and outcomes."
    assert bound_for(each_stage, Purpose.REMINDERS) == ["terminal"]
    assert each_stage.say("team here nothing", LEO).title == "This channel shows nothing of the team's any more"
    assert each_stage.say("team channels").title == "No channel shows anything of the team's yet"


def bound_for(stage: Stage, purpose: Purpose) -> list[str]:
    with stage.database.read() as session:
        return [channel.address for channel in channels_for(session, stage.team_id, purpose)]


def test_all_settings_are_shown_with_the_line_that_changes_each(stage: Stage):
    message = stage.say("team settings", RUTH)
    assert message.lines[1] == "Hours and times are your team's own setting; no council's document prints them."
    assert message.table is not None
    for _, _, line in message.table.rows:
        assert line == "the council's" or stage.answer(f"help {line.split(' ', 1)[0]} {line.split(' ')[1]}").understood


def test_somebody_with_schools_or_actions_cannot_leave_before_they_are_given(stage: Stage):
    stage.all_say("school adviser Old Hall @sam", 'action Old Hall "Audit" @sam by Friday', who=LEO)
    assert stage.say("team remove @sam", LEO).title == (
        "Sam Price still has A1. Give them to a colleague first: action give A1 @name"
    )
    stage.all_say("action give A1 @amina", who=LEO)
    assert stage.say("team remove @sam", LEO).title == (
        "Sam Price is attached to 1 school (Old Hall School). First: school adviser all of @Sam to @name"
    )
    stage.all_say("school adviser all of @sam to @amina", "yes", who=LEO)
    assert stage.all_say("team remove @sam", "yes", who=LEO).title == "Sam Price has left the team"
