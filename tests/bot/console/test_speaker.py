import pytest

from bot.console.speaker import person_meant, prompt, short_name
from policy.refused import Refused
from tests.bot.console.a_backstage import PEOPLE, TUESDAY

TWO_AMINAS = (*PEOPLE, ("Amina Ali", ""))


@pytest.mark.parametrize("text", ["Amina Khan", "amina  KHAN", "amina", "AK", "ak", "@amina"])
def test_a_person_is_known_by_full_name_first_name_or_initials(text: str):
    assert person_meant(text, PEOPLE) == "Amina Khan"


def test_nobody_of_that_name_is_answered_with_who_there_is():
    with pytest.raises(Refused) as refused:
        person_meant("bob", PEOPLE)
    assert str(refused.value) == (
        "There is nobody called “bob” here. "
        "You can speak as Amina Khan (adviser), Leo Marsh (lead) or Carys Hughes (chair)."
    )


def test_two_of_one_name_are_asked_about():
    with pytest.raises(Refused) as refused:
        person_meant("amina", TWO_AMINAS)
    assert str(refused.value) == ("Amina Khan and Amina Ali are all called “amina”. Say the full name: as Amina Khan.")
    assert person_meant("aa", TWO_AMINAS) == "Amina Ali"


def test_an_empty_team_is_told_how_to_begin():
    with pytest.raises(Refused, match=r"There is nobody in the team yet\. Begin with: rrp-bot init"):
        person_meant("amina", ())


def test_the_prompt_says_who_speaks_and_when():
    assert prompt("Amina Khan", PEOPLE, TUESDAY) == "Amina · Tue 24 Nov 09:00 >"


def test_two_of_one_first_name_are_called_in_full():
    assert short_name("Leo Marsh", TWO_AMINAS) == "Leo"
    assert short_name("Amina Ali", TWO_AMINAS) == "Amina Ali"
