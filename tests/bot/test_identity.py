"""Who has come in at a door, and for which team."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.identity import Stranger, who_came
from policy.refused import Refused
from storage.people import Identity, Person
from tests.commands.a_team import AMINA, JANE, LEO, Stage, a_stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    with a_stage() as stage:
        yield stage


def who(stage: Stage, name: str, **more: object) -> Person | Stranger:
    with stage.database.read() as session:
        return who_came(session, stage.arrival("mine", name, **more))


def test_a_person_of_the_team_comes_with_team_and_roles(stage: Stage):
    person = who(stage, AMINA)
    assert isinstance(person, Person)
    assert (person.name, person.team.name, list(person.role_names)) == (
        AMINA,
        "Walsall School Improvement",
        ["adviser"],
    )


def test_a_stranger_is_a_stranger_everywhere(stage: Stage):
    assert isinstance(who(stage, "Eve"), Stranger)
    assert isinstance(who(stage, AMINA, door="slack"), Stranger)
    assert isinstance(who(stage, AMINA, workspace="elsewhere"), Stranger)
    assert isinstance(who(stage, AMINA, team_id=stage.other_team_id), Stranger)
    assert isinstance(who(stage, AMINA, team_id=4711), Stranger)


def test_a_place_without_a_team_is_no_hindrance_for_somebody_of_one_team(stage: Stage):
    assert isinstance(who(stage, AMINA, team_id=None), Person)


def test_who_has_left_is_a_stranger(stage: Stage):
    stage.all_say("team remove @ruth", "yes", who=LEO)
    assert isinstance(who(stage, "Ruth Shaw"), Stranger)


def test_one_person_through_two_doors(stage: Stage):
    with stage.database.change() as session:
        amina = session.scalars(select(Person).where(Person.team_id == stage.team_id, Person.name == AMINA)).one()
        session.add(Identity(door="slack", workspace="T1", user="U1", person_id=amina.id))
    by_slack = who(stage, AMINA, door="slack", workspace="T1", user="U1")
    by_terminal = who(stage, AMINA)
    assert isinstance(by_slack, Person)
    assert isinstance(by_terminal, Person)
    assert by_slack.id == by_terminal.id


def test_of_two_teams_the_place_decides(stage: Stage):
    stage.all_say(f'team add "{AMINA}" lead', who=JANE)
    here, there = who(stage, AMINA), who(stage, AMINA, team_id=stage.other_team_id)
    assert isinstance(here, Person)
    assert isinstance(there, Person)
    assert (here.team.name, there.team.name) == ("Walsall School Improvement", "Sandwell School Improvement")
    with pytest.raises(Refused, match="You serve several teams here"):
        who(stage, AMINA, team_id=None)


def test_a_channel_belongs_to_the_team_that_has_bound_it(stage: Stage):
    stage.all_say(f'team add "{AMINA}" lead', who=JANE)
    stage.say("team here outcomes", LEO, channel="sib-walsall")
    here = who(stage, AMINA, team_id=None, channel="sib-walsall")
    assert isinstance(here, Person)
    assert here.team.name == "Walsall School Improvement"
    assert isinstance(who(stage, JANE, team_id=None, channel="sib-walsall"), Stranger)
