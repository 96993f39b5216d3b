"""What time does not mend is set aside or parked, told to the admin once, and holds up nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.doctor_of_delivery import delivery_findings
from bot.outbox_verbs import list_outbox, retry
from notifications.rules import RULES, visit_note_due
from notifications.rules.delivery_trouble import ADVICE
from storage.database import Database
from storage.outbox import OutboxRow
from storage.teams import Team
from storage.visits import Visit
from tests.faults.checker import Due, faults_of, note_is_due
from tests.faults.doors import NearDoor
from tests.faults.platform import How, Platform
from tests.faults.scene import AMINA, LEO, SAM, Clock, Program, every, london, put_scene, put_visit

TUESDAY = "2026-11-03 15:00"
WEDNESDAY = note_is_due(TUESDAY, until="2026-11-04")
SAMS = [Due(SAM, one.on, one.earliest) for one in WEDNESDAY]
TO_AMINA, TO_SAM, TO_LEO = (name.casefold() for name in (AMINA, SAM, LEO))
TROUBLES = ("could not be sent", "no longer", "cannot be worked out")
NINE_TO_TEN = list(every(1, "2026-11-04 09:00", "2026-11-04 10:00"))


@pytest.fixture
def scene(database: Database) -> Database:
    put_scene(database)
    put_visit(database, TUESDAY, who=AMINA)
    put_visit(database, TUESDAY, who=SAM)
    return database


def play(database: Database, platform: Platform, instants: Iterable[datetime]) -> None:
    async def ticked() -> None:
        clock = Clock()
        program = Program(database, {"console": NearDoor("console", platform, clock)}, clock)
        for at in instants:
            await program.tick(at)
        program.close()

    asyncio.run(ticked())


def titles(platform: Platform, address: str) -> list[str]:
    return [one.title for one in platform.ledger if one.address == address]


def doctor(database: Database) -> list[str]:
    with database.read() as session:
        return [one.words for one in delivery_findings(session, session.get_one(Team, 1)) if not one.is_well]


@pytest.fixture
def poisonous(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of Amina's note raise."""

    def words(visit: Visit, *more: object) -> object:
        if visit.adviser_id == 2:
            raise ZeroDivisionError
        return visit_note_due.words(visit, *more)  # type: ignore[arg-type]

    rule = RULES["visit-note-due"]
    monkeypatch.setitem(RULES, "visit-note-due", type(rule)(**{**vars(rule), "words": words}))


@pytest.mark.usefixtures("poisonous")
def test_a_poison_row_is_set_aside_after_three_tries_and_the_others_go_out(scene: Database):
    platform = Platform()
    play(scene, platform, NINE_TO_TEN)
    assert titles(platform, TO_AMINA) == []
    assert faults_of(scene, platform.ledger, SAMS, hands_needed=True, besides=TROUBLES) == []
    assert titles(platform, TO_LEO) == ["Some reminders could not be sent"]
    with scene.read() as session:
        poison = session.scalars(select(OutboxRow).where(OutboxRow.team_id == 1, OutboxRow.person_id == 2)).one()
    assert (poison.state, poison.faults) == ("failed", 3)
    assert doctor(scene) == [
        f"Walsall: 1 messages were set aside ({poison.id}). Look at them with: rrp-bot outbox list"
    ]


def test_a_poison_row_is_sent_after_all_once_its_words_were_mended_and_somebody_says_retry(
    scene: Database, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
):
    platform = Platform()
    with monkeypatch.context():
        request.getfixturevalue("poisonous")
        play(scene, platform, NINE_TO_TEN)
    monkeypatch.undo()
    with scene.change() as session:
        poison = session.scalars(select(OutboxRow).where(OutboxRow.team_id == 1, OutboxRow.person_id == 2)).one()
        retry(session, str(poison.id), london("2026-11-04 10:30"))
    play(scene, platform, every(1, "2026-11-04 10:31", "2026-11-04 10:40"))
    assert faults_of(scene, platform.ledger, [*WEDNESDAY, *SAMS], besides=TROUBLES) == []
    assert doctor(scene) == []


def test_a_row_whose_rule_raises_in_planning_holds_up_no_other_and_is_told_once(
    scene: Database, monkeypatch: pytest.MonkeyPatch
):
    platform = Platform()
    look = visit_note_due.visit_note_due

    def poisonous_look(visit: Visit, *more: object) -> object:
        if visit.adviser_id == 2:
            raise ZeroDivisionError
        return look(visit, *more)  # type: ignore[arg-type]

    from notifications.rules import WATCHES

    for watch in WATCHES:
        if watch.noun is Visit:
            rules = tuple(
                type(rule)(**{**vars(rule), "look": poisonous_look}) if rule.name == "visit-note-due" else rule
                for rule in watch.rules
            )
            monkeypatch.setitem(vars(watch), "rules", rules)
    play(scene, platform, every(1, "2026-11-04 08:50", "2026-11-04 10:00"))
    assert faults_of(scene, platform.ledger, SAMS, hands_needed=True, besides=TROUBLES) == []
    assert titles(platform, TO_LEO) == ["Some reminders cannot be worked out"]
    monkeypatch.undo()
    play(scene, platform, every(10, "2026-11-05 08:40", "2026-11-05 14:10"))
    assert doctor(scene) == []
    assert len(titles(platform, TO_AMINA)) == 1


def test_a_place_that_takes_nothing_is_parked_told_once_and_used_again_when_the_person_is_seen_there(scene: Database):
    platform, clock = Platform(), Clock()
    platform.always[TO_AMINA] = How.ARCHIVED

    async def played() -> None:
        program = Program(scene, {"console": NearDoor("console", platform, clock)}, clock)
        for at in NINE_TO_TEN:
            await program.tick(at)
        assert len(doctor(scene)) == 1
        assert len([one for one in platform.requests if one[0] == TO_AMINA]) == 1
        platform.always.clear()
        await program.say("visit list", london("2026-11-04 11:00"), "line-1")
        await program.say("snooze V2 tomorrow 9am", london("2026-11-04 11:00"), "line-2", who=SAM)
        await program.say("visit cancel V1", london("2026-11-04 11:01"), "line-3")
        for at in every(1, "2026-11-04 11:02", "2026-11-04 12:10"):
            await program.tick(at)
        program.close()

    asyncio.run(played())
    assert faults_of(scene, platform.ledger, [*WEDNESDAY, *SAMS], besides=TROUBLES) == []
    assert titles(platform, TO_LEO) == ["I can no longer reach somebody"]
    assert ADVICE["place"] in next(one.lines for one in platform.ledger if one.address == TO_LEO)


def test_a_token_that_was_revoked_parks_every_place_and_comes_back_by_itself_within_a_day(scene: Database):
    platform = Platform()
    for who in (TO_AMINA, TO_SAM, TO_LEO):
        platform.always[who] = How.REVOKED
    play(scene, platform, NINE_TO_TEN)
    assert len(platform.requests) <= 2
    with scene.read() as session:
        assert len([line for line in list_outbox(session) if "place-" in line]) == 3
    platform.always.clear()
    play(scene, platform, every(10, "2026-11-05 08:40", "2026-11-05 16:00"))
    assert len(titles(platform, TO_AMINA)) == len(titles(platform, TO_SAM)) == 1
    assert doctor(scene) == []


def test_a_pause_that_the_platform_asks_for_holds_for_everything_to_that_place(database: Database):
    put_scene(database)
    platform = Platform()
    for minutes in (0, 10):
        put_visit(database, TUESDAY, sent_at=london("2026-11-03 16:00") + timedelta(minutes=minutes))
    head = "head@oakfield.example"
    platform.order(head, How.TOO_FAST_30)

    async def ticked() -> None:
        clock = Clock()
        program = Program(database, {"email": NearDoor("email", platform, clock)}, clock)
        ten_past = london("2026-11-03 16:20")
        for second in range(35):
            await program.tick(ten_past + timedelta(seconds=second))
        program.close()

    asyncio.run(ticked())
    first = platform.requests[0][1]
    early = [at for _, at in platform.requests[1:] if at < first + timedelta(seconds=30)]
    assert len(early) <= 1
    assert len(platform.ledger) == 2
