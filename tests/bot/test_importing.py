"""`rrp-bot caseload import` and `rrp-bot actions import`: a team's own file becomes its record, line by line."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.importing import IMPORTERS, import_team_file
from policy.refused import Refused
from storage.actions import Action, open_actions
from storage.advisers import advisers_on
from storage.audit import AuditRow, begin_change, broken_link
from storage.database import Database
from storage.meetings import meetings_between
from storage.schools import contacts_of, school_with_urn
from storage.teams import Team
from tests.commands.a_team import (
    AMINA,
    BLACKWOOD,
    NOW,
    OLD_HALL,
    SAM,
    WALSALL,
    Stage,
    a_stage,
    london,
    numbers_given,
    set_the_scene,
)

TODAY = date(2026, 11, 25)


@dataclass
class Desktop:
    """A record with the scene set, and a folder with the team's files."""

    database: Database
    folder: Path

    def take_in(self, noun: str, *lines: str, dry_run: bool = False, team: str | None = WALSALL) -> tuple[str, ...]:
        """The report on a csv of these lines."""
        file = self.folder / "list.csv"
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return self.take_file(noun, file, dry_run=dry_run, team=team)

    def take_file(self, noun: str, file: Path, *, dry_run: bool = False, team: str | None = WALSALL) -> tuple[str, ...]:
        """The report on a file."""
        with self.database.change() as session:
            report = import_team_file(session, IMPORTERS[noun], file, team=team, now=NOW, dry_run=dry_run)
        return report.lines()

    @contextmanager
    def look(self) -> Iterator[Session]:
        """What is on record now."""
        with self.database.read() as session:
            yield session

    @property
    def team_id(self) -> int:
        """Walsall's team."""
        return 1

    def school_id(self, urn: int) -> int:
        """The id of a school."""
        with self.look() as session:
            school = school_with_urn(session, urn)
            assert school is not None
            return school.id

    def contacts(self, urn: int) -> list[tuple[str, str, str | None]]:
        """(role, name, address) of who serves at a school today."""
        school_id = self.school_id(urn)
        with self.look() as session:
            return [(c.role, c.name, c.email) for c in contacts_of(session, self.team_id, school_id, TODAY)]

    def actions(self) -> list[Action]:
        """The open actions, the earliest due first."""
        with self.look() as session:
            return list(open_actions(session, self.team_id))


@pytest.fixture
def desktop(database: Database, tmp_path: Path) -> Desktop:
    """The scene on each database."""
    set_the_scene(database)
    return Desktop(database, tmp_path)


@pytest.fixture
def stage_and_desktop(tmp_path: Path) -> Iterator[tuple[Stage, Desktop]]:
    """The scene in memory, with commands to look at it."""
    with a_stage() as stage:
        yield stage, Desktop(stage.database, tmp_path)


CASELOAD = (
    "URN,School,Category,Since,SIA,Headteacher,E-mail,Chair of Governors,Email,Next TAS,Time",
    "104274,Old Hall,B,01/09/2026,AK,Mrs J Smith,new@oldhall.example,Mr T Khan,khan@oldhall.example,12/02/2027,4pm",
    ",Blackwood,A,,Sam Price,,,,,,",
)


def test_a_caseload_is_stored_and_each_line_reported(desktop: Desktop):
    assert desktop.take_in("caseload", *CASELOAD) == (
        "2 lines read from list.csv: 2 stored, 0 unchanged, 0 refused",
        "Stored:",
        "  line 2: Old Hall School: Band B since Tuesday 1 September 2026; "
        "adviser Amina Khan from Wednesday 25 November 2026; "
        "head teacher Mrs J Smith, new@oldhall.example; chair of governors Mr T Khan, khan@oldhall.example; "
        "M1, TAS on Friday 12 February 2027, 16:00.",
        "  line 3: Blackwood School: Band A since Wednesday 25 November 2026 (no day in the file); "
        "adviser Sam Price from Wednesday 25 November 2026.",
    )
    assert desktop.contacts(OLD_HALL) == [
        ("head teacher", "Mrs J Smith", "new@oldhall.example"),
        ("chair of governors", "Mr T Khan", "khan@oldhall.example"),
    ]
    with desktop.look() as session:
        advisers = {school: person.name for school, person in advisers_on(session, 1, TODAY).items()}
        (meeting,) = meetings_between(session, 1, london("2027-02-12 00:00"), london("2027-02-13 00:00"))
    assert advisers == {desktop.school_id(OLD_HALL): AMINA, desktop.school_id(BLACKWOOD): SAM}
    assert (meeting.ref, meeting.kind, meeting.starts_at, meeting.ends_at) == (
        "M1",
        "tas",
        london("2027-02-12 16:00"),
        london("2027-02-12 18:00"),
    )


def test_the_same_caseload_again_changes_nothing(desktop: Desktop):
    desktop.take_in("caseload", *CASELOAD)
    with desktop.look() as session:
        before = len(session.scalars(select(AuditRow).where(AuditRow.team_id == 1)).all())
    assert desktop.take_in("caseload", *CASELOAD) == (
        "2 lines read from list.csv: 0 stored, 2 unchanged, 0 refused",
        "On record already: lines 2 to 3.",
    )
    with desktop.look() as session:
        assert len(session.scalars(select(AuditRow).where(AuditRow.team_id == 1)).all()) == before


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("104274,B2,", "“B2” is no band; there are: A, B, C, D"),
        ("104274,B,01/12/2026", "Band B since Tuesday 1 December 2026, which is to come; mend the day"),
        ("104274,D,", "Band C is on record already; to change it: category propose 104274 D"),
    ],
)
def test_a_category_that_cannot_be_taken_over_is_refused_with_the_reason(desktop: Desktop, line: str, why: str):
    desktop.take_in("caseload", "URN,Band,Since", "104274,C,01/09/2026")
    said = desktop.take_in("caseload", "URN,Band,Since", line)
    assert said[1:3] == ("Refused:", f"  line 2: {why}.")


def test_a_category_taken_over_is_in_force_and_owes_no_letter(stage_and_desktop: tuple[Stage, Desktop]):
    stage, desktop = stage_and_desktop
    desktop.take_in("caseload", "URN,Band,Since", "104274,C,01/09/2026")
    shown = stage.say("category Old Hall")
    assert (shown.title, shown.lines[0]) == (
        "Old Hall School: Band C",
        "Since Tuesday 1 September 2026. “School is making insufficient progress”.",
    )
    assert "Because: Taken over from the team's own file" in shown.lines


def test_a_dry_run_reports_the_same_and_stores_nothing(stage_and_desktop: tuple[Stage, Desktop]):
    stage, desktop = stage_and_desktop
    before, numbers = stage.rows(), numbers_given(stage)
    said = desktop.take_in("caseload", *CASELOAD, dry_run=True)
    assert stage.rows() == before
    assert numbers_given(stage) == numbers
    assert said[0] == "2 lines read from list.csv: 2 would be stored, 0 unchanged, 0 refused"
    assert said[-1] == "Nothing was stored: this was a dry run."
    for_real = desktop.take_in("caseload", *CASELOAD)
    assert said[2:-1] == for_real[2:]


def test_an_import_is_one_change_of_the_command_line_in_a_whole_audit(stage_and_desktop: tuple[Stage, Desktop]):
    stage, desktop = stage_and_desktop
    before = stage.changes()
    desktop.take_in("caseload", *CASELOAD, ",Blackwood,,,Sam,,not an address,,,,", "999999,,,,Amina,,,,,,")
    assert stage.changes() == [*before, (3, None, "command line")]
    with desktop.look() as session:
        assert broken_link(session, 1) is None


REFUSALS = [
    ("104999,,,,,,,,,,", "no school has the URN “104999”; look it up with: school NAME."),
    ("104400,,,,,,,,,,", "Old Park School, URN 104400, is a school of another council."),
    (
        "104274,Blackwood,,,AK,,,,,,",
        "URN 104274 is Old Hall School, but “Blackwood” is Blackwood School, URN 148364; mend one.",
    ),
    (
        ",St Joseph's,,,AK,,,,,,",
        "2 schools could be “St Joseph's”: St Joseph's Catholic Primary School (Darlaston, URN 104011), "
        "St Joseph's Catholic Primary School (Aldridge, URN 104012). Fill in the URN.",
    ),
    (
        ",Blakwood,,,AK,,,,,,",
        "no school is called “Blakwood”. Perhaps Blackwood School (Sutton Coldfield, URN 148364)? Fill in the URN.",
    ),
    (
        "104099,,,,AK,,,,,,",
        "Edgar Street Infant School, URN 104099, closed on Monday 31 August 2026. Take the line out, or mend the URN.",
    ),
    (
        "104274,,,,Jane,,,,,,",
        "nobody in the team is called “Jane”. There are: Amina Khan, Carys Evans, Leo Barnes, Mo Ali, Ruth Shaw, "
        'Sam Price. An admin adds people with: team add "Jane" adviser.',
    ),
    (
        "104274,,,,Mo Ali,,,,,,",
        "Mo Ali is no adviser; an admin changes that with: team roles @Mo adviser.",
    ),
    (
        "104274,,,,AK,Mrs Jones,head at school,,,,",
        "the e-mail address of the head teacher is “head at school”, which is none; one address works: "
        "head@oldhall.example.",
    ),
    (
        "104274,,,,AK,,,,,01/10/2026,",
        "the next meeting, Thursday 1 October 2026, 16:00, has passed; empty the cell or mend it.",
    ),
    ("104274,,,,AK,,,,,next week,", "“Next meeting” is “next week”, which is no day; write it like 12/11/2026."),
    ("104274,,,,AK,,,,,13/13/2026,", "“Next meeting” is “13/13/2026”, which is no day; write it like 12/11/2026."),
    (",,,,AK,,,,,,", "no school: fill in its URN or its name."),
]


@pytest.mark.parametrize(("line", "why"), REFUSALS)
def test_a_line_is_stored_whole_or_not_at_all(stage_and_desktop: tuple[Stage, Desktop], line: str, why: str):
    stage, desktop = stage_and_desktop
    before, numbers = stage.rows(), numbers_given(stage)
    assert desktop.take_in("caseload", CASELOAD[0], line) == (
        "1 line read from list.csv: 0 stored, 0 unchanged, 1 refused",
        "Refused:",
        f"  line 2: {why}",
        "Mend the refused lines and give the file again: what is stored already stays as it is.",
    )
    assert stage.rows() == before
    assert numbers_given(stage) == numbers


def test_a_school_on_two_lines_is_stored_once(desktop: Desktop):
    said = desktop.take_in("caseload", CASELOAD[0], CASELOAD[2], "148364,,,,AK,,,,,,")
    assert said[1:3] == (
        "Refused:",
        "  line 3: Blackwood School, URN 148364, is on line 2 already; put both together.",
    )


def test_an_address_without_a_name_reaches_whoever_serves(desktop: Desktop):
    desktop.take_in("caseload", "URN,HT e-mail,CoG e-mail", "104274,office@oldhall.example,cog@oldhall.example")
    assert desktop.contacts(OLD_HALL) == [
        ("head teacher", "Mrs J Smith", "office@oldhall.example"),
        ("chair of governors", "Chair of governors", "cog@oldhall.example"),
    ]


def test_a_new_head_teacher_follows_the_one_before(desktop: Desktop):
    desktop.take_in("caseload", "URN,HT", "104274,Mr A Bell")
    assert desktop.contacts(OLD_HALL) == [("head teacher", "Mr A Bell", None)]
    school_id = desktop.school_id(OLD_HALL)
    with desktop.look() as session:
        (before,) = contacts_of(session, 1, school_id, date(2026, 11, 24))
    assert (before.name, before.until_on) == ("Mrs J Smith", date(2026, 11, 24))


def test_the_kind_and_the_hour_of_a_meeting_are_said(desktop: Desktop):
    said = desktop.take_in("caseload", "URN,Next meeting,Type", "104274,12 Feb 2027,IRM", "148364,12/02/2027,party")
    assert said[2:] == (
        "  line 3: “party” is no kind of meeting; there are: TAS, IRM, DCS meeting.",
        "Stored:",
        "  line 2: Old Hall School: M1, IRM on Friday 12 February 2027, 16:00 (no time in the file: 16:00 assumed).",
        "Mend the refused lines and give the file again: what is stored already stays as it is.",
    )


ACTIONS = (
    "School,Action,Success criteria,By whom,By when,RAG,Status,Evidence",
    "Old Hall,Moderate Y2 writing,80% agreed,HT,30/09/2026,Amber,In progress,",
    "Blackwood,Phonics audit,,AK,2026-12-18,G,Complete,report seen",
    "Blackwood,Map provision,,SENCo,18 December 2026,,,",
)


def test_actions_are_stored_with_lead_colour_and_state(desktop: Desktop):
    assert desktop.take_in("actions", *ACTIONS) == (
        "3 lines read from list.csv: 3 stored, 0 unchanged, 0 refused",
        "Stored:",
        "  line 2: A1 at Old Hall School: Mrs J Smith, head teacher, due Wednesday 30 September 2026.",
        "  line 3: A2 at Blackwood School: Amina Khan, due Friday 18 December 2026, done.",
        "  line 4: A3 at Blackwood School: SENCo, due Friday 18 December 2026.",
    )
    assert [(a.ref, a.lead_name, a.rag, a.success_criteria) for a in desktop.actions()] == [
        ("A1", "Mrs J Smith, head teacher", "amber", "80% agreed"),
        ("A3", "SENCo", None, None),
    ]


def test_the_same_actions_again_change_nothing_nor_do_two_lines_that_are_the_same(desktop: Desktop):
    assert desktop.take_in("actions", *ACTIONS, ACTIONS[1])[0] == (
        "4 lines read from list.csv: 3 stored, 1 unchanged, 0 refused"
    )
    assert desktop.take_in("actions", *ACTIONS) == (
        "3 lines read from list.csv: 0 stored, 3 unchanged, 0 refused",
        "On record already: lines 2 to 4.",
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Old Hall,,,HT,30/09/2026,,,", "no action: fill in what is to be done."),
        ("Old Hall,Moderate,,HT,,,,", "no day by which it is due; write it like 12/11/2026."),
        ("Old Hall,Moderate,,HT,ongoing,,,", "“When” is “ongoing”, which is no day; write it like 12/11/2026."),
        ("Old Hall,Moderate,,HT,end of term,,,", "“When” is “end of term”, which is no day; write it like 12/11/2026."),
        (
            "Old Hall,Moderate,,,30/09/2026,,,",
            "nobody leads it; fill in who: a colleague, HT, CoG, SENCo, or one of the council's services.",
        ),
        (
            "Old Hall,Moderate,,chair,30/09/2026,,,",
            "Which chair: the Chair of Governors of Old Hall School, or the Chair of TAS? Fill in one of these: "
            "“chair of governors”, “Carys Evans”.",
        ),
        (
            "Old Hall,Moderate,,HT,30/09/2026,purple,,",
            "“RAG” is “purple”; what works: open, done, dropped, red, amber, green.",
        ),
        (
            "Edgar Street,Moderate,,HT,30/09/2026,,,",
            "Edgar Street Infant School, URN 104099, closed on Monday "
            "31 August 2026. Take the line out, or mend the URN.",
        ),
    ],
)
def test_an_action_that_cannot_be_read_is_refused_and_the_others_stored(desktop: Desktop, line: str, why: str):
    assert desktop.take_in("actions", *ACTIONS, line)[:3] == (
        "4 lines read from list.csv: 3 stored, 0 unchanged, 1 refused",
        "Refused:",
        f"  line 5: {why}",
    )


def test_an_action_goes_under_the_priority_of_the_one_open_plan(stage_and_desktop: tuple[Stage, Desktop]):
    stage, desktop = stage_and_desktop
    stage.all_say("plan start Old Hall rrp", "plan priority P1 2 “Writing at KS1”")
    said = desktop.take_in(
        "actions",
        "URN,Action,Who,When,Priority",
        "104274,Moderate,HT,18/12/2026,P2",
        "104274,Coach two teachers,HT,18/12/2026,writing at ks1",
        "148364,Moderate,HT,18/12/2026,2",
    )
    assert said[1] == "Under no priority, as the school has no one open plan with it: line 4."
    assert [(a.ref, a.priority.position if a.priority else None) for a in desktop.actions()] == [
        ("A1", 2),
        ("A2", 2),
        ("A3", None),
    ]


def test_imported_actions_stand_in_the_digest_and_are_not_told_as_new(stage_and_desktop: tuple[Stage, Desktop]):
    stage, desktop = stage_and_desktop
    desktop.take_in("actions", *ACTIONS[:1], "Old Hall,Moderate,,AK,30/09/2026,,,", "Old Hall,Map,,HT,30/09/2026,,,")
    stage.wait(hours=2)
    stage.tick()
    told = {parcel.receiver: parcel.message for parcel in stage.terminal.parcels}
    assert {receiver: message.title for receiver, message in told.items()} == {
        "Amina Khan": "Wednesday 25 November 2026: 1 overdue",
        "Leo Barnes": "Wednesday 25 November 2026: 2 overdue",
    }
    assert {message.lines[-1] for message in told.values()} == {"Since yesterday: nothing new."}


def test_what_somebody_raises_after_an_import_is_new(stage_and_desktop: tuple[Stage, Desktop]):
    stage, desktop = stage_and_desktop
    desktop.take_in("actions", *ACTIONS[:1], "Old Hall,Moderate,,AK,30/09/2026,,,")
    stage.all_say('action Old Hall "Map provision" @amina by 18 Dec', who=SAM)
    assert stage.say("digest").lines[-1] == "Since yesterday: 1 action raised (A2)."


def test_days_and_text_of_a_workbook_are_read(desktop: Desktop):
    book = Workbook()
    for row in (
        ("Actions of the TAS",),
        ("URN", "Action", "Who", "When"),
        (OLD_HALL, "Moderate\nY2 writing", "HT", datetime.fromisoformat("2026-12-18")),
        (OLD_HALL, "As a number", "HT", 46374),
        (OLD_HALL, "As text", "HT", "2026-12-18 00:00:00"),
    ):
        book.active.append(row)
    book.active.merge_cells("A1:D1")
    book.save(desktop.folder / "list.xlsx")
    desktop.take_file("actions", desktop.folder / "list.xlsx")
    assert [(a.text, a.due_on) for a in desktop.actions()] == [
        ("Moderate\nY2 writing", date(2026, 12, 18)),
        ("As a number", date(2026, 12, 18)),
        ("As text", date(2026, 12, 18)),
    ]


def test_the_team_is_named_where_there_are_several(desktop: Desktop):
    with pytest.raises(Refused) as refused:
        desktop.take_in("caseload", *CASELOAD, team=None)
    assert str(refused.value) == (
        'There are several teams: "Walsall School Improvement", "Sandwell School Improvement". '
        'Say which: --team "Walsall School Improvement"'
    )
    with pytest.raises(Refused) as refused:
        desktop.take_in("caseload", *CASELOAD, team="Dudley")
    assert str(refused.value).startswith("There is no team called “Dudley”.")


CELLS = st.text(st.sampled_from("0123456789/-: abKAQ\"'@.,;\n\0é“"), max_size=14)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), min_size=1, max_size=3), st.sampled_from(sorted(IMPORTERS)))
def test_no_line_whatever_is_a_fault_of_ours(tmp_path: Path, rows: list[list[str]], noun: str):
    with a_stage() as stage:
        desktop = Desktop(stage.database, tmp_path)
        try:
            said = desktop.take_in(noun, "School,Adviser,HT,Next meeting,Action,Who,When", *map(",".join, rows))
        except Refused:
            return
    assert "read from list.csv" in said[0]


GOVERNANCE = (
    "URN,School,RAG,Audit date,Recommendations",
    "104274,Old Hall,Amber,03/11/2026,Fill two vacancies",
    ",Blackwood,g,,",
    "104233,,blue,,",
    "104188,,red,03/12/2026,",
)


def test_governance_ratings_are_stored_and_each_line_reported(stage_and_desktop: tuple[Stage, Desktop]):
    """V3-11."""
    stage, desktop = stage_and_desktop
    with stage.database.change() as session:
        begin_change(session, stage.team_id, None, "test", stage.now)
        session.get_one(Team, stage.team_id).framework = "wolverhampton"
    said = desktop.take_in("governance", *GOVERNANCE)
    assert said == (
        "4 lines read from list.csv: 2 stored, 0 unchanged, 2 refused",
        "Refused:",
        "  line 4: “blue” is no rating; there are: green, amber, red.",
        "  line 5: the audit of Thursday 3 December 2026 is to come; mend the date.",
        "Stored:",
        "  line 2: Old Hall School: amber, Tuesday 3 November 2026.",
        "  line 3: Blackwood School: green, Wednesday 25 November 2026 (no date in the file).",
        "Mend the refused lines and give the file again: what is stored already stays as it is.",
    )
    assert desktop.take_in("governance", *GOVERNANCE)[0] == (
        "4 lines read from list.csv: 0 stored, 2 unchanged, 2 refused"
    )
    assert stage.say("governance").title == "Governance: 0 red, 1 amber, 1 green"
    assert "Recommendations: Fill two vacancies" in stage.say("governance Old Hall").lines


def test_a_council_that_asks_for_no_audit_takes_no_file_of_them(stage_and_desktop: tuple[Stage, Desktop]):
    with pytest.raises(Refused) as refused:
        stage_and_desktop[1].take_in("governance", *GOVERNANCE)
    assert str(refused.value) == "Walsall's School Improvement Strategy asks for no audit of governance."
