import io
import os

import pytest

from bot.console.clock import Clock
from bot.console.messenger import ConsoleMessenger
from bot.console.plain import PlainScreen
from bot.console.script import piped, recited
from policy.refused import Refused
from tests.bot.console.a_backstage import PEOPLE, TUESDAY, RememberingBackstage, at


async def play(text: str, speaker: str = "amina") -> tuple[int, str, RememberingBackstage]:
    """The exit status, what was written, and the bot that was asked."""
    backstage, clock, stream = RememberingBackstage(), Clock(TUESDAY), io.StringIO()
    screen = PlainScreen(stream)
    backstage.messenger = ConsoleMessenger(screen, clock)
    status = await piped(backstage, clock, screen, speaker=speaker, stdin=io.StringIO(text))
    return status, stream.getvalue(), backstage


A_DAY = """\
# Amina has been to Oakfield

/visit Oakfield
as leo
clock +1d 8h
clock
"""


async def test_a_day_at_the_terminal():
    status, written, backstage = await play(A_DAY)
    assert written == (
        "Amina · Tue 24 Nov 09:00 > /visit Oakfield\n"
        "V1: visit to Oakfield\n"
        "  The note is due Thursday 26 November 2026, 09:00: 2 days from now.\n"
        "  [Write the note] visit note V1\n"
        "  [Undo] undo\n"
        "\n"
        "Amina · Tue 24 Nov 09:00 > as leo\n"
        "You now speak as Leo Marsh, lead.\n"
        "\n"
        "Leo · Tue 24 Nov 09:00 > clock +1d 8h\n"
        "-> to Amina Khan, Wednesday 25 November 2026, 09:00\n"
        "   Note for Oakfield\n"
        "     The visit was yesterday, and the note has not been sent.\n"
        "     [Write the note] visit note V1\n"
        "\n"
        "It is now Wednesday 25 November 2026, 17:00.\n"
        "\n"
        "Leo · Wed 25 Nov 17:00 > clock\n"
        "It is Wednesday 25 November 2026, 17:00, in London.\n"
        "\n"
    )
    assert status == 0
    assert backstage.ticks == [TUESDAY, TUESDAY, at("2026-11-25 09:00"), *3 * [at("2026-11-25 17:00")]]


async def test_the_same_lines_write_the_same_bytes_and_are_still_new_to_a_bot_that_knows_them():
    (_, once, first), (_, again, second) = await play(A_DAY), await play(A_DAY)
    assert once == again
    assert first.arrivals[0].receipt_key != second.arrivals[0].receipt_key


async def test_what_arrives_says_who_where_and_when():
    _, _, backstage = await play("as carys hughes\nlist\n")
    [arrival] = backstage.arrivals
    assert (arrival.door, arrival.workspace, arrival.user, arrival.channel) == (
        "console",
        "local",
        "carys hughes",
        "terminal",
    )
    assert (arrival.text, arrival.now, arrival.values, arrival.shows_forms) == ("list", TUESDAY, None, False)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("bless you", "I do not know that.\n  Try: /help"),
        ("as bob", "There is nobody called “bob” here. You can speak as Amina Khan (adviser), Leo Marsh (lead) or "),
        ("clock soon", "I cannot read “soon” as a time. Try: clock +1d 8h"),
    ],
)
async def test_a_line_that_is_not_understood_is_answered_and_counts(lines: str, sentence: str):
    status, written, _ = await play(f"{lines}\nhelp\n")
    assert status == 1
    assert sentence in written
    assert "You can ask for these" in written


async def test_the_clock_goes_back_and_says_so():
    status, written, _ = await play("clock -1d\n")
    assert status == 0
    assert written == (
        "Amina · Tue 24 Nov 09:00 > clock -1d\n"
        "The clock goes back to Monday 23 November 2026, 09:00; nothing is sent twice.\n"
        "\n"
    )


async def test_a_quiet_journey_says_so():
    _, written, _ = await play("/clock +1h\n")
    assert written.endswith("It is now Tuesday 24 November 2026, 10:00. Nothing arrived on the way.\n\n")


async def test_a_question_about_who_speaks_is_answered():
    status, written, _ = await play("as\n")
    assert status == 0
    assert "You speak as Amina Khan. You can speak as Amina Khan (adviser), Leo" in written


async def test_a_note_that_begins_with_as_goes_to_the_bot():
    _, _, backstage = await play("as we agreed with the head teacher, phonics comes first\n")
    assert [arrival.text for arrival in backstage.arrivals] == [
        "as we agreed with the head teacher, phonics comes first"
    ]


async def test_a_backslash_joins_lines_and_a_hash_inside_a_note_stays():
    _, _, backstage = await play("note First line\\\n\\\n# not a comment\\\nlast\n# a comment \\\nlist\\\n")
    assert [arrival.text for arrival in backstage.arrivals] == ["note First line\n\n# not a comment\nlast", "list"]


async def test_a_very_long_line_is_fine():
    status, _, backstage = await play(f"note {'x' * 40_000}")
    assert status == 0
    assert len(backstage.arrivals[0].text) == 40_005


async def test_half_a_character_does_not_reach_the_bot():
    _, _, backstage = await play("note \ud83d!\n")
    assert backstage.arrivals[0].text == "note ?!"


async def test_bytes_that_are_not_utf_8_are_a_sentence_and_the_rest_goes_on(tmp_path):
    lines = tmp_path / "lines.txt"
    lines.write_bytes(b"\xef\xbb\xbflist\r\nnote caf\xe9\\\nmore\nlist\n")
    backstage, stream = RememberingBackstage(), io.StringIO()
    with lines.open(encoding="utf-8") as stdin:
        status = await piped(backstage, Clock(TUESDAY), PlainScreen(stream), speaker="amina", stdin=stdin)
    assert status == 1
    assert [arrival.text for arrival in backstage.arrivals] == ["list", "more", "list"]
    assert "Line 2 is not UTF-8 text, so nothing was done with it. Save the file as UTF-8 and try again." in (
        stream.getvalue()
    )


async def test_a_closed_pipe_ends_quietly_and_nothing_more_is_asked():
    read_end, write_end = os.pipe()
    os.close(read_end)
    backstage = RememberingBackstage()
    with open(write_end, "w", encoding="utf-8") as stdout:  # noqa: PTH123
        screen = PlainScreen(stdout)
        status = await piped(backstage, Clock(TUESDAY), screen, speaker="amina", stdin=io.StringIO("list\nlist\n"))
    assert status == 1
    assert backstage.arrivals == []


async def test_nobody_of_that_name_cannot_begin():
    with pytest.raises(Refused, match="There is nobody called “bob” here"):
        await play("list\n", speaker="bob")


async def test_a_story_is_told_between_the_lines():
    backstage, clock, stream = RememberingBackstage(PEOPLE[:1]), Clock(TUESDAY), io.StringIO()
    lines = ["# Tuesday: Amina looks.", "", "list"]
    status = await recited(backstage, clock, PlainScreen(stream), speaker="AK", lines=lines)
    assert status == 0
    assert stream.getvalue() == (
        "# Tuesday: Amina looks.\n"
        "\n"
        "Amina · Tue 24 Nov 09:00 > list\n"
        "Your visits\n"
        "  Visit  School  When  Note\n"
        "  -----  ------  ----  ----\n"
        "\n"
    )


async def test_the_line_of_a_button_that_was_shown_counts_as_its_press():
    _, _, backstage = await play("undo\nvisit Oakfield\nundo\nundo it\n")
    assert [arrival.pressed for arrival in backstage.arrivals] == [False, False, True, False]
