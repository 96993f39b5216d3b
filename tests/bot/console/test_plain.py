import io
import os

import pytest

from bot.console.plain import PlainScreen, plain_lines
from bot.console.screen import WatcherGone
from notifications.message import Message, Table
from tests.bot.console.messages import A_NOTE


def test_a_message_in_plain_text():
    assert "\n".join(plain_lines(A_NOTE)) == (
        "Note of visit V12\n"
        "  Oakfield Primary School, Friday 6 November 2026.\n"
        "  Two lessons\n"
        "  and a talk.\n"
        "  Strength    Evidence\n"
        "  ----------  ---------------\n"
        "  Phonics     observed\n"
        "  校長 [red]  data\n"
        "  Attendance  <U+001B>[31mred\n"
        "  File: note-V12.txt\n"
        "    | Dear Mrs Smith,\n"
        "    |\n"
        "    | thank you.\n"
        "  [Send it] visit send V12\n"
        "  [Not yet] snooze 1"
    )


def test_a_ragged_table_is_as_wide_as_its_headings():
    message = Message("Visits", table=Table(("Visit", "Note"), (("V1",), ("V2", "sent", "lost"))))
    assert plain_lines(message)[1:] == ["  Visit  Note", "  -----  ----", "  V1", "  V2     sent"]


def test_a_table_without_rows_is_its_headings():
    assert plain_lines(Message("Visits", table=Table(("Visit", "Note"), ())))[1:] == ["  Visit  Note", "  -----  ----"]


def test_nothing_is_wrapped():
    assert plain_lines(Message("t", ("x" * 40_000,)))[1] == "  " + "x" * 40_000


def test_a_question_its_answer_and_what_arrives():
    stream = io.StringIO()
    screen = PlainScreen(stream)
    screen.narrated("Tuesday")
    screen.asked("Amina · Tue 24 Nov 09:00 >", "visit note V1\nTwo lessons\n\x1b[2J")
    screen.answered(Message("V1: stored", ("Well done.",)))
    screen.arrived("e-mail to Mrs Smith, Tuesday 24 November 2026, 09:00", Message("A note"), remark="not really sent")
    screen.remarked("It is now late.")
    assert stream.getvalue() == (
        "# Tuesday\n"
        "\n"
        "Amina · Tue 24 Nov 09:00 > visit note V1\n"
        "    Two lessons\n"
        "    <U+001B>[2J\n"
        "V1: stored\n"
        "  Well done.\n"
        "\n"
        "-> e-mail to Mrs Smith, Tuesday 24 November 2026, 09:00\n"
        "   (not really sent)\n"
        "   A note\n"
        "\n"
        "It is now late.\n"
        "\n"
    )
    assert screen.arrivals == 1


def test_a_stream_that_cannot_say_everything_says_what_it_can():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    PlainScreen(stream).remarked("St Bride’s")
    assert raw.getvalue() == b"St Bride\\u2019s\n\n"


def test_a_closed_pipe_is_noticed_and_ends_quietly():
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(write_end, "w", encoding="utf-8") as stream:  # noqa: PTH123
        screen = PlainScreen(stream)
        with pytest.raises(WatcherGone):
            screen.remarked("Is there anybody?")
        assert not screen.watched
