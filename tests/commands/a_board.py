"""A stage in Wolverhampton's ways, whose School Improvement Board needs a governor; and the rows of meetings."""

from __future__ import annotations

from storage.audit import begin_change
from storage.meetings import Meeting, meeting_numbered
from storage.schools import Contact, ContactRole, School, school_with_urn
from storage.teams import Team
from tests.commands.a_team import CARYS, LEO, OLD_HALL, Stage

COG = "Mr T Khan"


def in_wolverhampton(stage: Stage) -> Stage:
    """Let the team follow the strategy of Wolverhampton, and Old Hall have a Chair of Governors."""
    with stage.database.change() as session:
        begin_change(session, stage.team_id, None, "test", stage.now)
        session.get_one(Team, stage.team_id).framework = "wolverhampton"
        old_hall = school_with_urn(session, OLD_HALL)
        assert isinstance(old_hall, School)
        session.add(
            Contact(
                team_id=stage.team_id,
                school_id=old_hall.id,
                role=ContactRole.CHAIR_OF_GOVERNORS,
                name=COG,
                from_on=stage.now.date(),
                added_at=stage.now,
            )
        )
    return stage


def meeting(stage: Stage, number: int) -> Meeting:
    """The team's meeting with this number, with members and factors."""
    with stage.database.read() as session:
        found = meeting_numbered(session, stage.team_id, number)
    assert found is not None
    return found


def a_board_that_met(stage: Stage) -> Stage:
    """A School Improvement Board at Old Hall, booked for 2 December at four; it is half past six that day."""
    in_wolverhampton(stage)
    stage.all_say("/sib book Old Hall 2 Dec 4pm", who=CARYS)
    stage.wait(days=7, hours=9, minutes=30)
    return stage


def members(stage: Stage, number: int) -> list[tuple[str, str | None, str | None, str | None]]:
    """(place, name, presence, substitute) of each stored row of a meeting."""
    return [(row.role, row.name, row.presence, row.substitute) for row in meeting(stage, number).members]


__all__ = ["CARYS", "COG", "LEO", "a_board_that_met", "in_wolverhampton", "meeting", "members"]
