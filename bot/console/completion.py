"""What the Tab key offers: commands, then people, times or schools, and the likely next steps on an empty line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.console.backstage import Backstage
from bot.console.harmless import harmless_line
from notifications.message import Button

_OWN = (("as", "Speak as somebody else."), ("clock", "Say or move the time."), ("quit", "Leave the chat."))
_TIMES = (
    ("+1h", "an hour on"),
    ("+1d", "a day on"),
    ("+1d 8h", "a day and eight hours on"),
    ("+1w", "a week on"),
    ("tomorrow 09:00", "London time"),
)


class ConsoleCompleter(Completer):
    """Completes what is typed in the chat. `likely` gives the buttons of the last answer."""

    def __init__(self, backstage: Backstage, likely: Callable[[], Sequence[Button]]) -> None:
        self._backstage = backstage
        self._likely = likely

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        typed = document.text
        if document.cursor_position < len(typed) or "\n" in typed:
            return
        if not typed.strip():
            for button in self._likely():
                yield _completion(button.says, button.label, typed)
        slash = "/" if typed.startswith("/") else ""
        line = typed.removeprefix("/")
        word, space, rest = line.partition(" ")
        if space and word.casefold() == "as":
            yield from _beginning(self._backstage.people(), rest)
        elif space and word.casefold() == "clock":
            yield from _beginning(_TIMES, rest)
        else:
            named = (*self._backstage.commands(), *_OWN)
            yield from _beginning([(f"{slash}{name}", help_) for name, help_ in named], typed.lstrip())
            yield from self._schools(line)

    def _schools(self, line: str) -> Iterator[Completion]:
        command = self._command_of(line)
        rest = line[len(command) + 1 :].lstrip()
        if command and rest and ":" not in rest and self._backstage.takes_school(command):
            for school in self._backstage.schools(rest):
                yield _completion(school, "", rest)

    def _command_of(self, line: str) -> str:
        """The longest command that the line begins with, or nothing."""
        begun = (name for name, _ in self._backstage.commands() if line.casefold().startswith(f"{name} "))
        return max(begun, key=len, default="")


def _beginning(choices: Iterable[tuple[str, str]], typed: str) -> Iterator[Completion]:
    for text, about in choices:
        if text.casefold().startswith(typed.casefold()):
            yield _completion(text, about, typed)


def _completion(text: str, about: str, typed: str) -> Completion:
    text = harmless_line(text)
    return Completion(text, start_position=-len(typed), display=text, display_meta=harmless_line(about) or None)
