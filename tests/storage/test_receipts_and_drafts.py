"""What has come in and been answered, and what is half said."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.drafts import LISTENS_FOR, Draft, draft_numbered, listening_draft
from storage.receipts import Receipt, receipt_for
from storage.references import next_reference
from storage.teams import Team
from tests.commands.a_team import NOW, set_the_scene

AMINA, LEO = 2, 1


@pytest.fixture
def team_id(database: Database) -> int:
    set_the_scene(database)
    with database.read() as session:
        return session.scalars(select(Team.id).order_by(Team.id).limit(1)).one()


def a_draft(team_id: int, number: int = 1, asked_at: datetime = NOW, **more: object) -> Draft:
    facts = {"person_id": AMINA, "door": "console", "channel": "terminal", "closed_at": None} | more
    return Draft(
        team_id=team_id,
        number=number,
        command="visit",
        values={"school": "Old Hall"},
        said_at={},
        asks="kind",
        question="What kind of visit?",
        options=[["Core offer visit", "core"]],
        asked_at=asked_at,
        **facts,
    )


def store(database: Database, *rows: object) -> None:
    with database.change() as session:
        session.add_all(rows)


def heard(database: Database, team_id: int, at: datetime = NOW, **more: object) -> int | None:
    place = {"person_id": AMINA, "door": "console", "channel": "terminal"} | more
    with database.read() as session:
        draft = listening_draft(session, team_id, now=at, **place)  # type: ignore[arg-type]
        return draft.number if draft else None


def test_a_draft_keeps_what_was_said_so_far(database: Database, team_id: int):
    store(database, a_draft(team_id))
    with database.read() as session:
        draft = draft_numbered(session, team_id, 1)
        assert draft is not None
        assert draft.ref == "D1"
        assert (draft.values, draft.options) == ({"school": "Old Hall"}, [["Core offer visit", "core"]])
        assert draft.asked_at == NOW


def test_the_newest_open_question_of_this_person_here_listens(database: Database, team_id: int):
    store(database, a_draft(team_id, 1), a_draft(team_id, 2), a_draft(team_id, 3, closed_at=NOW))
    assert heard(database, team_id) == 2
    assert heard(database, team_id, person_id=LEO) is None
    assert heard(database, team_id, channel="corridor") is None
    assert heard(database, team_id, door="slack") is None


def test_a_question_listens_for_half_an_hour(database: Database, team_id: int):
    store(database, a_draft(team_id))
    assert heard(database, team_id, at=NOW + LISTENS_FOR - timedelta(seconds=1)) == 1
    assert heard(database, team_id, at=NOW + LISTENS_FOR) is None


def test_a_question_of_another_team_is_not_there(database: Database, team_id: int):
    store(database, a_draft(team_id))
    with database.read() as session:
        other = session.scalars(select(Team.id).where(Team.id != team_id)).one()
        assert draft_numbered(session, other, 1) is None
    assert heard(database, other) is None


def test_a_number_names_one_question_of_a_team(database: Database, team_id: int):
    store(database, a_draft(team_id))
    with pytest.raises(IntegrityError):
        store(database, a_draft(team_id))


def test_references_follow_one_another_in_each_team(database: Database, team_id: int):
    with database.change() as session:
        other = session.scalars(select(Team.id).where(Team.id != team_id)).one()
        assert [next_reference(session, team_id, "visits") for _ in range(3)] == [1, 2, 3]
        assert next_reference(session, team_id, "drafts") == 1
        assert next_reference(session, other, "visits") == 1


def test_a_reference_that_was_not_used_is_given_again(database: Database, team_id: int):
    def fail_with_a_new_number() -> None:
        with database.change() as session:
            next_reference(session, team_id, "visits")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_with_a_new_number()
    with database.change() as session:
        assert next_reference(session, team_id, "visits") == 1


def test_a_receipt_is_found_by_door_and_key(database: Database, team_id: int):
    store(database, Receipt(door="console", key="line-1", at=NOW, answer={"message": {"title": "V1"}}))
    with database.read() as session:
        found = receipt_for(session, "console", "line-1")
        assert found is not None
        assert found.answer == {"message": {"title": "V1"}}
        assert receipt_for(session, "slack", "line-1") is None
        assert receipt_for(session, "console", "line-2") is None


def test_an_arrival_has_one_receipt(database: Database, team_id: int):
    store(database, Receipt(door="console", key="line-1", at=NOW, answer={}))
    with pytest.raises(IntegrityError):
        store(database, Receipt(door="console", key="line-1", at=NOW, answer={}))
