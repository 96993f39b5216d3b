"""What Ofsted found, as people say it and as the councils' documents call it. Nothing is converted."""

from __future__ import annotations

import pytest

from policy.ofsted_outcomes import Outcome, read_report_card, wants_the_councils_word, what_happened
from policy.refused import Refused


def test_a_report_card_is_read_area_by_area():
    said = "leadership needs attention, Inclusion: strong standard; achievement expected, safeguarding not met."
    assert read_report_card(said) == {
        "Leadership and governance": "Needs attention",
        "Inclusion": "Strong standard",
        "Achievement": "Expected standard",
        "Safeguarding standards": "Not met",
    }


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("cake expected", "“cake expected” begins with no area of the report card."),
        ("inclusion good", "“inclusion good” ends with no grade."),
        ("safeguarding good", "“safeguarding good” ends with no grade. There are: Met, Not met."),
        ("inclusion expected, inclusion exceptional", "Inclusion stands there twice."),
    ],
)
def test_what_ofsted_does_not_have_is_refused(said: str, refusal: str):
    with pytest.raises(Refused) as refused:
        read_report_card(said)
    assert str(refused.value).startswith(refusal)


@pytest.mark.parametrize(
    ("outcome", "was_recorded", "events"),
    [
        (Outcome(overall="2"), True, set()),
        (Outcome(overall="3"), True, {"requires-improvement"}),
        (Outcome(overall="4", concern="SWK"), True, {"inadequate", "serious-weaknesses"}),
        (Outcome(concern="SM"), True, {"special-measures"}),
        (Outcome(concern="SWK"), False, {"serious-weaknesses", "unrecorded-concern"}),
        (Outcome(overall="2", leadership="3"), True, {"leadership-requires-improvement"}),
        (Outcome(overall="2", leadership="4"), True, {"leadership-inadequate"}),
        (Outcome(areas={"Inclusion": "Urgent improvement"}), True, set()),
        (Outcome(areas={"Inclusion": "Urgent improvement"}, counts_as="3"), True, {"requires-improvement"}),
        (Outcome(areas={}, leadership_counts=True), True, {"leadership-requires-improvement"}),
    ],
)
def test_an_outcome_starts_what_the_documents_name(outcome: Outcome, was_recorded: bool, events: set[str]):
    """W2-23, W2-43, W2-45, T1-52, H4-13: and a report card nothing, unless the council says what it takes it for."""
    assert what_happened(outcome, was_recorded=was_recorded) == events


@pytest.mark.parametrize(
    ("areas", "wanted"),
    [
        (None, False),
        ({"Inclusion": "Expected standard"}, False),
        ({"Inclusion": "Needs attention"}, True),
        ({"Inclusion": "Urgent improvement"}, True),
    ],
)
def test_the_council_is_asked_about_weak_grades_alone(areas: dict[str, str] | None, wanted: bool):
    assert wants_the_councils_word(Outcome(areas=areas)) is wanted
