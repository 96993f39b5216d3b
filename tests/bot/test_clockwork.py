"""One tick plans what has come due and delivers it; any number of clockworks may run on one record."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.arrival import Arrival
from bot.clockwork import Clockwork
from bot.core import Core
from notifications.messenger import Fate, Outcome, Parcel
from notifications.rules.visit_note_letter import BY_EMAIL
from storage.database import Database
from tests.notifications.a_record import ARecord
from tests.people_and_schools import london

TUESDAY = "2026-11-03 15:00"
WEDNESDAY_AT_NINE = london("2026-11-04 09:00")
TOLD = ("Amina Khan", "V1: note for Oakfield Primary School, 1 day 6 hours left")


class Remembering:
    """A way out that remembers what it was given; `fates` are used up one by one, and then everything is taken."""

    def __init__(self, door: str, *fates: Outcome | Exception) -> None:
        self.door = door
        self.told: list[tuple[str, str]] = []
        self._fates = list(fates)

    async def send(self, parcel: Parcel) -> Outcome:
        self.told.append((parcel.receiver, parcel.message.title))
        fate = self._fates.pop(0) if self._fates else Outcome(Fate.SENT, platform_id=f"{self.door}-{len(self.told)}")
        if isinstance(fate, Exception):
            raise fate
        return fate


@pytest.fixture
def record(database: Database) -> ARecord:
    return ARecord(database)


@pytest.fixture
def core(database: Database) -> Iterator[Core]:
    core = Core(database, ("console", "email"), monotonic=lambda: 0.0)
    yield core
    core.close()


def clockwork(core: Core, *doors: Remembering) -> Clockwork:
    return Clockwork(core, {one.door: one for one in doors}, monotonic=lambda: 0.0)


async def test_a_tick_plans_and_delivers_what_is_due_and_the_next_one_nothing(record: ARecord, core: Core):
    record.made(TUESDAY)
    door = Remembering("console")
    ours = clockwork(core, door)
    await ours.tick(WEDNESDAY_AT_NINE - timedelta(seconds=1))
    assert door.told == []
    await ours.tick(WEDNESDAY_AT_NINE)
    await ours.tick(WEDNESDAY_AT_NINE)
    await ours.tick(london("2026-11-04 23:59"))
    assert door.told == [TOLD]


async def test_a_tick_that_comes_late_tells_what_still_stands_and_once(record: ARecord, core: Core):
    record.made(TUESDAY)
    door = Remembering("console")
    await clockwork(core, door).tick(london("2026-11-11 11:00"))
    assert sorted(door.told) == [
        ("Amina Khan", "V1: note for Oakfield Primary School, late since Thursday 5 November 2026, 15:00"),
        ("Leo Barnes", "V1: Amina Khan's note for Oakfield Primary School is late"),
    ]


async def test_a_new_process_goes_on_where_the_last_one_ended(record: ARecord, core: Core):
    record.made(TUESDAY)
    first, second = Remembering("console"), Remembering("console")
    await clockwork(core, first).tick(WEDNESDAY_AT_NINE)
    await clockwork(core, second).tick(WEDNESDAY_AT_NINE)
    assert (first.told, second.told) == ([TOLD], [])
    await clockwork(core, second).tick(london("2026-11-05 14:00"))
    assert second.told == [("Amina Khan", "V1: note for Oakfield Primary School, 1 hour left")]


async def test_a_clock_that_is_put_back_repeats_nothing(record: ARecord, core: Core):
    record.made(TUESDAY)
    door = Remembering("console")
    ours = clockwork(core, door)
    for now in ("2026-11-04 09:00", "2026-11-04 08:30", "2026-11-04 09:00", "2026-11-03 16:00", "2026-11-04 12:00"):
        await ours.tick(london(now))
    assert door.told == [TOLD]


async def test_two_clockworks_that_tick_at_once_tell_it_once(record: ARecord, core: Core):
    record.made(TUESDAY)
    here, there = Remembering("console"), Remembering("console")
    both = clockwork(core, here), clockwork(core, there)

    class Interrupting(Remembering):
        async def send(self, parcel: Parcel) -> Outcome:
            await both[1].tick(WEDNESDAY_AT_NINE)
            return await super().send(parcel)

    slow = Interrupting("console")
    await clockwork(core, slow).tick(WEDNESDAY_AT_NINE)
    await both[0].tick(WEDNESDAY_AT_NINE)
    assert (slow.told, here.told, there.told) == ([TOLD], [], [])


async def test_a_door_that_fails_does_not_stop_the_others(record: ARecord, core: Core):
    record.made(TUESDAY)
    visit = record.made(TUESDAY, school_id=record.st_brides)
    at = london("2026-11-04 08:50").astimezone(UTC)
    record.change(visit, at, note_sent_at=at, note_sent_how=BY_EMAIL, note_sent_to_id=record.head)
    broken, post = Remembering("console", ValueError("a fault of ours")), Remembering("email")
    await clockwork(core, broken, post).tick(WEDNESDAY_AT_NINE)
    assert broken.told == [TOLD]
    assert post.told == [("Mrs J Smith", "Note of visit: St Bride's CofE Primary School, Tuesday 3 November 2026")]


async def test_a_platform_that_is_not_there_is_tried_again_after_its_pause(record: ARecord, core: Core):
    record.made(TUESDAY)
    door = Remembering("console", Outcome(Fate.LATER, pause=timedelta(seconds=90)))
    ours = clockwork(core, door)
    await ours.tick(WEDNESDAY_AT_NINE)
    await ours.tick(WEDNESDAY_AT_NINE + timedelta(seconds=89))
    assert len(door.told) == 1
    await ours.tick(WEDNESDAY_AT_NINE + timedelta(seconds=90))
    assert len(door.told) == 2


async def test_a_letter_that_is_refused_is_told_to_its_adviser_in_the_same_tick(record: ARecord, core: Core):
    visit = record.made(TUESDAY)
    at = london("2026-11-04 08:40").astimezone(UTC)
    record.change(visit, at, note_sent_at=at, note_sent_how=BY_EMAIL, note_sent_to_id=record.head)
    door, post = Remembering("console"), Remembering("email", Outcome(Fate.REFUSED, because="550 no such mailbox"))
    await clockwork(core, door, post).tick(london("2026-11-04 08:50"))
    assert door.told == [("Amina Khan", "V1: the note for Oakfield Primary School could not be delivered")]
    assert record.visit(visit).owes_a_note


async def test_the_next_moment_lies_after_now_and_not_beyond_the_end(record: ARecord, core: Core):
    record.made(TUESDAY)
    ours = clockwork(core, Remembering("console"))
    after, midnight = london(TUESDAY), london("2026-11-04 00:00")
    assert await ours.next_moment(after, midnight) == midnight
    assert await ours.next_moment(after, midnight - timedelta(minutes=1)) is None
    assert await ours.next_moment(midnight, london("2026-11-05 00:00")) is None
    await ours.tick(midnight)
    assert await ours.next_moment(midnight, london("2026-11-05 00:00")) == WEDNESDAY_AT_NINE


# What has left the house.


Types = Callable[..., Awaitable[str]]


def typing(core: Core) -> Types:
    """What somebody types, when, and who it is if not Amina; the title of the answer."""
    keys = count()

    async def types(text: str, now: datetime, who: str = "amina khan") -> str:
        arrival = Arrival("console", "local", who, "terminal", text, f"line-{next(keys)}", now)
        return (await core.handle(arrival)).message.title

    return types


@pytest.fixture
async def after_sending(record: ARecord, core: Core) -> Types:
    """Amina has sent the note of V1 at ten; what she types next."""
    record.made(TUESDAY, kind="support")
    types, ten = typing(core), london("2026-11-04 10:00")
    await types("/visit send V1", ten)
    assert await types("yes", ten) == "V1: note for Oakfield Primary School goes to Mrs J Smith"
    return types


async def test_a_visit_that_a_lead_has_excused_since_is_not_taken_back(record: ARecord, core: Core):
    types, now = typing(core), london("2026-11-04 10:00")
    await types("/visit Oakfield support 20m 3 November 2026 1:00pm", now)
    assert await types("/visit excuse V1 off sick", now, "leo barnes") == "V1: note excused, Oakfield Primary School"
    assert not (await types("/undo", now)).startswith("Taken back")


async def test_a_note_that_is_called_back_in_the_tenth_minute_does_not_leave(after_sending: Types, core: Core):
    post = Remembering("email")
    assert await after_sending("undo", london("2026-11-04 10:09")) == "Taken back: V1"
    await clockwork(core, Remembering("console"), post).tick(london("2026-11-04 10:10"))
    assert post.told == []


@pytest.mark.parametrize("undone_at", ["2026-11-04 10:10", "2026-11-04 10:07"], ids=["that minute", "clock put back"])
async def test_a_note_that_has_left_is_not_called_back(
    after_sending: Types, record: ARecord, core: Core, undone_at: str
):
    post = Remembering("email")
    await clockwork(core, Remembering("console"), post).tick(london("2026-11-04 10:10"))
    assert len(post.told) == 1
    assert not (await after_sending("undo", london(undone_at))).startswith("Taken back")
    assert not record.visit(1).owes_a_note
