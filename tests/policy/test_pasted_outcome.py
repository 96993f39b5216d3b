"""What a chair or a clerk pastes after a meeting, read without knowing anybody."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.pasted_lines import corrected
from policy.pasted_outcome import (
    LookedAt,
    PastedAction,
    PastedFactor,
    PastedLine,
    PastedOutcome,
    read_outcome,
)
from policy.refused import Refused

WHOLE = """Risk: HT low, CoG medium, SIA 60
Present: all except CoG, sub Mrs Khan
Apologies: DHT
Direction of travel: improving
Checked 1: 82% agreed
Not reached 2, 3
Factor: Writing at KS1
Moderate Y2 writing | 82% agreed | Edgar Stammers | HT | Friday week | P2 | school
Factor: Attendance

- Check the registers | SIA | 4 Dec
Note: all polite
Next date: 19 March 4pm"""


def test_every_sort_of_line_is_read():
    assert read_outcome(WHOLE) == PastedOutcome(
        risk=PastedLine(1, "HT low, CoG medium, SIA 60"),
        present=PastedLine(2, "all except CoG, sub Mrs Khan"),
        apologies=PastedLine(3, "DHT"),
        direction=PastedLine(4, "improving"),
        looked_at=[LookedAt(5, (1,), "82% agreed", True), LookedAt(6, (2, 3), "", False)],
        factors=[
            PastedFactor(
                7,
                "Writing at KS1",
                [
                    PastedAction(
                        8, "Moderate Y2 writing", "HT", "Friday week", "82% agreed", "Edgar Stammers", 2, "school"
                    )
                ],
            ),
            PastedFactor(9, "Attendance", [PastedAction(11, "Check the registers", "SIA", "4 Dec")]),
        ],
        notes=[PastedLine(12, "all polite")],
        next_date=PastedLine(13, "19 March 4pm"),
    )


def actions(text: str) -> list[PastedAction]:
    read = read_outcome(text)
    assert read.unread == []
    return [action for factor in read.factors for action in factor.actions]


@pytest.mark.parametrize(
    "row",
    [
        "Moderate | HT | 4 Dec",
        "| Moderate | HT | 4 Dec |",
        "Moderate\tHT\t4 Dec",
        "Moderate; HT; 4 Dec",
        "• Moderate | HT | by 4 Dec",
        "1. Moderate | HT | 4 Dec",
        "Action: Moderate | HT | 4 Dec",
        "Action 1 | Moderate | HT | 4 Dec",
        "\u200bModerate\u00a0|\u00a0HT | 4 Dec\ufeff",
        "Moderate | | | HT | 4 Dec | |",
    ],
)
def test_a_row_is_a_row_however_it_was_pasted(row: str):
    [action] = actions(row)
    assert (action.text, action.who, action.when) == ("Moderate", "HT", "4 Dec")


def test_four_cells_have_the_success_criteria_between():
    assert actions("Moderate | 82% agreed | HT | 4 Dec") == [PastedAction(1, "Moderate", "HT", "4 Dec", "82% agreed")]


def test_the_councils_own_table_is_read_by_its_headings():
    text = (
        "No\tWhat are the key factors preventing this?\tWhat are the actions towards achieving good?\t"
        "By whom?\tBy when?\n"
        "1\tLeadership of maths\tAppoint a lead\tHead\t4 Dec\n"
        "2\t\tBuy books\tHead\t5 Dec\n"
        "3\tAttendance\t\t\t"
    )
    assert read_outcome(text) == PastedOutcome(
        factors=[
            PastedFactor(
                2,
                "Leadership of maths",
                [PastedAction(2, "Appoint a lead", "Head", "4 Dec"), PastedAction(3, "Buy books", "Head", "5 Dec")],
            ),
            PastedFactor(4, "Attendance"),
        ]
    )


def test_the_columns_of_the_recovery_plan_are_read_in_any_order():
    text = "Lead | SCHOOL/LA actions | Time Frame | Success Criteria\n|---|---|---|---|\nHT | Moderate | 4 Dec | 82%"
    assert actions(text) == [PastedAction(3, "Moderate", "HT", "4 Dec", "82%")]


def test_people_may_stand_one_below_the_other():
    text = "Present:\n- Mrs Smith (HT)\n- Mr Khan (CoG)\nHead teacher: Ann Lee\nApologies:\nDHT"
    read = read_outcome(text)
    assert read.present == PastedLine(1, "Mrs Smith (HT), Mr Khan (CoG), Head teacher: Ann Lee")
    assert read.apologies == PastedLine(5, "DHT")
    assert read.unread == []


def test_factors_may_stand_one_below_the_other_with_their_actions():
    read = read_outcome("Key factors:\n1. Writing\nModerate | HT | 4 Dec\n2. Attendance")
    assert read.factors == [
        PastedFactor(2, "Writing", [PastedAction(3, "Moderate", "HT", "4 Dec")]),
        PastedFactor(4, "Attendance"),
    ]


def test_what_stands_at_the_head_of_the_councils_form_is_left_out_aloud():
    assert read_outcome("Name of School\tOld Hall\nMeeting number: 3").left_out == [
        PastedLine(1, "Name of School Old Hall"),
        PastedLine(2, "Meeting number: 3"),
    ]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("gibberish", [(1, "it begins with no word that I know: Risk, Present, Apologies, Factor, Note ...")]),
        ("Factor: Writing\n\nDo it", [(3, "an action needs who and by when: ")]),
        ("Moderate | HT", [(1, "it has 2 cells; what works is ")]),
        ("a | b | c | d | e | f", [(1, "it has 6 cells; what works is ")]),
        ("Moderate | | 4 Dec", [(1, "it does not say who leads it")]),
        ("Moderate | HT | - | |", []),
        ("Action | Who | When\nModerate | HT", [(2, "it does not say by when")]),
        ("Action | Who | When\na | b | c | d", [(2, "it has 4 cells, and the heading above it has 3")]),
        ("Risk: HIGH\nRisk: LOW", [(2, "line 1 says that already; leave one of the two out")]),
        ("Checked: well done", [(1, "it does not say which factor: Checked 1: what was seen")]),
        (f"Factor: {'x' * 1001}", [(1, "1,000 characters is the most that fits in one place")]),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_number_and_reason(text: str, unread: list[tuple[int, str]]):
    found = read_outcome(text).unread
    assert [one.number for one in found] == [number for number, _ in unread]
    assert all(one.why.startswith(why) for one, (_, why) in zip(found, unread, strict=True))


def test_five_thousand_lines_are_refused_kindly():
    with pytest.raises(Refused) as refusal:
        read_outcome("Note: one\n" * 5000)
    assert str(refusal.value) == (
        "That is 5,001 lines; 200 is the most that I can read at once. Nothing was stored: please paste a part of it."
    )


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("2: B", "a\nB\nc"),
        ("line 2. B", "a\nB\nc"),
        ("2:", "a\n\nc"),
        ("1: A\n3: C", "A\nb\nC"),
        ("x\ny", "x\ny"),
        ("7: B\n8: C", "7: B\n8: C"),
    ],
)
def test_one_line_is_put_right_by_its_number_and_several_lines_take_the_place_of_all(said: str, text: str):
    assert corrected("a\nb\nc", said) == text


@pytest.mark.parametrize("said", ["thanks", "7: B", "0: x"])
def test_words_that_name_no_line_put_nothing_right(said: str):
    with pytest.raises(Refused, match="Say which line it is"):
        corrected("a\nb\nc", said)


PIECES = (*WHOLE.splitlines(), "|", "---", "Zebra", "Zebra | Yak", "Present:", "Key factors:", "Action | Who | When")
HEADINGS = "Risk Present Apologies Direction of travel Checked Not reached Factor Note Next date Key factors Action Who"
READ_AS_SOMETHING_ELSE = {*HEADINGS.split(), "When", "P2"}


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=150, deadline=None)
def test_whatever_is_pasted_no_word_is_passed_over_in_silence(lines: list[str]):
    read = read_outcome("\n".join(lines))
    kept = set(re.findall(r"\w+", repr(read)))
    assert {word for line in lines for word in re.findall(r"\b[^\W\d]\w+", line)} - READ_AS_SOMETHING_ELSE <= kept


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_reading(text: str):
    assert isinstance(read_outcome(text), PastedOutcome)
