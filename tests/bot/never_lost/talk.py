"""What everybody in a run has in common who says something: the program, the books, and how answers are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from hypothesis import strategies as st

from bot.arrival import Arrival
from notifications.message import Answer
from tests.bot.never_lost.london import DAY, at, day_of
from tests.bot.never_lost.the_program import TheProgram
from tests.bot.never_lost.what_should_be import Said, WhatShouldBe

Hour = tuple[int, int]
hours = st.sampled_from(((8, 35), (9, 0), (10, 20), (11, 45), (13, 30), (15, 0), (16, 30), (17, 45)))


class Talk:
    """Says lines for people, and writes down in the books what the answers say was stored."""

    program: TheProgram
    should: WhatShouldBe
    lines: list[tuple[Arrival, Answer]]

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
        for _ in range(3):
            if not asks(answer):
                break
            answer = self.says(who, "yes")
        return answer

    def became(self, who: str, answer: Answer, *pairs: tuple[Any, Any]) -> None:
        """These things are others now, if the answer says that something was stored."""
        if (number := change_in(answer)) is not None:
            self.should.hear(Said(number, who, self.now, pairs))

    def changed(self, who: str, answer: Answer, thing: Any, **new: object) -> None:
        """One thing is another now, if the answer says that something was stored."""
        self.became(who, answer, (thing, replace(thing, **new)))

    def in_days(self, days: int, hour: Hour) -> datetime:
        """A wall time some days from today."""
        return at(day_of(self.now) + days * DAY, *hour)

    def undo(self, who: str, thing: Any = None, data: st.DataObject | None = None) -> None:
        number = self.should.latest_of(who, self.now)
        answer = self.says(who, "/undo")
        if answer.message.title.startswith("Taken back"):
            assert number is not None, "something was taken back that was not there"
            self.should.take_back(number)


def change_in(answer: Answer) -> int | None:
    """The number of the change that an answer offers to undo."""
    numbers = [int(button.says.split()[1]) for button in answer.message.buttons if button.says.startswith("undo ")]
    return numbers[0] if numbers else None


def asks(answer: Answer) -> bool:
    """Whether an answer waits for a yes, with nothing stored yet."""
    return change_in(answer) is None and any(button.says.startswith("answer ") for button in answer.message.buttons)


def called(name: str) -> str:
    """How a colleague is mentioned."""
    return f"@{name.split()[0]}"
