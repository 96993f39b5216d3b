import asyncio
import io
from collections.abc import Iterator
from contextlib import suppress

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot.console.chat import HINTS, chat, hints_for
from bot.console.clock import Clock
from bot.console.colour import ColourScreen
from bot.console.messenger import ConsoleMessenger
from policy.refused import Refused
from tests.bot.console.a_backstage import TUESDAY, RememberingBackstage, at

CTRL_C, CTRL_D, ENTER, ALT_ENTER, TAB = "\x03", "\x04", "\r", "\x1b\r", "\t"


class Terminal:
    """A person at a terminal: keys go in, what is shown comes out."""

    def __init__(self, keys: PipeInput) -> None:
        self.backstage = RememberingBackstage()
        self.clock = Clock(TUESDAY)
        self.lock = asyncio.Lock()
        self._keys = keys
        self._stream = io.StringIO()
        self._screen = ColourScreen(Console(file=self._stream, width=80, color_system=None, _environ={}))
        self.backstage.messenger = ConsoleMessenger(self._screen, self.clock)

    def type(self, *keys: str) -> None:
        self._keys.send_text("".join(keys))

    async def chat(self, speaker: str = "amina") -> None:
        await asyncio.wait_for(
            chat(self.backstage, self.clock, self._screen, speaker=speaker, lock=self.lock),
            timeout=10,
        )

    @property
    def heard(self) -> list[str]:
        return [arrival.text for arrival in self.backstage.arrivals]

    @property
    def shown(self) -> str:
        """What was shown after the greeting."""
        return self._stream.getvalue().partition("/help\n\n")[2]


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield Terminal(keys)


async def test_a_visit_and_its_reminder(terminal: Terminal):
    terminal.type("/visit Oakfield", ENTER, "clock +1d", ENTER, CTRL_D)
    await terminal.chat()
    assert terminal.shown == (
        "  V1: visit to Oakfield\n"
        "  The note is due Thursday 26 November 2026, 09:00: 2 days from now.\n"
        "\n"
        "  [Write the note]  visit note V1\n"
        "  [Undo]            undo\n"
        "\n"
        "  → to Amina Khan, Wednesday 25 November 2026, 09:00\n"
        "  │ Note for Oakfield\n"
        "  │ The visit was yesterday, and the note has not been sent.\n"
        "  │\n"
        "  │ [Write the note]  visit note V1\n"
        "\n"
        "  It is now Wednesday 25 November 2026, 09:00.\n"
        "\n"
        "  Goodbye. The record stays in var/rrp.sqlite3.\n"
        "\n"
    )


@pytest.mark.parametrize("word", ["quit", "exit", "/quit", "EXIT"])
async def test_a_word_ends_the_chat(terminal: Terminal, word: str):
    terminal.type("   ", ENTER, word, ENTER)
    await terminal.chat()
    assert terminal.heard == []
    assert terminal.shown == "  Goodbye. The record stays in var/rrp.sqlite3.\n\n"


async def test_ctrl_c_clears_the_line(terminal: Terminal):
    terminal.type("visit Nowhere", CTRL_C, "list", ENTER, CTRL_D)
    await terminal.chat()
    assert terminal.heard == ["list"]


async def test_a_pasted_note_comes_in_as_one_text(terminal: Terminal):
    terminal.type("\x1b[200~note One\r\nTwo\n\nThree\x1b[201~", ENTER, CTRL_D)
    await terminal.chat()
    assert terminal.heard == ["note One\nTwo\n\nThree"]


async def test_alt_enter_and_a_backslash_begin_a_new_line(terminal: Terminal):
    terminal.type("note One", ALT_ENTER, "Two\\", ENTER, "Three", ENTER, CTRL_D)
    await terminal.chat()
    assert terminal.heard == ["note One\nTwo\nThree"]


async def test_tab_completes_a_school(terminal: Terminal):
    terminal.type("/visit Oak")
    talking = asyncio.create_task(terminal.chat())
    await asyncio.sleep(0.2)
    terminal.type(TAB)
    await asyncio.sleep(0.2)
    terminal.type(ENTER, CTRL_D)
    await talking
    assert terminal.heard == ["/visit Oakfield Primary School"]


async def test_a_reminder_arrives_while_one_types_and_the_line_is_kept(terminal: Terminal):
    terminal.backstage.due = [(TUESDAY, "Leo Marsh|A note is late")]
    terminal.type("li")
    talking = asyncio.create_task(terminal.chat())
    await asyncio.sleep(0.2)
    async with terminal.lock:
        await terminal.backstage.tick(terminal.clock.now())
    terminal.type("st", ENTER, CTRL_D)
    await talking
    assert terminal.shown.startswith("  → to Leo Marsh, Tuesday 24 November 2026, 09:00\n  │ A note is late\n")
    assert terminal.heard == ["list"]


async def test_the_clock_does_not_move_while_the_process_ticks(terminal: Terminal):
    async with terminal.lock:
        terminal.type("clock +1d", ENTER)
        talking = asyncio.create_task(terminal.chat())
        await asyncio.sleep(0.2)
        assert terminal.clock.now() == TUESDAY
    terminal.type(CTRL_D)
    await talking
    assert terminal.clock.now() == at("2026-11-25 09:00")


async def test_the_process_can_end_the_chat_while_it_waits(terminal: Terminal):
    talking = asyncio.create_task(terminal.chat())
    await asyncio.sleep(0.2)
    talking.cancel()
    with suppress(asyncio.CancelledError):
        await talking
    assert talking.cancelled()


async def test_nobody_of_that_name_cannot_begin(terminal: Terminal):
    with pytest.raises(Refused, match="There is nobody called “bob” here"):
        await terminal.chat(speaker="bob")


def test_hints_fit_the_line():
    assert hints_for(38, HINTS) == "Tab completes  ·  Ctrl-D leaves"
    assert hints_for(78, HINTS) == "Tab completes  ·  Ctrl-D leaves  ·  clock +1d  ·  as NAME  ·  /help"
    assert hints_for(5, HINTS) == ""
