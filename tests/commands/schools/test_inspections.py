"""Ofsted's outcomes as the card of a school says them."""

from datetime import date

import pytest

from storage.inspections import Inspection, Scale
from tests.commands.a_team import AMINA, CARYS, LEO, MO, OLD_HALL, RUTH, SAM, Stage


def an_inspection(scale: Scale, day: str, **more: object) -> Inspection:
    on = date.fromisoformat(day)
    usual: dict[str, object] = {"urn": OLD_HALL, "inspected_urn": OLD_HALL, "outcomes": {}, "published_on": on}
    return Inspection(scale=scale.value, inspected_on=on, **(usual | more))


def lines(stage: Stage, *inspections: Inspection, who: str = AMINA) -> tuple[str, ...]:
    """What the card of Old Hall says of Ofsted."""
    with stage.database.change() as session:
        session.add_all(inspections)
    return tuple(line for line in stage.say("school Old Hall", who).lines if line.startswith("Ofsted"))


def test_the_latest_of_each_scale_the_newest_first(stage: Stage):
    assert lines(
        stage,
        an_inspection(Scale.OLD, "2011-05-04", overall="4", concern="SM"),
        an_inspection(Scale.OLD, "2015-05-04", overall="2"),
        an_inspection(Scale.UNGRADED, "2019-06-26", overall="School remains Good"),
        an_inspection(
            Scale.NEW,
            "2026-01-06",
            outcomes={
                "Safeguarding standards": "Met",
                "Inclusion": "Needs attention",
                "Achievement": "Needs attention",
            },
        ),
    ) == (
        "Ofsted, Tuesday 6 January 2026: report card. Met: Safeguarding standards; Needs attention: Inclusion, "
        "Achievement.",
        "Ofsted, Wednesday 26 June 2019: ungraded, School remains Good.",
        "Ofsted, Monday 4 May 2015: Good overall, graded 1 to 4.",
    )


def test_grades_without_an_overall_one_and_a_predecessor_and_a_concern(stage: Stage):
    assert lines(
        stage,
        an_inspection(
            Scale.OLD,
            "2025-01-14",
            overall="Not judged",
            concern="SWK",
            inspected_urn=104001,
            outcomes={"Quality of education": "3", "Safeguarding is effective": "No"},
        ),
    ) == (
        "Ofsted, Tuesday 14 January 2025 (as URN 104001): graded without an overall grade: Quality of education "
        "requires improvement, Safeguarding is effective no; serious weaknesses.",
    )


def test_a_school_without_inspections_has_no_line(stage: Stage):
    assert lines(stage) == ()


PUBLISHED = "Ofsted, Monday 4 May 2015: Good overall, graded 1 to 4."
PROVISIONAL = (
    "Ofsted, Tuesday 24 November 2026: report card. Needs attention: Achievement. Provisional and restricted until it "
    "is published."
)


@pytest.mark.parametrize(
    ("who", "read"),
    [
        (LEO, (PROVISIONAL, PUBLISHED)),
        (AMINA, (PROVISIONAL, PUBLISHED)),
        (SAM, (PUBLISHED,)),
        (CARYS, (PUBLISHED,)),
        (MO, (PUBLISHED,)),
        (RUTH, (PUBLISHED,)),
    ],
)
@pytest.mark.parametrize("published_on", [None, date(2026, 11, 26)])
def test_an_outcome_that_is_not_published_is_for_leads_and_the_attached_adviser(
    stage: Stage, who: str, read: tuple[str, ...], published_on: date | None
):
    stage.all_say("school adviser Old Hall @amina", who=LEO)
    old = an_inspection(Scale.OLD, "2015-05-04", overall="2")
    new = an_inspection(Scale.NEW, "2026-11-24", outcomes={"Achievement": "Needs attention"}, published_on=published_on)
    assert lines(stage, old, new, who=who) == read


def test_once_it_is_published_everybody_reads_it(stage: Stage):
    new = an_inspection(Scale.NEW, "2026-11-24", outcomes={"Achievement": "Needs attention"})
    assert lines(stage, new, who=RUTH) == (
        "Ofsted, Tuesday 24 November 2026: report card. Needs attention: Achievement.",
    )
