"""`school`, `school alias` and `school contact`."""

import pytest

from storage.schools import school_with_urn
from tests.commands.a_team import CARYS, JANE, RUTH, Stage, a_message, nothing_stored

TO_DO = {
    "Log a visit": "visit 104274",
    "Plan a visit": "visit plan 104274",
    "What is due": "board 104274",
    "Timeline": "school timeline 104274",
}


def test_the_card_of_a_school_shows_what_the_team_knows(stage: Stage):
    stage.all_say(
        "school alias Old Hall OHS",
        "visit plan Old Hall 4 Dec 9am core",
        "visit Old Hall yesterday 2pm core",
    )
    assert stage.say("school ohs", RUTH) == a_message(
        "Old Hall School, URN 104274",
        "Bloxwich",
        "Your team says: OHS",
        "Attached adviser: nobody yet",
        "Head teacher: Mrs J Smith, head@oldhall.example",
        "Next: V1, Fri 4 Dec 2026, 09:00, Amina Khan",
        "Last: V2, Tue 24 Nov 2026, 14:00, Amina Khan: note not sent yet",
        buttons=TO_DO,
    )


def test_the_card_of_a_school_that_nobody_knows_yet(stage: Stage):
    assert stage.say("school Blackwood") == a_message(
        "Blackwood School, URN 148364",
        "Sutton Coldfield",
        "Attached adviser: nobody yet",
        'No contact yet. Add one with: school contact 148364 head "Mrs J Smith" head@oldhall.example',
        "No visit is on record yet.",
        buttons={
            "Log a visit": "visit 148364",
            "Plan a visit": "visit plan 148364",
            "What is due": "board 148364",
            "Timeline": "school timeline 148364",
        },
    )


def test_the_card_of_a_closed_school_says_so_and_offers_only_its_story(stage: Stage):
    card = stage.say("school Edgar Street")
    assert card.lines[0] == "The register says: closed on Monday 31 August 2026."
    assert [button.says for button in card.buttons] == ["school timeline 104099"]


@pytest.mark.parametrize("said", ["104274", "URN 104274", "old hall", "Old Hall School", "“Old Hall”"])
def test_a_school_has_many_names(stage: Stage, said: str):
    assert stage.say(f"school {said}").title == "Old Hall School, URN 104274"


def test_the_buttons_of_a_card_begin_a_visit(stage: Stage):
    card = stage.say("school Old Hall")
    assert stage.press(card, "Log a visit").title == "What kind of visit?"
    assert stage.press(card, "Plan a visit").title == "What kind of visit?"


def test_an_alias_stands_for_a_school(stage: Stage):
    assert stage.say("school alias Old Hall OHS") == a_message(
        "“OHS” now means Old Hall School", "For example: visit OHS just now call 20m", buttons={"Undo": "undo 3"}
    )
    assert stage.say("visit ohs just now call 20m").title == "V1: Old Hall School"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("school alias Old Hall ohs", "“ohs” means Old Hall School already."),
        ("school alias Blackwood Ohs", "“Ohs” means another school already. Choose another short form."),
        (f"school alias Blackwood {'x' * 61}", "A short form is 60 characters at most, for example: OHS"),
    ],
)
def test_an_alias_means_one_school(stage: Stage, line: str, sentence: str):
    stage.all_say("school alias Old Hall OHS")
    with nothing_stored(stage):
        answer = stage.answer(line)
    assert not answer.understood
    assert answer.message.title == sentence


def test_an_alias_is_the_teams_own(stage: Stage):
    stage.all_say("school alias Old Hall OHS")
    assert stage.say("school alias Old Park OHS", JANE).title == "“OHS” now means Old Park School"


def test_the_name_of_one_school_is_no_alias_of_another(stage: Stage):
    stage.say('school alias Old Hall "Blackwood School"')
    assert stage.say("school Blackwood School").title == "Blackwood School, URN 148364"


def test_a_contact_serves_from_today_and_the_one_before_until_yesterday(stage: Stage):
    assert stage.say('school contact Old Hall head "Mr B Jones" b@oldhall.example') == a_message(
        "Old Hall School: Mr B Jones is head teacher",
        "From Wednesday 25 November 2026, b@oldhall.example.",
        "Mrs J Smith was head teacher until Tuesday 24 November 2026.",
        buttons={"Undo": "undo 3"},
    )
    assert "Head teacher: Mr B Jones, b@oldhall.example" in stage.say("school Old Hall").lines


def test_a_contact_needs_no_address(stage: Stage):
    assert stage.say("school contact Old Hall CoG Mr Khan") == a_message(
        "Old Hall School: Mr Khan is chair of governors",
        "From Wednesday 25 November 2026, no e-mail address.",
        buttons={"Undo": "undo 3"},
    )


def test_a_slip_that_is_mended_on_the_same_day_leaves_no_history(stage: Stage):
    stage.all_say("school contact Old Hall CoG Mr Kahn")
    assert stage.say("school contact Old Hall CoG Mr Khan").lines == (
        "From Wednesday 25 November 2026, no e-mail address.",
    )


def test_a_role_at_a_school_that_is_none_is_refused(stage: Stage):
    with nothing_stored(stage):
        assert stage.say('school contact Old Hall boss "Mr Khan"').title == (
            "“boss” is no role at a school. There are: head, acting head, executive head, chair of governors, "
            "clerk to governors, trust, diocese, supporting school."
        )


@pytest.mark.parametrize("address", ["head@", "@oldhall.example", "head at oldhall.example", "a@b"])
def test_what_is_no_address_is_refused(stage: Stage, address: str):
    with nothing_stored(stage):
        answer = stage.answer(
            "school contact", values={"school": "Old Hall", "role": "head", "name": "Mrs J Smith", "email": address}
        )
    assert not answer.understood
    assert answer.message.title == f"“{address}” is not an e-mail address. It looks like head@oldhall.example"


def test_two_addresses_are_not_one(stage: Stage):
    with nothing_stored(stage):
        stage.answer(
            "school contact",
            values={"school": "Old Hall", "role": "head", "name": "Mrs J Smith", "email": "eve,b@y.example"},
        )


def test_who_may_only_read_changes_nothing(stage: Stage):
    with nothing_stored(stage):
        for who in (CARYS, RUTH):
            for line in ("school alias Old Hall OHS", 'school contact Old Hall head "Eve" e@x.example'):
                assert " is for advisers, leads, clerks and admins." in stage.say(line, who).title


def test_the_contacts_and_aliases_of_another_team_are_not_shown(stage: Stage):
    stage.all_say("school alias Old Hall OHS")
    with stage.database.change() as session:
        old_park = school_with_urn(session, 104400)
        assert old_park is not None
        old_park.la_code = "335"
    card = stage.say("school Old Park")
    assert card.title == "Old Park School, URN 104400"
    stage.all_say("school contact Old Park head Mr Khan")
    with stage.database.change() as session:
        old_park = school_with_urn(session, 104400)
        assert old_park is not None
        old_park.la_code = "333"
    assert "Mr Khan" not in str(stage.say("school Old Park", JANE))


@pytest.mark.parametrize("alias", ["Blackwood School", "blackwood"])
def test_words_that_find_another_school_are_no_short_form(stage: Stage, alias: str):
    with nothing_stored(stage):
        assert stage.say(f'school alias Old Hall "{alias}"') == a_message(
            f"“{alias}” is how Blackwood School (Sutton Coldfield, URN 148364) is found. Choose another short form."
        )


def test_a_short_form_that_fits_several_schools_chooses_one_of_them(stage: Stage):
    stage.answer("school alias", values={"school": "104011", "alias": "St Joseph's"})
    assert stage.say("school St Joseph's").title == "St Joseph's Catholic Primary School, URN 104011"
