"""What a command is: a name, fields, who may use it, and a function of a request. All else is made from this."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

from sqlalchemy.orm import Session

from notifications.message import FieldKind, Message, Table
from notifications.nudge import TeamFacts
from policy.framework import Framework
from storage.people import Person, Role
from storage.school_finder import SchoolIndex
from storage.schools import aliases_of, schools_of
from storage.teams import Team

EVERYBODY = frozenset(Role)
ADVISERS = frozenset({Role.ADVISER, Role.LEAD})
TEAM_OFFICE = frozenset({Role.ADVISER, Role.LEAD, Role.CLERK, Role.ADMIN})


@dataclass(frozen=True)
class Request:
    """One person's wish: who asks, for which team, when, through which door, and what they have confirmed already.

    `now` is an aware instant. `mails` says whether the bot can send e-mail here. `said_at` has the moment at which the
    words of a field were typed, where a question came in between. `channel_name` is how people call the channel, where
    the door knows. `aside` is where questions are asked, if not in
    `channel`, as others read along there.
    """

    session: Session
    team: Team
    person: Person
    roles: frozenset[Role]
    facts: TeamFacts
    now: datetime
    door: str
    workspace: str
    channel: str
    channel_name: str = ""
    commands: tuple[Command, ...] = ()
    mails: bool = False
    sure: frozenset[str] = frozenset()
    aside: str | None = None
    said_at: Mapping[str, datetime] = field(default_factory=dict)

    def as_said(self, name: str) -> Request:
        """The request as it was when the words of this field were typed, to read “today” in them."""
        return self.but(now=self.said_at[name]) if name in self.said_at else self

    def but(self, **changes: Any) -> Request:
        """The request with some things changed; the schools, which take long to make ready, are kept."""
        other = replace(self, **changes)
        if "schools" in self.__dict__:
            other.__dict__["schools"] = self.__dict__["schools"]
        return other

    @property
    def asks_in(self) -> str:
        """Where the person is asked, and answers."""
        return self.aside or self.channel

    @property
    def framework(self) -> Framework:
        """The council's strategy."""
        return self.facts.framework

    @property
    def colleagues(self) -> Sequence[Person]:
        """The team's people, by name."""
        return self.facts.colleagues

    @cached_property
    def schools(self) -> SchoolIndex:
        """The council's schools by every name the team knows them by."""
        return SchoolIndex(schools_of(self.session, self.team.la_code), aliases_of(self.session, self.team.id))

    def confirm(self, matter: str, question: str, yes: str, no: str = "No, leave it") -> None:
        """Go on when the person has said yes to this matter already. Raises Question otherwise."""
        if matter not in self.sure:
            raise Question(question, asks="sure", options=(Option(yes, matter), Option(no, NO)))


@dataclass(frozen=True)
class Option:
    """One answer that can be pressed: what it says, and the value it puts into the field that is asked for."""

    label: str
    value: str


NO = ""
"""The value of an option that drops the matter."""


class Question(Exception):  # noqa: N818 - not a fault: a command that has to ask before it can go on
    """Something to ask before the command can go on. The values so far are kept in a draft until the answer comes.

    `then` names another command that shall go on with these values instead.
    """

    def __init__(self, text: str, *, asks: str, options: Sequence[Option] = (), then: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.asks = asks
        self.options = tuple(options)
        self.then = then
        self.lines: tuple[str, ...] = ()
        self.table: Table | None = None
        self.keeps: dict[str, str] = {}

    def with_lines(self, *lines: str) -> Question:
        """The same question with something to read above it."""
        self.lines = lines
        return self

    def with_table(self, table: Table | None) -> Question:
        """The same question with a table to look over before it is answered."""
        self.table = table
        return self

    def keeping(self, **values: str) -> Question:
        """The same question, with these values in the draft instead of those that were typed."""
        self.keeps = values
        return self


@dataclass(frozen=True)
class FollowUp:
    """A question that a command asks once its own work is stored: the next part of a note, the reason of lateness."""

    command: str
    values: dict[str, str]
    asks: str
    question: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Done:
    """What a command gives back when it has something to ask next."""

    message: Message
    follow_up: FollowUp | None = None


class Kind(Protocol):
    """What sort of thing a field holds: how to find it in a typed line, and how to make a value of its text."""

    form_kind: FieldKind

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """The field's part of a line and the rest of the line, or None when the line holds nothing for it."""
        ...

    def read(self, text: str, request: Request) -> Any:
        """The value. Raises Refused with an example of what works, or Question when several are meant."""
        ...

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The (label, value) pairs there are to choose from; empty where anything goes."""
        ...


@runtime_checkable
class Likely(Protocol):
    """A kind that anything goes for, and for which some words are often the answer."""

    @property
    def likely(self) -> tuple[str, ...]:
        """These words, each readable by itself."""
        ...


@runtime_checkable
class Offers(Protocol):
    """A kind of which there are too many to list, and that knows which the asker is likely to mean."""

    def offers(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The (label, value) pairs that are offered where one question is asked at a time."""
        ...


@runtime_checkable
class Suggests(Protocol):
    """A kind that knows more than it lists: what may be meant while somebody types. Others suggest of their choices."""

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """The (label, value) pairs that may be meant, the likeliest first; of an empty text the most usual ones."""
        ...


@dataclass(frozen=True)
class Field:
    """One thing a command needs to know.

    In a line, a field with `after_colon` takes the text after the colon, one with `opening` what its kind finds in the
    text after that word, or all of it; any other is looked for by its kind, in the order of declaration. With `later`
    it is asked for by the command alone, once there is something to ask about: no form shows it.
    """

    name: str
    label: str
    kind: Kind
    required: bool = True
    help: str = ""
    after_colon: bool = False
    opening: str | None = None
    later: bool = False


def everywhere(framework: Framework) -> bool:
    """For commands that every council's documents have a use for."""
    return True


@dataclass(frozen=True)
class Command:
    """One thing a person can ask for. Help, parsing, forms and permission are made from this declaration alone.

    `wanted_by` says whether a council's documents have a use for it: help leaves out what they have none for.
    """

    name: str
    help: str
    example: str
    fields: tuple[Field, ...]
    allowed: frozenset[Role]
    run: Callable[..., Message | Done]
    changes: bool = True
    says: tuple[str, ...] = field(default=())
    bare_runs: bool = False
    wanted_by: Callable[[Framework], bool] = everywhere

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its other spellings."""
        return (self.name, *self.says)
