"""What people read, as a value: plain text that each door renders, escapes and cuts in its own way."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Audience(StrEnum):
    """Who may see an answer: only the asker, or everybody in the place where it was asked."""

    ASKER = "asker"
    PLACE = "place"


@dataclass(frozen=True)
class Button:
    """A likely next step: pressing it is the same as typing `says`, which stays short (64 bytes at most)."""

    label: str
    says: str


@dataclass(frozen=True)
class Table:
    """Rows under headings. A door without tables writes each row as a line."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a message: a note to keep or to send on."""

    name: str
    text: str


class FieldKind(StrEnum):
    """How a door should let a person fill in a field."""

    SCHOOL = "school"
    PERSON = "person"
    MOMENT = "moment"
    LENGTH = "length"
    CHOICE = "choice"
    REFERENCE = "reference"
    TEXT = "text"
    LONG_TEXT = "long text"


@dataclass(frozen=True)
class Message:
    """One message, complete in words: a door may leave out the buttons and nothing is lost.

    `asks` is the draft that waits for the reader's answer, `D7`, for doors where a plain line cannot give it, and
    `asks_for` the kind of field that it asks for, for doors that can make the answer easy; `likely` are words that are
    often the answer.
    """

    title: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    buttons: tuple[Button, ...] = ()
    attachment: Attachment | None = None
    audience: Audience = Audience.ASKER
    asks: str = field(default="", compare=False)
    asks_for: FieldKind | None = field(default=None, compare=False)
    likely: tuple[str, ...] = field(default=(), compare=False)

    @property
    def wants_words(self) -> bool:
        """Whether the reader is asked for words of their own: no button gives the answer."""
        return bool(self.asks) and not any(button.says.startswith(f"answer {self.asks} ") for button in self.buttons)


@dataclass(frozen=True)
class FormField:
    """One question of a form, with what is in it already and the choices there are (label, value).

    `suggests`: a door may ask for suggestions while somebody types (`Core.suggest`).
    """

    name: str
    label: str
    kind: FieldKind
    required: bool
    value: str = ""
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    suggests: bool = False


@dataclass(frozen=True)
class Form:
    """All questions of one command. A door that cannot show a form asks them one at a time."""

    command: str
    title: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one field of a form, in a sentence that can stand beside the field."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Answer:
    """What one arrival is answered: a message, or a form to fill in, and whether the arrival was understood.

    A form that was filled in and is refused comes back with all its values and every mistake in it; the message says
    the same for a door whose form has gone. `changed` says that something of the team's was stored; `again` that
    nothing was, through nobody's fault, so that the same arrival can simply be tried again.
    """

    message: Message
    form: Form | None = None
    understood: bool = True
    reference: str | None = None
    mistakes: tuple[Mistake, ...] = ()
    changed: bool = False
    again: bool = False
