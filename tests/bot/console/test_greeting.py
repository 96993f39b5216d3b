from bot.console.greeting import farewell, greeting
from bot.console.plain import plain_lines
from tests.bot.console.a_backstage import PEOPLE, TUESDAY, RememberingBackstage


def test_the_greeting_says_all_that_one_needs_to_begin():
    assert "\n".join(plain_lines(greeting(RememberingBackstage(), "Amina Khan", TUESDAY))) == (
        "rrp-bot: school visits and their notes, kept on time\n"
        "\n"
        "  Team: Walsall School Improvement\n"
        "  Record: var/rrp.sqlite3\n"
        "  Clock: Tuesday 24 November 2026, 09:00, in London\n"
        "  You are: Amina Khan, adviser\n"
        "  Also here: Leo Marsh, lead; Carys Hughes, chair\n"
        "\n"
        "  To begin, type one of these.\n"
        "  [Log a visit] /visit Old Hall yesterday 2pm core 2h: phonics\n"
        "  [Let two days pass] clock +2d\n"
        "  [Be somebody else] as leo\n"
        "  [Everything else] /help"
    )


def test_alone_there_is_nobody_else_to_be():
    lines = plain_lines(greeting(RememberingBackstage(PEOPLE[:1]), "Amina Khan", TUESDAY))
    assert not [line for line in lines if "Also here" in line or "somebody else" in line]


def test_a_team_without_old_hall_is_shown_a_school_of_its_own():
    class Elsewhere(RememberingBackstage):
        def schools(self, text: str) -> list[str]:
            return [] if text else ["Oakfield Primary School"]

    message = greeting(Elsewhere(), "Amina Khan", TUESDAY)
    assert message.buttons[0].says == "/visit Oakfield Primary School yesterday 2pm core 2h: phonics"


def test_the_farewell_says_where_everything_stays():
    assert farewell(RememberingBackstage()) == "Goodbye. The record stays in var/rrp.sqlite3."
