"""Ofsted's outcomes as the card of a school says them."""

from datetime import date

from commands.schools.inspections import inspection_lines
from storage.inspections import Inspection, Scale
from tests.commands.a_team import Stage


def an_inspection(scale: Scale, day: str, **more: object) -> Inspection:
    usual: dict[str, object] = {"urn": 104274, "inspected_urn": 104274, "outcomes": {}}
    return Inspection(scale=scale.value, inspected_on=date.fromisoformat(day), **(usual | more))


def lines(stage: Stage, *inspections: Inspection) -> tuple[str, ...]:
    with stage.database.change() as session:
        session.add_all(inspections)
        session.flush()
        return inspection_lines(session, 104274)


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
