"""No due reminder is lost, none comes twice, none whose reason has gone: the program against a second reckoning.

Hypothesis lets several people talk to the bot while time passes: the clock travels, jumps and goes back a little, the
process is down or starts again, e-mail is refused, lines arrive twice. What the program says is compared, in every
tick, with what `never_lost/reckoning.py` works out from the specification.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, get_state_machine_test, initialize, precondition, rule

from bot.arrival import Arrival
from notifications.message import Answer
from notifications.messenger import Outcome, Parcel
from policy.saying import say_moment
from tests.bot.never_lost.reckoning import (
    DAY,
    MINUTE,
    VisitAsSaid,
    as_typed,
    at,
    day_of,
    firm_call,
    first_open,
    is_open,
)
from tests.bot.never_lost.the_program import (
    AMINA,
    CARYS,
    LEO,
    NO_MAILBOX,
    SAM,
    SCHOOLS,
    SENT,
    Died,
    TheProgram,
    make_template,
)
from tests.bot.never_lost.what_should_be import Said, WhatShouldBe, letter_of

IN_CI = "CI" in os.environ
STARTS = {
    "an ordinary Tuesday": at(date(2026, 9, 8), 10),
    "before half term and the end of summer time": at(date(2026, 10, 21), 11),
    "a Thursday morning": at(date(2026, 11, 26), 8, 55),
    "before Christmas": at(date(2026, 12, 16), 15),
    "before Easter and the beginning of summer time": at(date(2027, 3, 23), 9, 30),
    "before a bank holiday Monday": at(date(2027, 4, 29), 13),
}
RUNS = 34 if IN_CI else 8
"""For each start: 204 together where it counts."""
OWES = {"support": True, "call": True, "core": True, "headship": False, "attempted": False}
"""What people call the kinds of visits, and whether a note is owed for them."""

VERBS = {
    "made": ("send", "send", "sent", "note", "snooze", "change", "give", "excuse", "cancel", "undo", "made"),
    "planned": ("made", "made", "made", "change", "give", "cancel", "snooze", "undo", "undo", "send"),
}
"""What is said of a visit as it stands; the last is refused."""
VERBS_THAT_ARE_REFUSED = ("undo", "undo", "undo", "send", "change", "give", "snooze")

hours = st.sampled_from(((8, 35), (9, 0), (10, 20), (11, 45), (13, 30), (15, 0), (16, 30), (17, 45)))
which = st.integers(0, 4)


@st.composite
def new_visits(draw: st.DrawFn) -> tuple[str, str, str, int, tuple[int, int], int]:
    """Who, where, of what kind, on which day from today, at what hour, and how many minutes."""
    return (
        draw(st.sampled_from((AMINA, AMINA, AMINA, SAM, LEO))),
        draw(st.sampled_from(SCHOOLS)),
        draw(st.sampled_from(("support", "support", "support", "call", "core", "headship", "attempted"))),
        draw(st.integers(-4, 4)),
        draw(hours),
        draw(st.sampled_from((20, 45, 120))),
    )


class NeverLostNeverTwice(RuleBasedStateMachine):
    """People, time and accidents. A step ends with a tick, as each line at the terminal does."""

    template: Path
    folder: Path
    start: datetime

    @initialize(visits=st.lists(new_visits(), min_size=1, max_size=3))
    def a_day_begins(self, visits: list[tuple[str, str, str, int, tuple[int, int], int]]) -> None:
        self.should = WhatShouldBe()
        self.mail_is_refused = False
        self.lines: list[tuple[Arrival, Answer]] = []
        self.place = tempfile.TemporaryDirectory(dir=self.folder)
        self.program = TheProgram(
            *(self.template, Path(self.place.name), self.start),
            *(self.should.before_tick, self.should.after_tick, self.on_parcel),
        )
        for visit in visits:
            self.somebody_tells_of_a_visit(visit)

    def teardown(self) -> None:
        if hasattr(self, "program"):
            try:
                assert self.program.is_whole(), "the chain of the audit is broken"
            finally:
                self.program.end()
                self.place.cleanup()

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

    @rule(visit=new_visits())
    def somebody_tells_of_a_visit(self, visit: tuple[str, str, str, int, tuple[int, int], int]) -> None:
        who, school, kind, days, hour, minutes = visit
        start = at(day_of(self.now) + days * DAY, *hour)
        command = "visit plan" if start > self.now else "visit"
        answer = self.says(who, f"/{command} {school} {kind} {minutes}m {as_typed(start)}: all is well")
        for _ in range(2):  # is it a working day, is it another visit
            if asks(answer):
                answer = self.says(who, "yes")
        if (number := change_in(answer)) is not None:
            planned = ": planned, " in answer.message.title
            new = VisitAsSaid(
                ref=answer.message.title.split(":")[0],
                school=school,
                adviser=who,
                state="planned" if planned else "attempted" if kind == "attempted" else "made",
                owes=OWES[kind],
                attempt=kind == "attempted",
                started=start,
                ended=start + minutes * MINUTE,
                known=self.now,
                logged=self.now,
            )
            self.should.hear(Said(number, who, self.now, None, new))
        self.program.tick()

    @precondition(lambda self: self.should.visits)
    @rule(
        by=st.sampled_from(("the adviser",) * 5 + ("the lead",) * 3 + ("another", "the chair")),
        index=which,
        data=st.data(),
    )
    def somebody_does_something_about_a_visit(self, by: str, index: int, data: st.DataObject) -> None:
        visits = list(self.should.visits.values())
        visit = visits[-1 - index % len(visits)]
        others = {"the adviser": visit.adviser, "the lead": LEO, "another": SAM, "the chair": CARYS}
        verb = data.draw(st.sampled_from(VERBS.get(visit.state, VERBS_THAT_ARE_REFUSED)), label="verb")
        getattr(self, verb)(others[by], visit, data)
        self.program.tick()

    def note(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        self.changed(who, self.says(who, f"/visit note {visit.ref}: as at {self.now}"), visit)

    def send(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        answer = self.says(who, f"/visit send {visit.ref}")
        if asks(answer):
            answer = self.says(who, data.draw(st.sampled_from(("yes", "yes", "yes", "no"))))
        self.changed(who, answer, visit, sent=self.now, mailed=True, failed=None)

    def sent(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        ago = data.draw(st.sampled_from((0, 0, 25, 60 * 24)))
        gone = self.now - ago * MINUTE
        answer = self.says(who, f"/visit sent {visit.ref}{f' {as_typed(gone)}' if ago else ''} by hand")
        self.changed(who, answer, visit, sent=gone, mailed=False, failed=None)

    def made(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        answer = self.says_and_agrees(who, f"/visit made {visit.ref}")
        state = "attempted" if visit.attempt else "made"
        self.changed(who, answer, visit, state=state, known=self.now, snoozed=None)

    def change(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        days = data.draw(st.integers(0, 4)) * (1 if visit.state == "planned" else -1)
        minutes = data.draw(st.sampled_from((20, 120)))
        start = at(day_of(self.now) + days * DAY, *data.draw(hours))
        answer = self.says_and_agrees(who, f"/visit change {visit.ref} {minutes}m {as_typed(start)}")
        self.changed(who, answer, visit, started=start, ended=start + minutes * MINUTE, snoozed=None)

    def cancel(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        answer = self.says(who, f"/visit cancel {visit.ref} because the school is closed")
        self.changed(who, answer, visit, state="cancelled")

    def excuse(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        self.changed(who, self.says(who, f"/visit excuse {visit.ref} off sick"), visit, excused=True)

    def give(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        to = data.draw(st.sampled_from((AMINA, SAM, LEO, CARYS)))
        self.changed(who, self.says(who, f"/visit give {visit.ref} @{to.split()[0]}"), visit, adviser=to)

    def snooze(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        wanted = at(day_of(self.now) + data.draw(st.integers(0, 4)) * DAY, *data.draw(hours))
        until, call = first_open(wanted), firm_call(visit)
        if call is not None and self.now < call < until:
            until = call
        answer = self.says(who, f"/snooze {visit.ref} {as_typed(wanted)}")
        if change_in(answer) is not None:
            assert answer.message.title == f"{visit.ref}: no reminder before {say_moment(until)}"
        self.changed(who, answer, visit, snoozed=until)

    def undo(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        number = self.should.latest_of(who, self.now)
        answer = self.says(who, "/undo")
        if answer.message.title.startswith("Taken back"):
            assert number is not None, "something was taken back that was not there"
            self.should.take_back(number)

    @precondition(lambda self: self.should.coming(self.now))
    @rule(
        verb=st.sampled_from(("cancel", "sent", "send", "excuse", "give", "snooze", "longer", "made", "nothing")),
        index=st.integers(0, 3),
        minutes=st.sampled_from((1, 4)),
        back=st.sampled_from((0, 0, 3)),
        data=st.data(),
    )
    def somebody_thinks_better_of_it(self, verb: str, index: int, minutes: int, back: int, data: st.DataObject) -> None:
        """A minute before something is due somebody makes a change, and shortly after it they take that back."""
        coming = self.should.coming(self.now)
        due = coming[min(index, len(coming) - 1)]
        self.program.travel_to(max(self.now, due.at - MINUTE))
        visit = self.should.visits[due.ref]
        who = LEO if verb == "excuse" else visit.adviser
        if verb == "longer":
            length = data.draw(st.sampled_from((30, 60, 90)))
            answer = self.says_and_agrees(who, f"/visit change {visit.ref} {length}m")
            self.changed(who, answer, visit, ended=visit.started + length * MINUTE, snoozed=None)
        elif verb != "nothing":
            getattr(self, verb)(who, visit, data)
        self.program.tick()
        self.program.travel_to(self.now + minutes * MINUTE)
        if back:
            self.goes_back(back * MINUTE)
            self.program.tick()
            self.program.travel_to(self.now + 2 * back * MINUTE)
        self.undo(who, visit, data)
        self.program.tick()

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

    # Means.

    @property
    def now(self) -> datetime:
        return self.program.now

    def says(self, who: str, text: str) -> Answer:
        arrival, answer = self.program.say(who, text)
        assert answer.reference is None, f"{text}: {answer.message.title}"
        self.lines.append((arrival, answer))
        return answer

    def says_and_agrees(self, who: str, text: str) -> Answer:
        answer = self.says(who, text)
        return self.says(who, "yes") if asks(answer) else answer

    def changed(self, who: str, answer: Answer, visit: VisitAsSaid, **new: object) -> None:
        """The visit is another now, if the answer says that something was stored."""
        if (number := change_in(answer)) is not None:
            self.should.hear(Said(number, who, self.now, visit, replace(visit, **new)))


def change_in(answer: Answer) -> int | None:
    """The number of the change that an answer offers to undo."""
    numbers = [int(button.says.split()[1]) for button in answer.message.buttons if button.says.startswith("undo ")]
    return numbers[0] if numbers else None


def asks(answer: Answer) -> bool:
    """Whether an answer waits for a yes, with nothing stored yet."""
    return change_in(answer) is None and any(button.says.startswith("answer ") for button in answer.message.buttons)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record from which every run starts."""
    return make_template(tmp_path_factory.mktemp("template") / "record.sqlite3")


@pytest.mark.parametrize(("number", "start"), enumerate(STARTS), ids=STARTS)
def test_no_reminder_is_lost_and_none_comes_twice(template: Path, tmp_path: Path, number: int, start: str):
    def a_run() -> NeverLostNeverTwice:
        machine = NeverLostNeverTwice()
        machine.template, machine.folder, machine.start = template, tmp_path, STARTS[start]
        return machine

    usual = settings(
        max_examples=RUNS,
        stateful_step_count=16,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    runs = get_state_machine_test(a_run, settings=usual)
    if IN_CI:
        runs = seed(number)(runs)
    runs()
