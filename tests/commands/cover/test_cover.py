"""`cover`, `cover list` and `cover end`."""

import pytest

from notifications.message import Table
from tests.commands.a_team import AMINA, CARYS, LEO, MO, RUTH, SAM, Stage, a_message, london

LIST = {"All cover": "cover list"}


def test_cover_is_arranged_and_said_back_in_full(each_stage: Stage):
    assert each_stage.say("cover @sam from 1 Dec to 12 Dec") == a_message(
        "Sam Price stands in for you",
        "From Tuesday 1 December 2026 to Saturday 12 December 2026: reminders for you go to Sam Price.",
        buttons=LIST | {"Undo": "undo 3"},
    )
    assert each_stage.say("cover list", RUTH) == a_message(
        "Cover: 0 today, 1 to come",
        table=Table(
            ("Away", "Deputy", "School", "Days"),
            ((AMINA, SAM, "all", "from Tuesday 1 December 2026 to Saturday 12 December 2026"),),
        ),
    )


def test_visits_and_meetings_of_these_days_are_listed_to_be_rebooked(stage: Stage):
    stage.all_say(
        "visit plan Old Hall 2 Dec 9am core", "visit plan Blackwood 14 Dec 9am core", "sib book Old Hall 3 Dec 4pm"
    )
    answer = stage.say("cover for @amina by @sam from 1 Dec to 12 Dec", LEO)
    assert answer.title == "Sam Price stands in for Amina Khan"
    assert answer.lines[1] == "1 visit and 1 meeting fall in these days: rebook them, or give them to somebody."
    assert answer.table == Table(
        ("Ref", "School", "When", "What"),
        (
            ("V1", "Old Hall School", "Wed 2 Dec 2026, 09:00", "visit"),
            ("M1", "Old Hall School", "Thu 3 Dec 2026, 16:00", "meeting"),
        ),
    )
    assert [button.says for button in answer.buttons[:2]] == ["visit change V1", "meeting move M1"]


def test_a_lead_arranges_cover_until_further_notice_and_no_reason_is_asked(stage: Stage):
    answer = stage.say("cover for @amina by @sam from today until further notice", LEO)
    assert answer.lines == (
        "From Wednesday 25 November 2026 until further notice: reminders for Amina Khan go to Sam Price.",
    )


@pytest.mark.parametrize(
    "line",
    [
        "cover for Amina by Sam until Friday",
        'cover for @"Amina Khan" by @"Sam Price" until Friday',
        "cover @sam for @amina from today to Friday",
        "/cover for amina khan by sam price 25-27 Nov",
        "cover by @sam for @amina now until Friday",
    ],
)
def test_it_may_be_said_in_several_orders(stage: Stage, line: str):
    answer = stage.say(line, LEO)
    assert answer.title == "Sam Price stands in for Amina Khan"
    assert answer.lines[0].startswith("From Wednesday 25 November 2026 to Friday 27 November 2026:")


def test_several_deputies_share_the_work(stage: Stage):
    stage.all_say("cover @leo from 1 Dec to 12 Dec", "cover @sam for Old Hall from 1 Dec to 12 Dec")
    table = stage.say("cover list").table
    assert table is not None
    assert [row[:3] for row in table.rows] == [(AMINA, LEO, "all"), (AMINA, SAM, "Old Hall School")]


def test_a_deputy_who_is_away_as_well_is_named_with_theirs(stage: Stage):
    stage.all_say("cover @leo from 3 Dec to 4 Dec", who=SAM)
    assert stage.say("cover @sam from 1 Dec to 12 Dec").lines[1] == (
        "Sam Price is away from Thursday 3 December 2026 to Friday 4 December 2026; then they go on to Leo Barnes."
    )


@pytest.mark.parametrize(
    ("line", "who", "refused"),
    [
        ("cover @amina from 1 Dec to 12 Dec", AMINA, "You cannot stand in for yourself. Name a colleague."),
        ("cover for @sam by @sam until Friday", LEO, "Sam Price cannot stand in for themselves. Name a colleague."),
        ("cover for @amina by @leo until Friday", SAM, "Only leads arrange cover for others. Yours is: cover @leo"),
        ("cover @sam from 1 Nov to 12 Nov", AMINA, "Thursday 12 November 2026 has passed."),
        ("cover @sam from 12 Dec to 1 Dec", AMINA, "“from 12 Dec to 1 Dec” ends before it starts."),
        ("cover @sam bananas", AMINA, "From when to when? I cannot read “bananas”."),
        ("cover @eve until Friday", AMINA, "Nobody in Walsall School Improvement is called “eve”."),
        ("cover @sam until Friday", RUTH, "“cover” is"),
        ("cover end", AMINA, "Nobody stands in for you, so there is nothing to end."),
        ("cover end for @sam", LEO, "Nobody stands in for Sam Price, so there is nothing to end."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(stage: Stage, line: str, who: str, refused: str):
    answer = stage.answer(line, who)
    assert answer.message.title.startswith(refused)
    assert not answer.understood
    assert stage.rows()["cover"] == 0


def test_days_that_are_covered_already_are_refused_with_a_way_out(stage: Stage):
    stage.all_say("cover @sam from 1 Dec to 12 Dec")
    assert stage.say("cover @leo from 12 Dec to 14 Dec") == a_message(
        "Sam Price stands in for you from Tuesday 1 December 2026 to Saturday 12 December 2026 already. "
        "End that first (cover end), or name other days, or one school."
    )
    assert stage.say("cover @leo from 13 Dec to 14 Dec").title == "Leo Barnes stands in for you"


def test_two_people_cannot_stand_in_for_each_other(stage: Stage):
    stage.all_say("cover @sam from 1 Dec to 12 Dec")
    assert stage.say("cover @amina from 5 Dec to 6 Dec", SAM).title == (
        "Amina Khan is away in these days too, and you would stand in again in turn: the reminders would go round in "
        "a circle. Name somebody else."
    )
    assert stage.say("cover @amina from 13 Dec to 14 Dec", SAM).title == "Amina Khan stands in for you"


def test_a_last_day_that_only_the_next_year_has_is_asked_about(stage: Stage):
    asked = stage.say("cover @sam until 1 Nov")
    assert asked.title == "That is 341 days, to Monday 1 November 2027. Is that right?"
    assert stage.rows()["cover"] == 0
    assert stage.press(asked, "Yes, it is right").title == "Sam Price stands in for you"


def test_a_day_a_year_off_is_asked_about(stage: Stage):
    asked = stage.say("cover @sam from 1 Nov 2027 to 12 Nov 2027")
    assert asked.title == "Monday 1 November 2027 is a long way off. Is that right?"
    assert stage.press(asked, "Yes, it is right").title == "Sam Price stands in for you"


def test_whoever_is_back_ends_it_and_undo_begins_it_again(each_stage: Stage):
    each_stage.all_say("cover @sam from today until further notice")
    ended = each_stage.say("cover end")
    assert ended == a_message(
        "Cover ended: reminders for you go to you again",
        "It was Sam Price, from Wednesday 25 November 2026 until further notice.",
        buttons=LIST | {"Undo": "undo 4"},
    )
    assert each_stage.say("cover list").title == "Nobody is away, as far as I know"
    assert each_stage.press(ended, "Undo").title == "Taken back: the cover"
    assert each_stage.say("cover list").title == "Cover: 1 today, 0 to come"


def test_a_deputy_may_step_back_but_a_colleague_may_not_end_it(stage: Stage):
    stage.all_say("cover @sam until Friday")
    assert stage.say("cover end for @amina", MO).title == "Amina Khan, Sam Price or a lead can end that."
    assert stage.say("cover end for @amina", SAM).title == "Cover ended: reminders for Amina Khan go to them again"


def test_ending_several_is_asked_about(stage: Stage):
    stage.all_say("cover @leo until Friday", "cover @sam for Old Hall until Friday")
    assert stage.say("cover end by @sam").title == "Cover ended: reminders for you go to you again"
    stage.all_say("cover @sam for Blackwood until Friday")
    asked = stage.say("cover end")
    assert asked.title == "That ends 2 covers. End them all?"
    stage.press(asked, "Yes, end them")
    assert stage.say("cover list").title == "Nobody is away, as far as I know"


def test_what_has_passed_is_not_listed(stage: Stage):
    stage.all_say("cover @sam until Friday", who=CARYS)
    stage.now = london("2026-11-28 09:00")
    assert stage.say("cover list").title == "Nobody is away, as far as I know"
