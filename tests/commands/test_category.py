"""Categories: proposed, told, in force; what the documents ask, and who hears of it when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from commands.category.fields import cited
from notifications.message import Answer, Message
from policy.spells import Spell
from storage.audit import begin_change
from storage.categories import spells_of
from storage.inspections import Inspection
from storage.meetings import MeetingState
from storage.schools import School, school_with_urn
from storage.teams import Team
from tests.commands.a_team import AMINA, BLACKWOOD, CARYS, JANE, LEO, MO, OLD_HALL, RUTH, SAM, Stage

GOOD = (
    "“No school, however compelling its quantitative or qualitative data may move to a Category A until it has been "
    "judged to be at least good through its most recent Ofsted Inspection” "
    "(City of Wolverhampton School Improvement Strategy 2018-2021)."
)
FLOOR = (
    "“In addition, any school that is below DfE Floor Standards cannot be judged to be higher than a B2 regardless "
    "of the school's other circumstances” (City of Wolverhampton School Improvement Strategy 2018-2021)."
)
REVIEW = (
    "“Only after a review meeting, will the category of a school (Category 3 and 4 only) be changed, except where "
    "a school is entering a category for the first time” (Telford & Wrekin Securing School Improvement Protocol)."
)


def in_council(stage: Stage, framework: str) -> Stage:
    """Let the team work by another council's documents."""
    with stage.database.change() as session:
        begin_change(session, stage.team_id, None, "test", stage.now)
        session.get_one(Team, stage.team_id).framework = framework
    return stage


def inspected(stage: Stage, overall: str, on: date, *, urn: int = BLACKWOOD, concern: str | None = None) -> None:
    """Put an outcome of the old scale on record."""
    with stage.database.change() as session:
        session.add(
            Inspection(
                urn=urn,
                scale="1 to 4",
                inspected_on=on,
                published_on=on + timedelta(days=30),
                overall=overall,
                concern=concern,
                outcomes={},
            )
        )


def put_in_force(stage: Stage, school: str, category: str, day: str) -> Message:
    """Bring a category into force in four lines; what the last is answered. Questions are answered with yes."""
    answer = stage.answer(f"category propose {school} {category} from {day} because it is agreed", LEO)
    while answer.message.buttons and answer.message.buttons[0].says.startswith("answer"):
        answer = stage.answer(answer.message.buttons[0].says, LEO)
    stage.say(f"category told {school} both by phone on 24 November", LEO)
    return stage.say(f"category in force {school}", LEO)


def a_review_was_held(stage: Stage) -> None:
    """Let the Review Team meet on Thursday, and ask on Friday."""
    stage.all_say("meeting book review team Blackwood 26 Nov 2026 4pm", who=MO)
    stage.wait(days=2)
    stage.all_say("meeting attend M1 all", who=MO)


def titles(stage: Stage, *lines: str, who: str = AMINA) -> list[str]:
    return [stage.say(line, who).title for line in lines]


def understood(answer: Answer) -> bool:
    return answer.understood


def test_a_proposal_cites_the_criteria_as_printed(stage: Stage):
    """V3-06."""
    in_council(stage, "wolverhampton")
    said = stage.say("category propose Blackwood C from 5 January because 4, 11 and 16: three weak terms")
    assert said.title == "Blackwood School: Category C, proposed"
    assert said.lines == (
        "From Tuesday 5 January 2027. Category C: “Level of education provided has serious weaknesses or school is in "
        "special measures”.",
        "Because: 4, 11 and 16: three weak terms",
        "4. School Governors are RAG-rated at Red by the LA and there is little evidence of capacity to improve. There "
        "are unfilled vacancies on the governing board and a lack of skills are contributing to ineffective "
        "governance.",
        "11. The school's arrangements for safeguarding pupils do not meet statutory requirements and give cause for "
        "concern. The number of exclusions is high or rising.",
        "16. Concerns around the safety of pupils or staff are identified.",
        "Nobody else hears of it until the head teacher and the Chair of Governors have been told.",
    )


@pytest.mark.parametrize("who", [RUTH, MO, CARYS])
def test_nobody_but_advisers_and_leads_hears_of_a_proposal(stage: Stage, who: str):
    in_council(stage, "wolverhampton")
    stage.say("category propose Blackwood C from 5 January because 4, 11 and 16")
    stage.say("category told Blackwood head by phone")
    assert stage.say("category Blackwood", who) == Message(
        "Blackwood School: no category is on record", buttons=stage.say("category Blackwood", who).buttons
    )
    assert [button.label for button in stage.say("category Blackwood", who).buttons] == ["School card"]
    everywhere = [
        stage.say(line, who) for line in ("school Blackwood", "school timeline Blackwood", "board", "find RAG")
    ]
    assert [one for one in everywhere if "Category" in str(one) or "RAG" in "".join(one.lines)] == []


@pytest.mark.parametrize("who", [RUTH, MO, CARYS])
def test_nobody_but_advisers_and_leads_proposes(stage: Stage, who: str):
    answer = stage.answer("category propose Blackwood C from 5 January because of attendance", who)
    assert not understood(answer)
    assert answer.message.title.startswith("“category propose” is for advisers and leads.")


def test_another_team_knows_nothing_of_it(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "1 December")
    with stage.database.read() as session:
        assert spells_of(session, stage.other_team_id) == {}
    assert "Blackwood" not in stage.say("category Old Park", JANE).title


def test_in_force_says_what_is_due_from_then_on_and_ends_what_was(stage: Stage):
    """V3-41: C at least half termly; the running half term counts only if four school weeks remain (ours)."""
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "B1", "2 November")
    said = put_in_force(stage, "Blackwood", "C", "1 December")
    assert said.title == "Blackwood School: Category B1 → Category C, in force"
    assert said.lines == (
        "From Tuesday 1 December 2026. Head teacher: told Tuesday 24 November 2026, by phone. Chair of Governors: told "
        "Tuesday 24 November 2026, by phone.",
        "Category B1 ends Monday 30 November 2026.",
        "School Improvement Board: at least one each half term, from spring 1 on, the first by Friday 12 "
        "February 2027.",
        "Monitoring and review visit: one each half term, from spring 1 on, the first by Friday 12 February 2027.",
        "Inspection Health Check: two each year, from 2026/27 on, the first by Tuesday 20 July 2027.",
        "The letter to the school is attached; read it before it goes.",
    )
    assert said.attachment is not None
    assert said.attachment.text.splitlines()[6:10] == [
        "From Tuesday 1 December 2026 the school is in Category C:",
        "“Level of education provided has serious weaknesses or school is in special measures”",
        "",
        "The reasons: it is agreed",
    ]
    with stage.database.read() as session:
        school = school_with_urn(session, BLACKWOOD)
        assert isinstance(school, School)
        assert spells_of(session, stage.team_id)[school.id] == (
            Spell("b1", date(2026, 11, 2), date(2026, 11, 30)),
            Spell("c", date(2026, 12, 1)),
        )


def test_once_in_force_everybody_reads_the_category_and_not_its_reasons(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 November")
    lines = stage.say("category Blackwood", RUTH).lines
    assert lines[0] == (
        "Since Monday 2 November 2026. “Level of education provided has serious weaknesses or school is in special "
        "measures”."
    )
    assert [line for line in lines if "Because" in line] == []
    assert "Because: it is agreed" in stage.say("category Blackwood", AMINA).lines
    assert "Category C since Monday 2 November 2026." in stage.say("school Blackwood", RUTH).lines


def test_both_must_have_been_told_or_a_lead_says_that_it_is_so_all_the_same(stage: Stage):
    """V3-04."""
    in_council(stage, "wolverhampton")
    stage.say("category propose Blackwood C from 1 December because of attendance")
    assert stage.say("category told Blackwood head by phone on 24 November").lines == (
        "Head teacher: told Tuesday 24 November 2026, by phone.",
        "Chair of Governors: not told yet.",
    )
    asked = stage.say("category in force Blackwood", LEO)
    assert asked.title == (
        "Head teacher: told Tuesday 24 November 2026, by phone. Chair of Governors: not told yet. Category C "
        "would then "
        "be read by the whole team. Is it in force all the same?"
    )
    assert stage.press(asked, "No, leave it", LEO).title != "Blackwood School: Category C, in force"
    assert stage.say("category Blackwood", RUTH).title == "Blackwood School: no category is on record"
    assert stage.press(stage.say("category in force Blackwood", LEO), "Yes, in force", LEO).title == (
        "Blackwood School: Category C, in force"
    )


def test_a_school_that_is_not_good_does_not_move_to_a(stage: Stage):
    """V3-02."""
    in_council(stage, "wolverhampton")
    inspected(stage, "3", date(2024, 5, 1))
    line = "category propose Blackwood A from 1 December because 1 and 2"
    asked = stage.say(line)
    assert asked.title == "Is Blackwood School below the floor standards?"
    answer = stage.answer(asked.buttons[0].says)
    assert (answer.understood, answer.message.title) == (
        False,
        f"{GOOD} Nothing was stored. A lead can override this with a reason.",
    )


def test_a_lead_overrides_with_a_reason_that_stays(stage: Stage):
    """V3-02."""
    in_council(stage, "wolverhampton")
    inspected(stage, "3", date(2024, 5, 1))
    asked = stage.press(
        stage.say("category propose Blackwood A from 1 December because 1 and 2", LEO), "No, it is not", LEO
    )
    assert asked.title == f"{GOOD} As a lead you can go on, with a reason that stays on record. Why?"
    said = stage.say("two strong monitoring reports", LEO)
    assert said.title == "Blackwood School: Category A, proposed"
    assert "Against the document, by a lead: two strong monitoring reports" in said.lines


@pytest.mark.parametrize(("overall", "title"), [("1", "Category A, proposed"), ("2", "Category A, proposed")])
def test_a_school_that_is_good_or_better_may(stage: Stage, overall: str, title: str):
    """V3-02."""
    in_council(stage, "wolverhampton")
    inspected(stage, overall, date(2024, 5, 1))
    asked = stage.say("category propose Blackwood A from 1 December because 1 and 2")
    assert stage.press(asked, "No, it is not").title == f"Blackwood School: {title}"


@pytest.mark.parametrize(("category", "refused"), [("A", True), ("B1", True), ("B2", False), ("C", False)])
def test_a_school_below_the_floor_is_no_higher_than_b2(stage: Stage, category: str, refused: bool):
    """V3-03."""
    in_council(stage, "wolverhampton")
    inspected(stage, "2", date(2024, 5, 1))
    said = stage.say(f"category propose Blackwood {category} from 1 December because of its results")
    if refused:
        said = stage.press(said, "Yes, it is")
        assert said.title == f"{FLOOR} Nothing was stored. A lead can override this with a reason."
    else:
        assert said.title == f"Blackwood School: Category {category}, proposed"


def test_an_outcome_that_is_not_graded_one_to_four_is_asked_about_and_never_converted(stage: Stage):
    in_council(stage, "wolverhampton")
    with stage.database.change() as session:
        session.add(
            Inspection(
                urn=BLACKWOOD,
                scale="report card",
                inspected_on=date(2026, 3, 4),
                overall=None,
                outcomes={"achievement": "x"},
            )
        )
    assert stage.say("category propose Blackwood A from 1 December because 1 and 2").title == (
        "Ofsted's latest outcome on record, of Wednesday 4 March 2026, is not graded 1 to 4. Was Blackwood "
        "School judged "
        "at least good?"
    )


def test_in_telford_a_category_three_school_changes_only_after_a_review_meeting(stage: Stage):
    """T1-52; entering for the first time needs none."""
    in_council(stage, "telford")
    put_in_force(stage, "Blackwood", "3", "2 November")
    line = "category propose Blackwood 2 from 1 December because 1.1, 3.1 and 4.2"
    answer = stage.answer(line)
    assert answer.message.title == f"{REVIEW} Nothing was stored. A lead can override this with a reason."
    a_review_was_held(stage)
    assert MeetingState.HELD in str(stage.say("meeting M1", MO))
    assert stage.say(line).title == "Blackwood School: Category 3 → Category 2, proposed"


def test_ofsteds_special_measures_need_no_review_meeting_and_only_ofsted_ends_them(stage: Stage):
    """T1-52, T1-39."""
    in_council(stage, "telford")
    put_in_force(stage, "Blackwood", "3", "2 November")
    inspected(stage, "4", date(2026, 11, 10), concern="SM")
    said = put_in_force(stage, "Blackwood", "4b", "24 November")
    assert said.title == "Blackwood School: Category 3 → Category 4b, in force"
    answer = stage.answer("category propose Blackwood 3 from 1 December because 1.1 and 3.1")
    assert answer.message.title.startswith("“Only after a review meeting")
    a_review_was_held(stage)
    answer = stage.answer("category propose Blackwood 3 from 1 December because 1.1 and 3.1")
    assert answer.message.title == (
        "“Schools will remain at this stage until they are removed formally by OfSTED” (Telford & Wrekin "
        "Securing School "
        "Improvement Protocol). Nothing was stored. A lead can override this with a reason."
    )


def test_one_criterion_alone_is_warned_about(stage: Stage):
    """T1-21."""
    in_council(stage, "telford")
    asked = stage.say("category propose Blackwood 3 from 1 December because 1.1: results")
    assert asked.title == (
        "“It is not expected that a school will normally be identified as requiring additional support or intervention "
        "based on one criterion alone” (Telford & Wrekin Securing School Improvement Protocol). Go on all the same?"
    )
    assert stage.press(asked, "Yes, go on").title == "Blackwood School: Category 3, proposed"


@pytest.mark.parametrize(("category", "held_back"), [("Core", True), ("Focused", True), ("Enhanced", False)])
def test_a_school_graded_three_is_enhanced_or_intensive(stage: Stage, category: str, held_back: bool):
    """H4-13."""
    in_council(stage, "hackney")
    inspected(stage, "3", date(2024, 5, 1))
    said = stage.say(f"category propose Blackwood {category} from 1 December because it improves")
    assert said.title.startswith("“Any school graded 3") == held_back


def test_a_band_that_is_not_agreed_goes_to_the_head_of_service(stage: Stage):
    """W2-04."""
    asked = stage.say("category propose Blackwood band C from 1 December because progress is slow")
    assert asked.title == "Do the head teacher and the Chair of Governors of Blackwood School agree to it?"
    assert stage.press(asked, "No").title == (
        "“If agreement cannot be reached, the IA will involve the Head of Service” (Walsall School "
        "Improvement Strategy "
        "2014-2016). Go on all the same?"
    )


def test_what_cannot_be_is_refused_in_words(stage: Stage):
    in_council(stage, "wolverhampton")
    assert titles(
        stage,
        "category told Blackwood both",
        "category withdraw Blackwood",
        "category propose Blackwood C from 5 January 2031 because of attendance",
        "stop",
        "category propose Blackwood C from 1 December because 99: x",
        "category propose Blackwood C from 1 December because of attendance",
        "category propose Blackwood B2 from 1 December because of attendance",
        "category told Blackwood both on 3 December 2026",
    ) == [
        "Nothing is proposed for Blackwood School. First: category propose 148364 C from 5 January because ...",
        "Nothing is proposed for Blackwood School. First: category propose 148364 C from 5 January because ...",
        "Sunday 5 January 2031 is too far away. A category begins in this school year, the one before or the next, for "
        "example: from 5 January",
        "Dropped. Nothing more was stored.",
        "Category C has criteria 1 to 16, and no 99.",
        "Blackwood School: Category C, proposed",
        "Category C is proposed for Blackwood School already. To take that back: category withdraw 148364",
        "Thursday 3 December 2026 is still to come. Say it once it has happened.",
    ]


def test_what_is_in_force_is_not_proposed_again(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 November")
    assert stage.say("category propose Blackwood C from 1 December because of attendance").title == (
        "Blackwood School is in Category C already, since Monday 2 November 2026."
    )


def test_a_proposal_can_be_taken_back_and_undone(stage: Stage):
    in_council(stage, "wolverhampton")
    stage.say("category propose Old Hall C from 1 December because of attendance")
    assert stage.say("category withdraw Old Hall").lines == ("It stays on record as withdrawn.",)
    assert stage.say("undo").title == "Taken back: the category"
    assert "Proposed by Amina Khan" in "".join(stage.say(f"category {OLD_HALL}").lines)


def test_what_was_proposed_or_withdrawn_was_never_in_force(stage: Stage):
    in_council(stage, "wolverhampton")
    stage.all_say("category propose Old Hall C from 1 December because of attendance", "category withdraw Old Hall")
    stage.say("category propose Blackwood C from 1 December because of attendance")
    with stage.database.read() as session:
        assert spells_of(session, stage.team_id) == {}


def test_an_academy_has_no_category_that_is_for_maintained_schools(stage: Stage):
    """V3-01."""
    in_council(stage, "wolverhampton")
    with stage.database.change() as session:
        school = school_with_urn(session, BLACKWOOD)
        assert isinstance(school, School)
        school.type_group = "Academies"
    assert stage.say("category propose Blackwood C from 1 December because of attendance").title == (
        "Category C is for maintained schools; Blackwood School is an academy."
    )


def test_one_that_begins_before_another_ends_where_that_begins(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "B2", "5 January")
    said = put_in_force(stage, "Blackwood", "C", "1 December")
    assert said.lines[1] == "It ends Monday 4 January 2027, as Category B2 begins Tuesday 5 January 2027."
    with stage.database.read() as session:
        assert next(iter(spells_of(session, stage.team_id).values())) == (
            Spell("c", date(2026, 12, 1), date(2027, 1, 4)),
            Spell("b2", date(2027, 1, 5)),
        )


def test_of_two_with_the_same_first_day_the_later_said_one_stays(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "B2", "1 December")
    said = put_in_force(stage, "Blackwood", "C", "1 December")
    assert said.lines[1] == "It takes the place of Category B2, which had the same first day."
    with stage.database.read() as session:
        assert next(iter(spells_of(session, stage.team_id).values())) == (Spell("c", date(2026, 12, 1)),)


@pytest.mark.parametrize(
    ("because", "numbers"),
    [
        ("4, 11 and 17: attendance", ("4", "11", "17")),
        ("4 and 4", ("4",)),
        ("2.1; 2.3", ("2.1", "2.3")),
        ("criteria 3 & 5 - agreed with the head", ("3", "5")),
        ("16.", ("16",)),
        ("3 weak terms", ()),
        ("2024 results fell", ()),
        ("11% of pupils are absent", ()),
        ("it is agreed: 4, 5", ()),
    ],
)
def test_a_reason_cites_criteria_only_where_it_begins_with_a_list_of_them(because: str, numbers: tuple[str, ...]):
    assert cited(because) == numbers


def test_an_inspection_that_confirms_special_measures_lets_no_school_out(stage: Stage):
    """T1-39."""
    in_council(stage, "telford")
    put_in_force(stage, "Blackwood", "4b", "2 November")
    a_review_was_held(stage)
    inspected(stage, "4", date(2026, 11, 10), concern="SM")
    line = "category propose Blackwood 3 from 1 December because 1.1 and 3.1"
    assert stage.answer(line).message.title.startswith("“Schools will remain at this stage until they are removed")
    inspected(stage, "3", date(2026, 11, 24))
    assert stage.say(line).title == "Blackwood School: Category 4b → Category 3, proposed"


def test_ofsteds_outcome_spares_the_review_meeting_only_on_the_way_into_4b(stage: Stage):
    """T1-52, T1-38."""
    in_council(stage, "telford")
    put_in_force(stage, "Blackwood", "3", "2 November")
    inspected(stage, "4", date(2026, 11, 10), concern="SWK")
    line = "category propose Blackwood {} from 1 December because 1.1 and 3.1"
    assert stage.say(line.format("4b")).title == "Blackwood School: Category 3 → Category 4b, proposed"
    stage.say("category withdraw Blackwood")
    put_in_force(stage, "Old Hall", "3", "2 November")
    inspected(stage, "4", date(2026, 11, 10), concern="SWK", urn=OLD_HALL)
    said = stage.say("category propose Old Hall 2 from 1 December because 1.1 and 3.1")
    assert said.title.startswith("“Only after a review meeting")


@pytest.mark.parametrize(
    ("because", "warned"), [("5.1 and 5.2", True), ("1.1 and 5.1", True), ("1.1 and 4.1", False), ("attendance", True)]
)
def test_the_fifth_strand_alone_does_not_carry_category_two(stage: Stage, because: str, warned: bool):
    """T1-32."""
    in_council(stage, "telford")
    said = stage.say(f"category propose Blackwood 2 from 1 December because {because}")
    assert said.title.startswith("“those that have not met 2 or more of the criteria in strands 1 to 4") == warned


def test_a_report_card_after_a_grade_three_is_asked_about(stage: Stage):
    """H4-13: nothing is converted between Ofsted's scales."""
    in_council(stage, "hackney")
    inspected(stage, "3", date(2024, 5, 1))
    with stage.database.change() as session:
        session.add(
            Inspection(urn=BLACKWOOD, scale="report card", inspected_on=date(2026, 3, 4), overall=None, outcomes={})
        )
    asked = stage.say("category propose Blackwood Core from 1 December because it improves")
    assert asked.title == (
        "Ofsted's report card of Wednesday 4 March 2026 has no grade 3. Is Blackwood School at risk of being judged as "
        "Requires Improvement?"
    )
    assert stage.press(asked, "No, it is not").title == "Blackwood School: Core Support, proposed"


def test_reasons_that_describe_persons_are_read_by_leads_and_whoever_gave_them(stage: Stage):
    """W2-21."""
    asked = stage.say("category propose Blackwood band C from 1 December because 2.1: the head is away", SAM)
    stage.press(asked, "Yes, they agree", SAM)
    assert "The reasons are restricted: Sam Price and the leads can read them." in stage.say("category Blackwood").lines
    for who in (SAM, LEO):
        assert "Because: 2.1: the head is away" in stage.say("category Blackwood", who).lines


def test_a_move_says_what_stays_as_before_and_what_is_no_longer_asked(stage: Stage):
    """V3-41, V3-22."""
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    said = put_in_force(stage, "Blackwood", "B2", "1 December")
    assert said.lines[1:-1] == (
        "Category C ends Monday 30 November 2026.",
        "School Improvement Board: one each half term, as before, from autumn 2 on, the first by Friday 18 "
        "December 2026.",
        "Monitoring and review visit: one each half term, as before, from autumn 2 on, the first by Friday 18 December "
        "2026.",
        "Inspection Health Check: one each year, from 2026/27 on, the first by Tuesday 20 July 2027.",
    )
    asked = stage.say("category propose Blackwood A from 7 January because 1 and 2", LEO)
    while asked.buttons and asked.buttons[0].says.startswith("answer"):
        asked = stage.say(asked.buttons[0].says, LEO)
    stage.say("category told Blackwood both by phone on 24 November")
    assert stage.say("category in force Blackwood", LEO).lines[2] == (
        "No longer asked: School Improvement Board, monitoring and review visit, Inspection Health Check."
    )


def test_the_timeline_has_categories_in_force_and_no_proposals(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 November")
    stage.say("category propose Blackwood B2 from 1 December because it improves")
    table = stage.say("school timeline Blackwood", RUTH).table
    assert table is not None
    assert table.rows == (("Mon 2 Nov 2026", "Category C from this day on", ""),)


def test_the_card_has_concerns_for_advisers_and_leads_and_support_for_all(stage: Stage):
    stage.say("concern raise Blackwood causing concern: no progress")
    stage.say("support start Blackwood by Old Hall: writing is good")
    concern, support = "Concern: E1, since Wednesday 25 November 2026", "Supported by Old Hall School since"
    for who, sees in ((AMINA, True), (RUTH, False)):
        lines = stage.say("school Blackwood", who).lines
        assert (concern in lines, any(line.startswith(support) for line in lines)) == (sees, True)


def test_of_two_that_begin_later_the_next_one_ends_it(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "B1", "1 March")
    put_in_force(stage, "Blackwood", "B2", "5 January")
    said = put_in_force(stage, "Blackwood", "C", "1 December")
    assert said.lines[1] == "It ends Monday 4 January 2027, as Category B2 begins Tuesday 5 January 2027."
