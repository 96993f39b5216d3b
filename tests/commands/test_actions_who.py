"""Who is meant by a name, initials, a role or a service at a school."""

from datetime import date

import pytest

from commands.command import Question
from commands.kinds.who import Lead, lead_called, lead_words
from policy.refused import Refused
from storage.advisers import AttachedAdviser
from storage.audit import begin_change
from storage.schools import Contact, ContactRole, school_with_urn
from tests.commands.a_team import BLACKWOOD, NOW, OLD_HALL, SAM, Stage


def called(stage: Stage, text: str, urn: int = OLD_HALL) -> Lead:
    with stage.request() as request:
        school = school_with_urn(request.session, urn)
        assert school is not None
        return lead_called(text, school, request)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("@sam", "Sam Price"),
        ("Sam Price", "Sam Price"),
        ("SP", "Sam Price"),
        ("me", "Amina Khan"),
        ("HT", "Mrs J Smith, head teacher"),
        ("the headteacher", "Mrs J Smith, head teacher"),
        ("@HT", "Mrs J Smith, head teacher"),
        ("Mrs Smith", "Mrs J Smith, head teacher"),
        ("Smith", "Mrs J Smith, head teacher"),
        ("J. Smith", "Mrs J Smith, head teacher"),
        ("Mrs J Smith, head teacher", "Mrs J Smith, head teacher"),
        ("CoG", "Chair of Governors"),
        ("chair of governors", "Chair of Governors"),
        ("Chair of TAS", "Carys Evans"),
        ("clerk to the governors", "clerk to governors"),
        ("trust", "trust"),
        ("supporting school", "supporting school"),
        ("DHT", "deputy head teacher"),
        ("senco", "SENCo"),
        ("SBM", "school business manager"),
        ("hr", "HR"),
        ("safeguarding", "Safeguarding"),
        ("EP", "Education Psychology"),
        ("the attendance team", "Attendance"),
        ("KS1 leader", "KS1 leader"),
        ("head of maths", "head of maths"),
    ],
)
def test_names_roles_and_services(stage: Stage, text: str, who: str):
    assert lead_words(called(stage, text)) == who


@pytest.mark.parametrize("text", ["bob", "Mr Smith", "Mrs A Smith", "", "@", "Friday week", "x" * 500])
def test_nobody_of_that_name(stage: Stage, text: str):
    with pytest.raises(
        Refused, match=r"I know nobody called .* A colleague works \(Amina Khan, .*Mrs J Smith.*HT, CoG"
    ):
        called(stage, text)


@pytest.mark.parametrize("text", ["chair", "Chair", "the chair"])
def test_chair_alone_is_asked_about(stage: Stage, text: str):
    with pytest.raises(Question) as asked:
        called(stage, text)
    assert [option.label for option in asked.value.options] == ["Chair of Governors", "Chair of TAS, Carys Evans"]


def contact(stage: Stage, role: ContactRole, name: str) -> None:
    with stage.database.change() as session:
        begin_change(session, stage.team_id, None, "test", NOW)
        school = school_with_urn(session, OLD_HALL)
        assert school is not None
        session.add(
            Contact(
                team_id=stage.team_id, school_id=school.id, role=role, name=name, from_on=date(2026, 9, 1), added_at=NOW
            )
        )


def test_the_acting_head_is_the_head_teacher_for_the_time_being(stage: Stage):
    contact(stage, ContactRole.ACTING_HEAD, "Mr A Patel")
    assert lead_words(called(stage, "HT")) == "Mr A Patel, acting head teacher"


def test_two_who_answer_are_asked_about(stage: Stage):
    contact(stage, ContactRole.CHAIR_OF_GOVERNORS, "Mr T Smith")
    with pytest.raises(Question) as asked:
        called(stage, "Smith")
    assert [option.value for option in asked.value.options] == ["Mrs J Smith", "Mr T Smith"]
    assert lead_words(called(stage, "Mr Smith")) == "Mr T Smith, chair of governors"


def test_a_contact_of_another_school_is_nobody_here(stage: Stage):
    with pytest.raises(Refused):
        called(stage, "Mrs Smith", BLACKWOOD)
    assert called(stage, "HT", BLACKWOOD) == "head teacher"


def test_the_schools_adviser_is_who_is_attached(stage: Stage):
    with stage.request(SAM) as request:
        sam = request.person.id
    with stage.database.change() as session:
        begin_change(session, stage.team_id, None, "test", NOW)
        school = school_with_urn(session, OLD_HALL)
        assert school is not None
        turn = {"team_id": stage.team_id, "school_id": school.id, "person_id": sam, "from_on": date(2026, 9, 1)}
        session.add(AttachedAdviser(**turn))
    assert lead_words(called(stage, "IA")) == "Sam Price"
