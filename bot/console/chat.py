"""The terminal with a person at it: a chat with history, completion and reminders that arrive while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style

from bot.console.backstage import Backstage
from bot.console.clock import Clock
from bot.console.completion import ConsoleCompleter
from bot.console.conversation import Conversation
from bot.console.greeting import farewell, greeting
from bot.console.harmless import harmless_line
from bot.console.history import chat_history
from bot.console.screen import Screen

HINTS = ("Tab completes", "Ctrl-D leaves", "clock +1d", "as NAME", "/help", "Alt-Enter new line", "Ctrl-C clears")
_LEAVING = frozenset({"quit", "exit", "/quit", "/exit"})
_SECONDS_BETWEEN_LOOKS_AT_THE_CLOCK = 5

_STYLE = Style.from_dict(
    {
        "prompt": "#008787 bold",
        "bottom-toolbar": "noreverse #767676",
        "auto-suggestion": "#767676",
        "completion-menu": "bg:#e4e4e4 #262626",
        "completion-menu.completion.current": "bg:#005f5f #ffffff noreverse bold",
        "completion-menu.meta.completion": "bg:#d0d0d0 #303030",
        "completion-menu.meta.completion.current": "bg:#005f5f #ffffff",
    }
)


async def chat(
    backstage: Backstage,
    clock: Clock,
    screen: Screen,
    *,
    speaker: str,
    lock: asyncio.Lock,
    history_directory: Path | None = None,
) -> None:
    """Talk with the person at the terminal until they leave. Raises Refused when nobody is called `speaker`.

    The screen must write to whatever standard output is at that moment, or what arrives will break the typed line.
    `lock` is held while the clock moves and while a tick runs. Lines typed are kept in `history_directory`, else
    only until the end.
    """
    conversation = Conversation(backstage, clock, screen, speaker, lock)
    session: PromptSession[str] = PromptSession(
        message=lambda: _prompt(conversation),
        prompt_continuation=_indent,
        history=chat_history(history_directory),
        completer=ConsoleCompleter(backstage, likely=lambda: conversation.likely),
        auto_suggest=AutoSuggestFromHistory(),
        bottom_toolbar=_toolbar,
        key_bindings=_keys(),
        style=_STYLE,
        refresh_interval=_SECONDS_BETWEEN_LOOKS_AT_THE_CLOCK,
        reserve_space_for_menu=6,
        enable_suspend=True,
    )
    screen.answered(greeting(backstage, conversation.speaker, clock.now()))
    while (text := await _typed(session)) is not None and text.casefold() not in _LEAVING:
        if text:
            await conversation.hear(text)
    screen.remarked(farewell(backstage))


async def _typed(session: PromptSession[str]) -> str | None:
    """What the person typed, or None at the end of input. What arrives meanwhile is shown above the line."""
    try:
        with patch_stdout(raw=True):
            # A signal that ends the process must end it here too, so it is not taken for a key.
            text = await session.prompt_async(handle_sigint=False)
    except EOFError:
        return None
    return text.strip()


def _prompt(conversation: Conversation) -> StyleAndTextTuples:
    return [("class:prompt", harmless_line(conversation.prompt())), ("", " ")]


def _indent(width: int, line: int, wraps: int) -> str:
    """Before the second and later lines of a pasted text; a line that only wraps begins at the edge."""
    return "" if wraps else "    "


def _toolbar() -> str:
    return " " + hints_for(get_app().output.get_size().columns - 2, HINTS)


def hints_for(width: int, hints: Sequence[str]) -> str:
    """As many hints, from the first, as one line has room for."""
    line = ""
    for hint in hints:
        longer = f"{line}  ·  {hint}" if line else hint
        if len(longer) > width:
            break
        line = longer
    return line


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-c")
    def _clear(event: KeyPressEvent) -> None:
        event.current_buffer.reset()

    @keys.add("escape", "enter")
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("enter", filter=Condition(_goes_on))
    def _go_on(event: KeyPressEvent) -> None:
        event.current_buffer.delete_before_cursor()
        event.current_buffer.insert_text("\n")

    return keys


def _goes_on() -> bool:
    """Whether the line ends with a backslash, as in a script."""
    document = get_app().current_buffer.document
    return document.is_cursor_at_the_end and document.text.endswith("\\")
