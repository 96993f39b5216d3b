"""The School Risk Assessment in words and in marks."""

import pytest

from policy.refused import Refused
from policy.risk_marks import Mark, read_marks, spread_in_words


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (
            "HT low, CoG medium, SIA 60",
            (Mark("HT", "low", None), Mark("CoG", "medium", None), Mark("SIA", None, 60)),
        ),
        ("HT: low and CoG: HIGH", (Mark("HT", "low", None), Mark("CoG", "high", None))),
        ("Mrs J Smith 0; Chair of SIB 100", (Mark("Mrs J Smith", None, 0), Mark("Chair of SIB", None, 100))),
        ("HT 60%", (Mark("HT", None, 60),)),
        ("HT 60/100", (Mark("HT", None, 60),)),
        ("“Mr Khan” med", (Mark("Mr Khan", "medium", None),)),
        ("HIGH", (Mark("", "high", None),)),
    ],
)
def test_each_member_marks_in_words_or_in_numbers(text: str, marks: tuple[Mark, ...]):
    assert read_marks(text) == marks


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("HT 101", "101 is no mark: it goes from 0 to 100, in whole numbers."),
        ("HT -5", "-5 is no mark: it goes from 0 to 100, in whole numbers."),
        ("HT 6.5", "6.5 is no mark: it goes from 0 to 100, in whole numbers."),
        ("HT low, CoG perhaps", "“CoG perhaps” has no mark: low, medium, high, or 0 to 100."),
        (" , ", "There is no mark in it."),
    ],
)
def test_what_is_no_mark_is_refused_with_an_example(text: str, sentence: str):
    with pytest.raises(Refused) as refusal:
        read_marks(text)
    assert str(refusal.value) == f"{sentence} For example: HT low, CoG medium, SIA 60"


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ([20, 60, 50], "lowest 20, highest 60, median 50 (3 marks)"),
        ([20, 61], "lowest 20, highest 61, median 40.5 (2 marks)"),
        ([70], "lowest 70, highest 70, median 70 (1 mark)"),
        ([], "no marks yet"),
    ],
)
def test_the_spread_and_the_median_are_said(marks: list[int], words: str):
    assert spread_in_words(marks) == words
