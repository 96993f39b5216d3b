"""A message that says what is no longer so is brought up to date where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.arrival import Arrival
from bot.clockwork import Clockwork
from bot.core import Core
from notifications.message import Audience, Message
from notifications.messenger import Fate, Outcome, Parcel
from storage.audit import begin_change
from storage.channels import BoundChannel, Purpose
from storage.database import Database
from storage.destinations import used_destination
from storage.people import Identity, Person
from storage.teams import Team
from tests.notifications.a_record import ARecord
from tests.people_and_schools import london

TUESDAY = "2026-11-03 15:00"
NINE = london("2026-11-04 09:00")
TEN = london("2026-11-04 10:00")


class AnEditor:
    """A door whose messages can be changed; `fates` are what becomes of the edits, one by one, then all are taken."""

    def __init__(self, *fates: Outcome) -> None:
        self.door = "slack"
        self.stands: dict[str, Message] = {}
        self.edits: list[tuple[str, Message]] = []
        self._fates = list(fates)

    async def send(self, parcel: Parcel) -> Outcome:
        mark = f"{parcel.address}:{len(self.stands) + 1}"
        self.stands[mark] = parcel.message
        return Outcome(Fate.SENT, platform_id=mark)

    async def edit(self, parcel: Parcel, platform_id: str) -> Outcome:
        assert (parcel.door, parcel.workspace) == ("slack", "T01")
        self.edits.append((platform_id, parcel.message))
        return self._fates.pop(0) if self._fates else Outcome(Fate.SENT, platform_id=platform_id)


@pytest.fixture
def record(database: Database) -> ARecord:
    record = ARecord(database)
    with database.change() as session:
        used_destination(session, record.team_id, record.amina, "slack", "T01", "U01", NINE)
        session.add(Identity(door="slack", workspace="T01", user="U01", person_id=record.amina))
    return record


@pytest.fixture
def core(database: Database) -> Iterator[Core]:
    core = Core(database, ("slack", "console", "email"), monotonic=lambda: 0.0)
    yield core
    core.close()


def clockwork(core: Core, door: AnEditor) -> Clockwork:
    return Clockwork(core, {"slack": door}, monotonic=lambda: 0.0)


def said(text: str, who: str = "leo barnes", **more: object) -> Arrival:
    arrival = Arrival("console", "local", who, "terminal", text, f"key {text} {who}", TEN)
    return replace(arrival, **more)  # type: ignore[arg-type]


async def does(core: Core, arrival: Arrival) -> None:
    assert (await core.handle(arrival)).understood


async def test_what_was_done_elsewhere_is_said_where_it_was_asked_for(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    door = AnEditor()
    ours = clockwork(core, door)
    await ours.tick(NINE)
    assert [message.title for message in door.stands.values()] == [
        "V1: note for Oakfield Primary School, 1 day 6 hours left"
    ]
    await does(core, said("visit sent V1 by hand"))
    await ours.tick(TEN)
    await ours.tick(TEN + timedelta(hours=1))
    assert door.edits == [
        (
            "U01:1",
            Message(
                "V1, Oakfield Primary School: nothing more to do",
                ("Leo Barnes, Wednesday 4 November 2026, 10:00, at the terminal.",),
            ),
        )
    ]


async def test_the_message_that_was_pressed_is_left_to_its_door(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    door = AnEditor()
    ours = clockwork(core, door)
    await ours.tick(NINE)
    await does(
        core, said("visit sent V1 by hand", "U01", door="slack", workspace="T01", pressed=True, on_message="U01:1")
    )
    await ours.tick(TEN)
    assert door.edits == []


async def test_a_message_whose_reason_stands_reads_as_it_would_now(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    door = AnEditor()
    ours = clockwork(core, door)
    await ours.tick(NINE)
    await does(core, said("visit change V1 yesterday 1pm to 4pm"))
    await ours.tick(TEN)
    assert [message.title for _, message in door.edits] == ["V1: note for Oakfield Primary School, 1 day 6 hours left"]


async def test_of_two_things_in_one_message_the_other_still_stands(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    record.made(TUESDAY, kind="support", school_id=record.st_brides)
    door = AnEditor()
    ours = clockwork(core, door)
    await ours.tick(NINE)
    assert [message.title for message in door.stands.values()] == ["2 visit notes are waiting"]
    await does(core, said("visit sent V1 by hand"))
    await ours.tick(TEN)
    [(_, message)] = door.edits
    assert message.lines[:3] == (
        "V1, Oakfield Primary School: nothing more to do",
        "  Leo Barnes, Wednesday 4 November 2026, 10:00, at the terminal.",
        "V2: note for St Bride's CofE Primary School, 1 day 5 hours left",
    )


async def test_an_edit_that_the_platform_puts_off_is_tried_again(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    door = AnEditor(Outcome(Fate.LATER, pause=timedelta(seconds=30)), Outcome(Fate.UNCLEAR))
    ours = clockwork(core, door)
    await ours.tick(NINE)
    await does(core, said("visit sent V1 by hand"))
    for seconds in (0, 29, 30, 31, 89, 90, 3600):
        await ours.tick(TEN + timedelta(seconds=seconds))
    assert len(door.edits) == 3


async def test_an_edit_that_is_refused_is_let_be(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    door = AnEditor(Outcome(Fate.REFUSED))
    ours = clockwork(core, door)
    await ours.tick(NINE)
    await does(core, said("visit sent V1 by hand"))
    await ours.tick(TEN)
    await ours.tick(TEN + timedelta(days=1))
    assert len(door.edits) == 1


async def test_an_edit_that_is_never_answered_is_given_up(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    door = AnEditor(*(Outcome(Fate.UNCLEAR) for _ in range(50)))
    ours = clockwork(core, door)
    await ours.tick(NINE)
    await does(core, said("visit sent V1 by hand"))
    for minutes in range(30):
        await ours.tick(TEN + timedelta(minutes=2 * minutes))
    assert len(door.edits) == 6


async def test_an_edit_keeps_the_pace_of_its_place(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    door = AnEditor()
    ours = clockwork(core, door)
    await ours.tick(NINE)
    with core.database.change() as session:
        place = used_destination(session, record.team_id, record.amina, "slack", "T01", "U01", TEN)
        place.next_free_at = TEN + timedelta(minutes=5)
    await does(core, said("visit sent V1 by hand"))
    await ours.tick(TEN + timedelta(minutes=4))
    assert door.edits == []
    await ours.tick(TEN + timedelta(minutes=5))
    assert len(door.edits) == 1


async def test_a_message_of_two_weeks_ago_stays_as_it_was_said(record: ARecord, core: Core):
    record.made(TUESDAY, kind="support")
    door = AnEditor()
    ours = clockwork(core, door)
    await ours.tick(NINE)
    later = NINE + timedelta(days=15)
    await does(core, said("visit sent V1 by hand", now=later))
    await ours.tick(later)
    assert door.edits == []


async def test_where_nothing_can_be_changed_nothing_is_left_to_do(record: ARecord, core: Core, database: Database):
    record.made(TUESDAY, kind="support")
    door = AnEditor()
    await clockwork(core, door).tick(NINE)
    await does(core, said("visit sent V1 by hand"))
    await Clockwork(core, {}, monotonic=lambda: 0.0).tick(TEN)
    await clockwork(core, door).tick(TEN)
    assert door.edits == []


# The digest, when somebody asks for it again.


def with_a_digest(record: ARecord, core: Core, *, in_channel: bool) -> None:
    """Amina, or the channel C01, gets the digest of Wednesday at half past eight."""
    with core.database.change() as session:
        begin_change(session, record.team_id, record.leo, "test", NINE)
        session.get_one(Team, record.team_id).next_look_at = NINE - timedelta(days=1)
        session.get_one(Person, record.amina).digest_off = in_channel
        if in_channel:
            session.add(
                BoundChannel(
                    team_id=record.team_id,
                    door="slack",
                    workspace="T01",
                    address="C01",
                    purposes=[Purpose.DIGEST],
                    bound_by_id=record.leo,
                    bound_at=NINE - timedelta(days=1),
                )
            )


async def test_the_channels_digest_that_is_asked_for_again_is_brought_up_to_date(record: ARecord, core: Core):
    record.made("2026-11-02 12:00", kind="support")
    with_a_digest(record, core, in_channel=True)
    door = AnEditor()
    ours = clockwork(core, door)
    await ours.tick(london("2026-11-04 08:30"))
    assert [(at, message.title) for at, message in door.stands.items()] == [
        ("C01:1", "Wednesday 4 November 2026: 1 due today, nothing overdue")
    ]
    await does(core, said("visit sent V1 by hand"))
    answer = await core.handle(
        said("digest", "U01", door="slack", workspace="T01", channel="C01", receipt_key="digest in C01")
    )
    assert answer.message == Message("Today's digest stands above; it is brought up to date")
    await ours.tick(TEN)
    assert [(at, message.title) for at, message in door.edits if at == "C01:1"] == [
        ("C01:1", "The day of Walsall: nothing more to do")
    ]


async def test_where_none_was_sent_today_the_channel_is_shown_the_digest_of_now(record: ARecord, core: Core):
    with_a_digest(record, core, in_channel=True)
    answer = await core.handle(said("digest", "U01", door="slack", workspace="T01", channel="C01"))
    assert (answer.message.title, answer.message.audience) == (
        "Wednesday 4 November 2026: nothing is due",
        Audience.PLACE,
    )


async def test_ones_own_digest_of_the_morning_is_brought_up_to_date_as_well(record: ARecord, core: Core):
    record.made("2026-11-02 12:00", kind="support")
    with_a_digest(record, core, in_channel=False)
    door = AnEditor()
    ours = clockwork(core, door)
    await ours.tick(london("2026-11-04 08:30"))
    await does(core, said('action Oakfield "Ring the head" @amina by today', "amina khan"))
    answer = await core.handle(said("digest", "U01", door="slack", workspace="T01", receipt_key="digest again"))
    await ours.tick(TEN)
    assert (answer.message.title, [message.title for _, message in door.edits]) == (
        "Wednesday 4 November 2026: 2 due today, nothing overdue",
        ["Wednesday 4 November 2026: 2 due today, nothing overdue"],
    )
