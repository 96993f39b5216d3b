"""Who stands in for somebody may do what they may, while the cover lasts; the audit tells both."""

from collections.abc import Iterator

import pytest

from tests.commands.a_board import in_wolverhampton
from tests.commands.a_team import AMINA, LEO, MO, SAM, Stage, a_stage, london


@pytest.fixture
def week() -> Iterator[Stage]:
    """On Monday Amina makes a visit and takes an action at Old Hall, whose adviser she is, and plans a visit."""
    with a_stage(london("2026-11-23 15:00")) as stage:
        stage.all_say("school adviser Old Hall @amina", who=LEO)
        stage.all_say("visit Old Hall today 9-11 support", 'action Old Hall "Audit phonics" @amina by 27 Nov')
        stage.all_say("visit plan Blackwood 25 Nov 9am core")
        stage.now = london("2026-11-24 09:00")
        yield stage


def who_changed(stage: Stage, ref: str) -> str:
    """Who made the last change of a thing, as the audit says it."""
    table = stage.say(f"audit {ref}", LEO).table
    assert table is not None
    return table.rows[0][1]


def test_a_colleague_may_not_and_a_deputy_may(week: Stage):
    refused = "V1 is Amina Khan's visit. Amina or a lead can do that."
    assert week.say("visit note V1: phonics is moving", SAM).title == refused
    week.all_say("cover @sam until Friday")
    assert (
        week.say("visit note V1: phonics is moving", SAM).title == "V1: note for Old Hall School is written, not sent"
    )
    assert week.say("visit change V2 to 26 Nov 9am", SAM).title == "V2: changed, Blackwood School"
    assert week.say("action done A1 seen in books", SAM).title == "A1: done, Old Hall School"
    assert week.say("visit sent V1", SAM).title == "V1: note sent to Old Hall School"
    for ref in ("V1", "V2", "A1"):
        assert who_changed(week, ref) == "Sam Price for Amina Khan"


def test_what_the_person_does_and_what_is_the_deputys_own_is_told_of_one(week: Stage):
    week.all_say("cover @sam until Friday", "visit note V1: phonics is moving")
    week.all_say("visit Blackwood today 8-8.30 call", who=SAM)
    assert who_changed(week, "V1") == AMINA
    assert who_changed(week, "V3") == SAM


def test_the_right_ends_with_the_cover(week: Stage):
    week.all_say("cover @sam until Wednesday")
    week.now = london("2026-11-25 17:00")
    assert week.answer("visit note V1: on the last day", SAM).understood
    week.now = london("2026-11-26 09:00")
    assert not week.answer("visit note V1: a day too late", SAM).understood


def test_the_right_ends_when_the_person_is_back(week: Stage):
    week.all_say("cover @sam until Friday", "cover end")
    assert not week.answer("visit note V1: no longer", SAM).understood


def test_a_deputy_for_one_school_has_the_right_there_alone(week: Stage):
    week.all_say("cover @sam for Old Hall until Friday", "cover @leo until Friday")
    assert week.answer("visit note V1: phonics is moving", SAM).understood
    assert week.say("visit change V2 to 26 Nov 9am", SAM).title == (
        "V2 is Amina Khan's visit. Amina or a lead can do that."
    )
    week.all_say("visit change V2 to 26 Nov 9am", who=LEO)
    assert who_changed(week, "V1") == "Sam Price for Amina Khan"
    assert who_changed(week, "V2") == "Leo Barnes for Amina Khan"


def test_the_deputy_of_a_deputy_may_as_well(week: Stage):
    week.all_say("cover @sam until Friday")
    week.all_say("cover @mo until Friday", who=SAM)
    assert week.answer("visit note V1: phonics is moving", MO).understood
    assert who_changed(week, "V1") == "Mo Ali for Amina Khan"


def test_reminders_go_to_the_deputy_of_each_school(week: Stage):
    week.all_say("cover @sam for Old Hall until Friday", "cover @leo until Friday")
    week.now = london("2026-11-24 16:30")
    week.tick()
    assert sorted((parcel.receiver, parcel.message.title) for parcel in week.terminal.parcels) == [
        ("Leo Barnes", "V2: Blackwood School is next"),
        ("Sam Price", "V1: note for Old Hall School, 18 hours 30 minutes left"),
    ]
    assert {parcel.message.lines[0] for parcel in week.terminal.parcels} == {"You stand in for Amina Khan."}


def test_a_clerk_who_stands_in_for_an_adviser_writes_the_note(week: Stage):
    assert week.say("visit note V1: as dictated", MO).title.startswith("“visit note” is for advisers and leads.")
    week.all_say("cover @mo until Friday")
    assert week.answer("visit note V1: as dictated", MO).understood
    assert who_changed(week, "V1") == "Mo Ali for Amina Khan"


def test_a_deputy_of_a_lead_leads_and_is_no_admin(week: Stage):
    week.all_say("cover @sam until Friday", who=LEO)
    assert week.say("action give A1 @carys", SAM).title == "A1: now led by Carys Evans, Old Hall School"
    assert week.say("overdue", SAM).title == "Overdue in the team: nothing"
    assert week.say("team add “Eve Hill” adviser", SAM).title.startswith("“team add” is for admins.")
    assert who_changed(week, "A1") == "Sam Price for Leo Barnes"


def test_a_deputy_holds_the_meeting(week: Stage):
    in_wolverhampton(week)
    week.all_say("/sib book Old Hall 24 Nov 4pm chair @carys", who=MO)
    week.all_say("cover for @carys by @sam until Friday", who=LEO)
    week.now = london("2026-11-24 18:30")
    assert week.answer("/meeting attend M1 all", SAM).understood
    assert who_changed(week, "M1") == "Sam Price for Carys Evans"


def test_a_deputy_may_look_at_all_that_is_the_persons(week: Stage):
    assert week.say("mine @amina", SAM).title == "What others owe is for leads. Yours is: mine"
    week.all_say("cover @sam until Friday")
    assert week.say("mine @amina", SAM).title == "Amina Khan: 1 note owed, 1 visit planned, 1 action"
    assert week.answer("audit V1", SAM).understood
    card = week.say("school Old Hall", SAM)
    assert "Last: V1, Mon 23 Nov 2026, 09:00, Amina Khan: note owed, 1 day 2 hours left" in card.lines
