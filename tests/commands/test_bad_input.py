"""Whatever is typed: a sentence that helps, nothing half stored, and the bot goes on."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.typing import EventDict

from commands.registry import COMMANDS
from tests.commands.a_team import AMINA, CARYS, JANE, LEO, MATTERS, MO, RUTH, Stage, a_stage, nothing_stored

HOSTILE = {
    "emoji": "👩‍🏫🎉",
    "right to left": "\u202eevil مرحبا",
    "control characters": "\x01\x02\x1b[31mred",
    "SQL": "'; DROP TABLE visit; --",
    "a lone quotation mark": '"',
    "a curly quotation mark": "“",
    "a channel": "<!channel>",
    "HTML": "<b onclick=x>hi</b>",
    "a very long word": "x" * 40_000,
    "many quotation marks": '"' * 4_000,
    "many newlines": "\n" * 4_000 + "x",
    "many colons": ":a" * 2_000,
    "format fields": "{0} %s ${HOME}",
    "a zero width space": "\u200b",
}
NOTHING_TO_READ = frozenset({'"', "“", '"' * 4_000, "\u200b"})
hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)

PLACES = (
    "{}",
    "/{}",
    "visit {}",
    "visit Old Hall {}",
    "visit Old Hall yesterday 2pm {}",
    "visit Old Hall core {}",
    "visit plan Old Hall tomorrow 9am core @{}",
    "visit note {}",
    "visit cancel V1 because {}",
    "visit sent V1 by {}",
    "visit list {}",
    "mine {}",
    "school {}",
    "school alias Old Hall {}",
    "school contact Old Hall head {}",
    "team add {} adviser",
    "undo {}",
    "help {}",
    "answer D1 {}",
    "answer D{} 1",
)


@hostile
def test_hostile_text_is_answered_in_every_place(each_stage: Stage, text: str):
    each_stage.all_say("visit Old Hall yesterday 2pm call: spoke")
    for number, place in enumerate(PLACES):
        who = LEO if place.startswith("team") else AMINA
        answer = each_stage.answer(place.format(text), who, channel=f"place {number}")
        assert answer.message.title.strip(), place
        assert len(answer.message.title) < 1_000, place
    assert each_stage.say("/visit list").title.startswith("Your visits: ")


def test_a_nul_is_not_repeated(stage: Stage):
    assert "\x00" not in stage.say("visit Old Hall core yesterday 2pm a\x00b").title


@pytest.mark.parametrize("place", ["visit note V1: {}", "school alias Old Hall {}", "visit Old Hall core {}"])
def test_half_a_character_is_answered_too(stage: Stage, place: str):
    stage.all_say("visit Old Hall yesterday 2pm call: spoke")
    stage.say(place.format("a\ud83d b"))


@hostile
def test_hostile_text_is_kept_as_it_was_typed_but_for_control_characters(each_stage: Stage, text: str):
    each_stage.all_say("visit Old Hall yesterday 2pm call")
    said = each_stage.say(f"visit note V1: {text}").title
    kept = each_stage.visit(1).note_parts.get("note", "")
    if text in NOTHING_TO_READ:
        assert (said, kept) == ("There is nothing in it. Please type a few words.", "")
    elif len(text) <= 20_000:
        assert kept == re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text).strip()


def test_forty_thousand_characters_are_too_many_and_said_so(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm call")
    with nothing_stored(stage):
        answer = stage.answer(f"visit note V1: {'x' * 40_000}")
    assert not answer.understood
    assert answer.message.title == (
        "That is 40,000 characters long; 20,000 is the most that fits here. "
        "Nothing was stored: please shorten it and send it again."
    )
    assert answer.message.lines == ("The rest is kept. The text? (“stop” drops it)",)
    assert stage.say("spoke to the head").title == "V1: note for Old Hall School is written, not sent"


def test_twenty_thousand_characters_fit(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm call", f"visit note V1: {'é' * 20_000}")
    assert stage.visit(1).note_parts == {"note": "é" * 20_000}


def test_the_longest_way_it_went_fits(each_stage: Stage):
    each_stage.all_say("visit Old Hall yesterday 2pm call: spoke", f"visit sent V1 by {'x' * 57}")
    assert len(each_stage.visit(1).note_sent_how or "") <= 60


WORDS = st.sampled_from(
    [
        *(command.name for command in COMMANDS),
        *(
            "Old Hall",
            "Blackwood",
            "st joseph's",
            "Xyzzy",
            "104274",
            "V1",
            "V999",
            "D1",
            "answer D1",
            "@sam",
            "@",
            "@x",
        ),
        *("yesterday", "2pm", "tomorrow 9am", "31 Feb", "9-11", "11-9", "Sunday", "just now", "14:30", "99:99"),
        *(
            "core",
            "call",
            "review",
            "2h",
            "0h",
            "half a day",
            ":",
            "because",
            "by",
            "by e-mail",
            "page",
            "1",
            "yes",
            "no",
        ),
        *(
            "stop",
            "all",
            "mine",
            "adviser",
            "lead and",
            "head",
            "a@b.example",
            '"',
            "“",
            "”",
            "'",
            "\n",
            "/",
            "\\",
            "—",
        ),
    ]
)
LINES = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(WORDS, WORDS, st.text(max_size=8)), min_size=1, max_size=8).map(" ".join),
)
ROLES = st.sampled_from([AMINA, LEO, CARYS, MO, RUTH, JANE, "Nobody"])


@pytest.fixture(scope="module")
def lasting() -> Iterator[Stage]:
    """One stage for all lines: the later ones meet what the earlier ones have left."""
    with a_stage() as stage:
        stage.all_say("visit Old Hall yesterday 2pm core 2h", "visit plan Blackwood tomorrow 9am core")
        yield stage


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=LINES, who=ROLES)
@example(line='visit Old Hall yesterday 2pm core "', who=AMINA)
@example(line="visit note V1: \x00", who=AMINA)
@example(line="answer D0 ", who=LEO)
@example(line="", who=RUTH)
def test_any_line_of_anybody_is_answered_and_stored_whole_or_not_at_all(lasting: Stage, line: str, who: str):
    before = {name: lasting.rows()[name] for name in MATTERS}
    answer = lasting.answer(line, who, team_id=None if who == "Nobody" else lasting.arrival("", who).team_id)
    assert answer.message.title.strip()
    assert not answer.message.title.endswith((" ", ":"))
    after = {name: lasting.rows()[name] for name in MATTERS}
    if not answer.understood:
        assert after == before
    assert (after == before) is (after["audit"] == before["audit"])
    assert after["audit"] == after["audit_value"]


def test_the_log_holds_no_text_of_anybody(stage: Stage, logged: list[EventDict]):
    secret = "the head teacher is unwell"
    stage.all_say(f"visit Old Hall yesterday 2pm call: {secret}", "visit sent V1 by hand")
    stage.say(f"visit Xyzzy: {secret}")
    stage.say(secret)
    assert secret not in str(logged)
