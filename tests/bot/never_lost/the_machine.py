"""People, time and accidents, as Hypothesis mixes them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from notifications.messenger import Outcome, Parcel
from storage.database import Database
from tests.bot.never_lost.actions import ActionAsSaid
from tests.bot.never_lost.digests import DigestAsWished
from tests.bot.never_lost.due import CARYS, LEO, SAM
from tests.bot.never_lost.london import DAY, MINUTE, is_open
from tests.bot.never_lost.meetings import MeetingAsSaid
from tests.bot.never_lost.talk_of_actions import VERBS_OF_ACTIONS, TalkOfActions
from tests.bot.never_lost.talk_of_cover import TalkOfCover
from tests.bot.never_lost.talk_of_meetings import VERBS_OF_MEETINGS, TalkOfMeetings
from tests.bot.never_lost.talk_of_visits import VERBS_OF_VISITS, TalkOfVisits
from tests.bot.never_lost.the_program import NO_MAILBOX, SENT, Died, Template, TheProgram
from tests.bot.never_lost.visits import VisitAsSaid
from tests.bot.never_lost.what_should_be import WhatShouldBe, letter_of


@dataclass(frozen=True)
class Start:
    """When runs start, what people speak of in them, and whose digest is on."""

    at: datetime
    nouns: tuple[str, ...]
    digests: tuple[str, ...] = ()


THOUGHTS = {
    "visit": ("cancel", "sent", "send", "excuse", "give", "snooze", "longer", "made"),
    "action": ("done", "drop", "give", "snooze", "move"),
    "meeting": ("cancel", "agenda", "attend", "snooze", "move"),
}
"""What somebody does about a thing a minute before it is due, and takes back shortly after."""


class NeverLostNeverTwice(TalkOfVisits, TalkOfActions, TalkOfMeetings, TalkOfCover, RuleBasedStateMachine):
    """A step ends with a tick, as each line at the terminal does."""

    template: Template
    database: Database
    start: Start

    @initialize(data=st.data())
    def a_day_begins(self, data: st.DataObject) -> None:
        self.should = WhatShouldBe(self.start.digests)
        self.mail_is_refused = False
        self.lines = []
        self.program = TheProgram(
            *(self.template, self.database, self.start.at),
            *(self.should.before_tick, self.should.after_tick, self.on_parcel),
        )
        self.somebody_speaks_of_something_new(data)

    def teardown(self) -> None:
        if hasattr(self, "program"):
            try:
                assert self.program.is_whole(), "the chain of the audit is broken"
            finally:
                self.program.end()

    def on_parcel(self, parcel: Parcel, now: datetime) -> Outcome:
        refused = parcel.door == "email" and self.mail_is_refused
        if refused and self.program.dies:
            raise Died  # and nobody has heard the answer
        self.should.told(parcel, now)
        if refused:
            self.should.letter_refused(letter_of(parcel), now)
            return NO_MAILBOX
        return SENT

    # What people say.

    @rule(data=st.data())
    def somebody_speaks_of_something_new(self, data: st.DataObject) -> None:
        noun = data.draw(st.sampled_from(self.start.nouns), label="what")
        {
            "visit": self.a_visit,
            "action": self.an_action,
            "meeting": self.a_meeting,
            "cover": self.a_cover,
            "cover end": self.cover_ends,
            "digest": self.a_wish,
        }[noun](data)
        self.program.tick()

    @precondition(lambda self: self.open_things())
    @rule(
        by=st.sampled_from(("whose it is",) * 5 + ("the lead",) * 3 + ("another", "the chair")),
        index=st.integers(0, 4),
        data=st.data(),
    )
    def somebody_does_something_about_it(self, by: str, index: int, data: st.DataObject) -> None:
        things = self.open_things()
        thing = things[-1 - index % len(things)]
        who = {"whose it is": whose(thing), "the lead": LEO, "another": SAM, "the chair": CARYS}[by]
        self.does(data.draw(st.sampled_from(verbs(thing)), label="verb"), who, thing, data)
        self.program.tick()

    @precondition(lambda self: self.should.coming(self.now))
    @rule(
        index=st.integers(0, 3),
        minutes=st.sampled_from((1, 4)),
        back=st.sampled_from((0, 0, 3)),
        data=st.data(),
    )
    def somebody_thinks_better_of_it(self, index: int, minutes: int, back: int, data: st.DataObject) -> None:
        """A minute before something is due somebody makes a change, and shortly after it they take that back."""
        coming = self.should.coming(self.now)
        due = coming[min(index, len(coming) - 1)]
        self.program.travel_to(max(self.now, due.at - MINUTE))
        thing = self.should.things[due.ref]
        verb = data.draw(st.sampled_from((*THOUGHTS[noun_of(thing)], "cover", "nothing")), label="verb")
        if verb == "cover":
            self.a_cover(data)
        elif verb != "nothing":
            self.does(verb, whose(thing), thing, data)
        self.program.tick()
        self.program.travel_to(self.now + minutes * MINUTE)
        if back:
            self.goes_back(back * MINUTE)
            self.program.tick()
            self.program.travel_to(self.now + 2 * back * MINUTE)
        self.undo(whose(thing))
        self.program.tick()

    @precondition(lambda self: self.should.coming(self.now))
    @rule(index=st.integers(0, 3), later=st.sampled_from((60, 150, 300)))
    def somebody_reads_it_and_wants_it_later(self, index: int, later: int) -> None:
        """Something is said, is put off to later that day, and has to come again."""
        coming = self.should.coming(self.now)
        due = coming[min(index, len(coming) - 1)]
        self.program.travel_to(max(self.now, due.moment(self.now)))
        thing = self.should.things[due.ref]
        wanted = self.now + later * MINUTE
        getattr(self, f"{noun_of(thing)}_snoozed")(whose(thing), thing, wanted)
        self.program.tick()
        self.program.travel_to(wanted + MINUTE)

    def does(self, verb: str, who: str, thing: Any, data: st.DataObject) -> None:
        if verb == "undo":
            self.undo(who)
        else:
            getattr(self, f"{noun_of(thing)}_{verb}")(who, thing, data)

    def open_things(self) -> list[Any]:
        """All that people speak of by a reference."""
        return [
            one for one in self.should.things.values() if isinstance(one, VisitAsSaid | ActionAsSaid | MeetingAsSaid)
        ]

    # Time.

    @rule(
        how=st.sampled_from(("to an edge", "to an edge", "to an edge", "for a while", "for days")),
        edge=st.integers(0, 2),
        off=st.sampled_from((0, 0, -1, 1)),
        minutes=st.sampled_from((1, 9, 10, 11, 45, 200)),
    )
    def time_passes(self, how: str, edge: int, off: int, minutes: int) -> None:
        edges = self.should.edges(self.now)
        if how == "to an edge" and edges:
            self.program.travel_to(max(self.now, edges[min(edge, len(edges) - 1)] + off * MINUTE))
        elif how == "for a while":
            self.program.travel_to(self.now + minutes * MINUTE)
        else:
            self.program.travel_to(self.now + (1 + edge) * DAY + minutes * MINUTE)

    # What goes wrong.

    @rule(
        what=st.sampled_from(
            ("is down", "starts again", "dies before", "dies after", "clock goes back", "mail refused", "mail mended")
            + ("line comes twice",) * 2
        ),
        index=st.integers(0, 20),
    )
    def something_goes_wrong(self, what: str, index: int) -> None:
        if what == "is down":
            self.is_down((5, 90, 14 * 60, 40 * 60)[index % 4])
        elif what == "starts again":
            self.program.close()
            self.program.open()
        elif what == "dies before":
            self.dies("before", index)
        elif what == "dies after":
            self.dies("after", index)
        elif what == "clock goes back":
            self.goes_back((1, 5, 15)[index % 3] * MINUTE)
        elif what == "line comes twice":
            self.comes_twice(index)
        else:
            self.mail_is_refused = what == "mail refused"
        self.program.tick()

    def is_down(self, minutes: int) -> None:
        self.program.close()
        self.program.clock.stand_at(self.now + minutes * MINUTE)
        self.should.was_away()
        self.program.open()

    def dies(self, when: Literal["before", "after"], index: int) -> None:
        """In the middle of a send, before or after the platform has the message; two minutes later it runs again."""
        edges = self.should.edges(self.now)
        if not edges:
            return
        self.program.dies = when
        with suppress(Died):
            self.program.travel_to(edges[index % min(2, len(edges))])
        self.program.dies = None
        self.is_down(2)

    def goes_back(self, by: timedelta) -> None:
        target = self.now - by
        if is_open(self.now) or not is_open(target):  # what was put off for the night stays put off
            self.program.clock.stand_at(target)

    def comes_twice(self, index: int) -> None:
        arrival, answer = self.lines[-1 - index % len(self.lines)]
        before = self.program.effects()
        assert self.program.again(arrival) == answer
        assert self.program.effects() == before


def noun_of(thing: Any) -> str:
    """What a thing is called in commands."""
    return {VisitAsSaid: "visit", ActionAsSaid: "action", MeetingAsSaid: "meeting", DigestAsWished: "digest"}[
        type(thing)
    ]


def whose(thing: Any) -> str:
    """The person who is likeliest to say something about a thing."""
    if isinstance(thing, VisitAsSaid):
        return thing.adviser
    return thing.reminded if isinstance(thing, ActionAsSaid) else str(thing.chair)


def verbs(thing: Any) -> tuple[str, ...]:
    """What is said of a thing as it stands."""
    if isinstance(thing, VisitAsSaid):
        return VERBS_OF_VISITS[thing.state]
    return VERBS_OF_ACTIONS[thing.open] if isinstance(thing, ActionAsSaid) else VERBS_OF_MEETINGS[thing.state]
