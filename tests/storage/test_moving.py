"""A group that gets another address keeps what was bound, planned and asked there."""

from __future__ import annotations

from sqlalchemy import select

from storage.audit import begin_change
from storage.channels import BoundChannel, channels_of
from storage.database import Database
from storage.destinations import Destination, destination_of, postbox_of
from storage.moving import move_place
from tests.notifications.a_record import ARecord
from tests.people_and_schools import london

NOW = london("2026-11-25 09:00")
OLD, NEW = "-55", "-10055"


def bind(record: ARecord, address: str, *purposes: str) -> None:
    with record.database.change() as session:
        begin_change(session, record.team_id, record.leo, "telegram", NOW)
        session.add(
            BoundChannel(
                team_id=record.team_id,
                door="telegram",
                workspace="telegram",
                address=address,
                purposes=list(purposes),
                bound_by_id=record.leo,
                bound_at=NOW,
            )
        )
        postbox_of(session, record.team_id, "telegram", "telegram", address, None, NOW)


def move(record: ARecord) -> int:
    with record.database.change() as session:
        return move_place(session, "telegram", "telegram", OLD, NEW, NOW)


def bound(record: ARecord) -> list[tuple[str, list[str]]]:
    with record.database.read() as session:
        return [(one.address, one.purposes) for one in channels_of(session, record.team_id)]


def addresses(record: ARecord) -> list[str]:
    with record.database.read() as session:
        places = select(Destination.address).where(
            Destination.team_id == record.team_id, Destination.door == "telegram"
        )
        return list(session.scalars(places))


def test_binding_and_destination_move_and_are_well_again(database: Database):
    record = ARecord(database)
    bind(record, OLD, "digest", "outcomes")
    with database.change() as session:
        place = destination_of(session, record.team_id, "telegram", "telegram", OLD)
        assert place is not None
        place.parked_at, place.parked_because = NOW, "Forbidden"
    assert move(record) == 1
    assert bound(record) == [(NEW, ["digest", "outcomes"])]
    with database.read() as session:
        moved = destination_of(session, record.team_id, "telegram", "telegram", NEW)
        assert moved is not None
        assert moved.parked_at is None
    assert addresses(record) == [NEW]


def test_what_the_new_address_has_already_is_joined_with_the_old(database: Database):
    record = ARecord(database)
    bind(record, OLD, "digest", "outcomes")
    bind(record, NEW, "outcomes", "reminders")
    assert move(record) == 1
    assert bound(record) == [(NEW, ["outcomes", "reminders", "digest"])]
    assert addresses(record) == [NEW]


def test_a_second_word_of_the_same_move_changes_nothing(database: Database):
    record = ARecord(database)
    bind(record, OLD, "digest")
    assert [move(record), move(record)] == [1, 0]
    assert bound(record) == [(NEW, ["digest"])]


def test_other_doors_and_addresses_stay(database: Database):
    record = ARecord(database)
    bind(record, "-56", "digest")
    assert move(record) == 0
    assert bound(record) == [("-56", ["digest"])]
