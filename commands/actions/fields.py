"""Fields that several verbs about actions share, and the reading of an action's parts out of a line."""

from __future__ import annotations

import re
from dataclasses import replace

from commands.actions.rights import (
    check_it_is_closed,
    check_it_is_open,
    check_it_is_theirs,
    check_it_is_theirs_or_a_clerks,
)
from commands.command import Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.a_who import ALead
from commands.kinds.an_action import AnAction
from commands.kinds.due_day import ADueDay
from commands.kinds.who import Lead, lead_called
from commands.kinds.words import LongText, Text
from commands.line import outside_quotes
from notifications.message import FieldKind
from policy.refused import Refused
from storage.actions import Rag, Side
from storage.schools import School

_QUOTED = re.compile(r'["“„]([^"“”„]+)["”]')


class WhatToDo(LongText):
    """What is to be done: what stands in quotation marks, else what nothing else of the line has taken."""

    most = 1_000

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """What stands in quotation marks."""
        match = _QUOTED.search(line)
        return (match[1], f"{line[: match.start()]} {line[match.end() :]}") if match else None

    def read(self, text: str, request: Request) -> str:
        """The words with a capital letter at the start. Raises Refused where there are none, or too many."""
        words = super().read(_with_words(text, "What is to be done, in a few words?"), request)
        return f"{words[0].upper()}{words[1:]}" if words[:2].islower() else words


class ASide:
    """Whose action it is: the school's, the LA's, or both."""

    form_kind = FieldKind.CHOICE
    _marked = re.compile(r"\b(?:side[: ]+(school|LA|both)|(school|LA|both) side)\b", re.IGNORECASE)
    _alone = re.compile(r"(?:^\s*|(?<=\s))(SCHOOL|LA|BOTH)(?=\s*$|\s+(?:@|by\b|due\b|priority\b))")
    _first = re.compile(r"^\s*(school|LA|both)(?=\s*$|\s+(?:@|by\b|due\b|priority\b))", re.IGNORECASE)

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """`side school`, `LA side`; `LA` in capitals before the lead or the day; in any case where it stands first."""
        outside = outside_quotes(line)
        for pattern in (self._marked, self._alone, self._first):
            for match in pattern.finditer(line):
                if outside[match.start()]:
                    side = next(group for group in match.groups() if group)
                    return side, f"{line[: match.start()]} {line[match.end() :]}"
        return None

    def read(self, text: str, request: Request) -> Side:
        """The side. Raises Refused for anything else."""
        said = text.strip().casefold()
        for side in Side:
            if said in {side.casefold(), f"{side.casefold()} side"}:
                return side
        raise Refused("Whose action is it? There are: school, LA, both.")

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """All three."""
        return (("The school's", Side.SCHOOL), ("The LA's", Side.LA), ("Both", Side.BOTH))


class APriority:
    """The number of a priority: `priority 2`."""

    form_kind = FieldKind.TEXT
    _said = re.compile(r"(?<!\w)(?:under |for )?priority\s*(\d{1,3})(?!\w)", re.IGNORECASE)

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The last `priority 2` of the line, outside quotation marks."""
        outside = outside_quotes(line)
        found = [match for match in self._said.finditer(line) if outside[match.start()]]
        return (found[-1][1], f"{line[: found[-1].start()]} {line[found[-1].end() :]}") if found else None

    def read(self, text: str, request: Request) -> int:
        """The number. Raises Refused for anything else."""
        match = re.fullmatch(r"(?:priority\s*)?(\d{1,3})", text.strip(), re.IGNORECASE)
        if match is None or int(match[1]) < 1:
            raise Refused("A priority is a number from 1, for example: priority 2")
        return int(match[1])

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


class ThePlanMeant:
    """The plan to which an action belongs: `of P7`, `in P7`."""

    form_kind = FieldKind.REFERENCE
    _said = re.compile(r"(?<!\w)(?:of|in|plan|under)\s+(P\s?\d{1,9})(?!\w)", re.IGNORECASE)

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """`of P7`, outside quotation marks."""
        outside = outside_quotes(line)
        for match in self._said.finditer(line):
            if outside[match.start()]:
                return match[1], f"{line[: match.start()]} {line[match.end() :]}"
        return None

    def read(self, text: str, request: Request) -> int:
        """The number of the plan. Raises Refused for anything else."""
        match = re.fullmatch(r"P\s?(\d{1,9})", text.strip(), re.IGNORECASE)
        if match is None:
            raise Refused("That is not the reference of a plan. It looks like P7.")
        return int(match[1])

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


class AColour:
    """Red, amber or green, at the start of the line or at its end."""

    form_kind = FieldKind.CHOICE

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The colour and the rest of the line."""
        if match := re.match(r"(red|amber|green)\b[\s:,;.–—-]*", line, re.IGNORECASE):
            return match[1], line[match.end() :]
        if match := re.search(r"\b(red|amber|green)\W*$", line, re.IGNORECASE):
            return match[1], line[: match.start()].rstrip(" \t\n:,;.–—-")
        return None

    def read(self, text: str, request: Request) -> Rag:
        """The colour. Raises Refused for anything else."""
        said = text.strip().casefold()
        if said not in set(Rag):
            raise Refused("How does it go? There are: red, amber, green.")
        return Rag(said)

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """All three, with what they mean."""
        return (
            ("Red: not on track", Rag.RED),
            ("Amber: at risk", Rag.AMBER),
            ("Green: on track", Rag.GREEN),
        )


class AReason(Text):
    """Why, with or without the word because."""

    most = 1_000

    def read(self, text: str, request: Request) -> str:
        """The reason without its opening word."""
        reason = re.sub(r"^(?:because\b[\s:,]*)+", "", text.strip(), flags=re.IGNORECASE)
        return _with_words(super().read(reason or " ", request), "Why, in a few words?")


class Words(LongText):
    """A few sentences: evidence, or how it goes."""

    most = 4_000

    def read(self, text: str, request: Request) -> str:
        """The words. Raises Refused where there are none, or too many."""
        return _with_words(super().read(text.strip().lstrip(":").strip() or " ", request), "Please type a few words.")


def _with_words(text: str, question: str) -> str:
    if not any(character.isalnum() for character in text):
        raise Refused(f"There is nothing in it. {question}")
    return text


THE_ACTION = Field("action", "Which action?", AnAction(), help="A14")
THEIR_OPEN_ACTION = replace(THE_ACTION, kind=AnAction(check_it_is_open, check_it_is_theirs))
AN_OPEN_ACTION_TO_MOVE = replace(THE_ACTION, kind=AnAction(check_it_is_open, check_it_is_theirs_or_a_clerks))
A_CLOSED_ACTION = replace(THE_ACTION, kind=AnAction(check_it_is_closed, check_it_is_theirs))
THE_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
WHAT = Field("text", "What is to be done?", WhatToDo(), help="in one sentence")
THE_LEAD = Field("lead", "Who leads it?", ALead(), help="@jane, HT, SENCo, HR")
BY_WHEN = Field("due", "By when?", ADueDay(), help="Friday week, 4 December, end of term")


def the_lead(text: str, school: School, request: Request) -> Lead:
    """Who leads, in the words of the field `lead`. Raises as `lead_called` does; what else was typed is kept."""
    try:
        return lead_called(text, school, request, THE_LEAD.name)
    except Refused as refusal:
        refusal.__dict__["field"] = THE_LEAD
        raise
