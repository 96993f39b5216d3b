import io
import re

from rich.console import Console

from bot.console.colour import ColourScreen
from notifications.message import Message, Table
from tests.bot.console.messages import A_NOTE


def shown(width: int, *, colours: bool = False) -> tuple[ColourScreen, io.StringIO]:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, color_system="256" if colours else None, force_terminal=colours, _environ={}
    )
    return ColourScreen(console), stream


def test_a_message_at_80_columns():
    screen, stream = shown(80)
    screen.answered(A_NOTE)
    assert stream.getvalue() == (
        "  Note of visit V12\n"
        "  Oakfield Primary School, Friday 6 November 2026.\n"
        "  Two lessons\n"
        "  and a talk.\n"
        "\n"
        "  Strength     Evidence\n"
        "  ────────────────────────────\n"
        "  Phonics      observed\n"
        "  校長 [red]   data\n"
        "  Attendance   <U+001B>[31mred\n"
        "\n"
        "  File: note-V12.txt\n"
        "    │ Dear Mrs Smith,\n"
        "    │\n"
        "    │ thank you.\n"
        "\n"
        "  [Send it]  visit send V12\n"
        "  [Not yet]  snooze 1\n"
        "\n"
    )


def test_a_narrow_terminal_shows_a_wide_table_cell_by_cell_and_commands_below_their_labels():
    screen, stream = shown(24)
    table = Table(("Visit", "School", "Note"), (("V1", "Oakfield Primary School", "sent"), ("V2", "Old Hall", "")))
    screen.answered(Message("Visits", table=table, buttons=A_NOTE.buttons))
    assert stream.getvalue() == (
        "  Visits\n"
        "\n"
        "  Visit: V1\n"
        "  School: Oakfield\n"
        "  Primary School\n"
        "  Note: sent\n"
        "\n"
        "  Visit: V2\n"
        "  School: Old Hall\n"
        "\n"
        "  [Send it]\n"
        "      visit send V12\n"
        "  [Not yet]\n"
        "      snooze 1\n"
        "\n"
    )


def test_what_arrives_has_a_line_beside_it():
    screen, stream = shown(40)
    message = Message("A note", ("It goes on and on until the line is full.",))
    screen.arrived("to Amina Khan, Wednesday 25 November 2026, 09:00", message, remark="not really sent")
    assert stream.getvalue() == (
        "  → to Amina Khan, Wednesday 25 November\n"
        "  2026, 09:00\n"
        "  │ (not really sent)\n"
        "  │ A note\n"
        "  │ It goes on and on until the line is\n"
        "  │ full.\n"
        "\n"
    )
    assert screen.arrivals == 1


def test_text_of_people_gives_no_colour_and_no_command():
    screen, stream = shown(80, colours=True)
    screen.remarked("[bold red]Old Hall[/] :smile: 42 \x1b[31m \x1b]0;t\x07")
    assert stream.getvalue() == ("  [bold red]Old Hall[/] :smile: 42 <U+001B>[31m <U+001B>]0;t<U+0007>\n\n")


def test_words_alone_say_the_same_as_words_with_colours():
    in_colour, colourful = shown(60, colours=True)
    without, plain = shown(60)
    for screen in (in_colour, without):
        screen.answered(A_NOTE)
        screen.arrived("to Amina Khan", A_NOTE)
    assert colourful.getvalue() != plain.getvalue()
    assert re.sub(r"\x1b\[[0-9;]*m", "", colourful.getvalue()) == plain.getvalue()


def test_a_story_reads_like_the_chat():
    screen, stream = shown(80)
    screen.narrated("Tuesday")
    screen.asked("Amina · Tue 24 Nov 09:00 >", "mine")
    screen.answered(Message("Nothing is due."))
    assert stream.getvalue() == "Tuesday\n\nAmina · Tue 24 Nov 09:00 > mine\n  Nothing is due.\n\n"
