"""What each field gets of a typed line."""

from collections.abc import Callable

import pytest

from commands.command import Command
from commands.line import outside_quotes, shorten, values_of_line
from commands.registry import COMMANDS
from policy.refused import Refused
from tests.commands.a_team import LEO, Stage

Reader = Callable[[str, str], dict[str, str]]


def the_command(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)


@pytest.fixture
def read(stage: Stage) -> Reader:
    """The fields of a line, as Leo types it after the name of a command."""

    def values(name: str, line: str) -> dict[str, str]:
        with stage.request(LEO) as request:
            return values_of_line(the_command(name), line, request)

    return values


VISIT = {"school": "Old Hall", "kind": "core", "length": "2h", "when": "yesterday 2pm"}


@pytest.mark.parametrize(
    "line",
    [
        "Old Hall yesterday 2pm core 2h",
        "Old Hall core 2h yesterday 2pm",
        "Old Hall 2h core yesterday 2pm",
        "Old Hall CORE visit, yesterday 2pm, 2h",
        "Old Hall core  yesterday  2pm 2h.",
        '"Old Hall" yesterday 2pm core 2h',
        "“Old Hall” yesterday 2pm core 2h",
    ],
)
def test_kind_length_and_time_may_stand_in_any_order(read: Reader, line: str):
    values = {name: " ".join(text.split()).strip(" ,.") for name, text in read("visit", line).items()}
    assert values == VISIT


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Old Hall yesterday 2pm core 2h: attendance is up", "attendance is up"),
        ("Old Hall yesterday 2pm core 2h:attendance is up", "attendance is up"),
        ("Old Hall yesterday 2pm core 2h:\nattendance is up\nand writing", "attendance is up\nand writing"),
        ("Old Hall yesterday 2pm core 2h\nattendance is up\nat 9:30: yes", "attendance is up\nat 9:30: yes"),
        ("Old Hall yesterday 2pm core 2h: Head said: “yes”", "Head said: “yes”"),
        ("Old Hall yesterday 2pm core 2h: 3 pupils", "3 pupils"),
        ('Old Hall yesterday 2pm core 2h: a lone " mark', 'a lone " mark'),
    ],
)
def test_what_follows_the_colon_or_the_first_line_is_the_note(read: Reader, line: str, note: str):
    assert read("visit", line) == VISIT | {"note": note}


def test_the_colon_of_a_time_of_day_begins_no_note(read: Reader):
    assert read("visit", "Old Hall yesterday 14:30 core 2h") == VISIT | {"when": "yesterday 14:30"}


def test_a_colon_that_touches_a_word_begins_the_note(read: Reader):
    assert read("visit plan", "Old Hall 4 Dec 9am core:KS1 writing") == {
        "school": "Old Hall",
        "kind": "core",
        "when": "4 Dec 9am",
        "note": "KS1 writing",
    }


def test_a_time_of_day_is_no_length(read: Reader):
    assert read("visit plan", "Old Hall 4 Dec 9:15 core") == {
        "school": "Old Hall",
        "kind": "core",
        "when": "4 Dec 9:15",
    }


def test_a_colon_inside_quotation_marks_begins_nothing(read: Reader):
    assert read("school alias", 'Old Hall "OH: infants"') == {"school": "Old Hall", "alias": "OH: infants"}


@pytest.mark.parametrize("name", ["St Mary's The Mount", "St Mary’s The Mount", "st marys the mount"])
def test_an_apostrophe_is_no_quotation_mark(read: Reader, name: str):
    assert read("visit", f"{name} yesterday 2pm core 2h: it's fine") == VISIT | {"school": name, "note": "it's fine"}


def test_the_school_is_recognised_before_the_date(read: Reader):
    assert read("visit", "May Park 12 May 2pm core 2h") == VISIT | {"school": "May Park", "when": "12 May 2pm"}


def test_a_school_may_be_called_like_a_command(read: Reader):
    assert read("visit", "Visit Lane yesterday 2pm core 2h") == VISIT | {"school": "Visit Lane"}
    assert read("visit", "Send yesterday 2pm core 2h") == VISIT | {"school": "Send"}


def test_a_kind_in_the_name_of_a_school_is_part_of_the_name(read: Reader):
    assert read("visit", "Visit Lane yesterday 2pm call 2h") == VISIT | {"school": "Visit Lane", "kind": "call"}


@pytest.mark.parametrize("said", ["@sam", "@Sam", '@"Sam Price"', "@SP"])
def test_a_mention_is_the_companion_wherever_it_stands(read: Reader, said: str):
    values = read("visit", f"Old Hall {said} core 2h yesterday 2pm")
    assert values == VISIT | {"companion": said.strip('@"')}


def test_the_longest_words_of_a_kind_win(read: Reader):
    assert read("visit", "Old Hall core plus yesterday 2pm 2h")["kind"] == "core-plus"
    assert read("visit", "Old Hall pre meeting yesterday 2pm 2h")["kind"] == "pre-meeting"
    assert read("visit", "Old Hall progress and impact yesterday 2pm 2h")["kind"] == "progress-and-impact"


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("V12 yesterday by e-mail", {"how": "e-mail", "when": "yesterday"}),
        ("v12 by hand", {"how": "hand"}),
        ("V 12, yesterday 3pm", {"when": ", yesterday 3pm"}),
        (
            "V12 yesterday by e-mail because the head was away",
            {"how": "e-mail", "when": "yesterday", "because": "the head was away"},
        ),
        ("V12 BECAUSE it was by the sea", {"because": "it was by the sea"}),
    ],
)
def test_by_and_because_open_clauses_of_their_own(read: Reader, line: str, values: dict[str, str]):
    found = read("visit sent", line)
    assert found.pop("visit").replace(" ", "").upper() == "V12"
    assert found == values


@pytest.mark.parametrize("line", ["V12 by e-mail yesterday", "V12 by hand yesterday 3pm", "V12 by post on Monday"])
def test_the_day_may_follow_the_way_it_went(read: Reader, line: str):
    assert "when" in read("visit sent", line)


@pytest.mark.parametrize(
    ("line", "how", "when"),
    [
        ("V12 by e-mail yesterday", "e-mail", "yesterday"),
        ("V12 by hand yesterday 3pm", "hand", "yesterday 3pm"),
        ("V12 by post on Monday", "post", "on Monday"),
        ("V12 by Egress because the head was away", "Egress", None),
    ],
)
def test_the_way_it_went_ends_where_the_day_begins(read: Reader, line: str, how: str, when: str | None):
    values = read("visit sent", line)
    assert (values["how"], values.get("when")) == (how, when)


@pytest.mark.parametrize("line", ["V12 because school closed", "V12 school closed", "V12, school closed."])
def test_a_reason_needs_no_because(read: Reader, line: str):
    assert read("visit cancel", line) == {"visit": "V12", "because": "school closed"}


def test_a_reason_may_stand_after_a_colon(read: Reader):
    assert read("visit cancel", "V12: school closed") == {"visit": "V12", "because": "school closed"}


def test_one_goes_with_a_colleague(read: Reader):
    assert read("visit", "Old Hall with @sam yesterday 2pm core 2h") == VISIT | {"companion": "sam"}


@pytest.mark.parametrize("said", ["with @sam", "with Sam", "with Sam Price", 'with @"Sam Price"', "with  @sam"])
def test_a_colleague_may_be_named_after_with_at_the_end(read: Reader, said: str):
    values = read("visit", f"Old Hall yesterday 2pm core 2h {said}")
    assert values.pop("companion").casefold() in {"sam", "sam price"}
    assert values == VISIT


def test_two_lengths_are_both_for_the_length_to_refuse(read: Reader):
    assert read("visit", "Old Hall yesterday 2pm core 2h 3h: it's fine") == VISIT | {
        "length": "2h 3h",
        "note": "it's fine",
    }
    assert read("visit", "Old Hall 99h core yesterday 2pm") == VISIT | {"length": "99h"}


def test_words_that_nothing_recognises_are_for_the_first_field_that_is_missing(read: Reader):
    assert read("visit", "Xyzzy yesterday 2pm core 2h")["school"].startswith("Xyzzy")


def test_words_that_belong_nowhere_are_refused_with_what_works(read: Reader):
    with pytest.raises(Refused) as refusal:
        read("team", "tomorrow")
    assert str(refusal.value) == "I read everything except “tomorrow”. What works: team"


def test_a_contact_is_read_in_any_order(read: Reader):
    contact = {"school": "Old Hall", "role": "head teacher", "email": "head@oldhall.example", "name": "Mrs J Smith"}
    assert read("school contact", 'Old Hall head "Mrs J Smith" head@oldhall.example') == contact
    assert read("school contact", "Old Hall head@oldhall.example Mrs J Smith, head teacher") == contact | {
        "name": "Mrs J Smith,"
    }
    assert read("school contact", 'Old Hall "Mrs Head" CoG <mailto:h@x.example|h@x.example>') == {
        "school": "Old Hall",
        "role": "chair of governors",
        "email": "h@x.example",
        "name": "Mrs Head",
    }


def test_roles_stand_at_the_end_of_the_line(read: Reader):
    assert read("team add", '"Amina Khan" adviser and lead') == {"name": "Amina Khan", "roles": "adviser and lead"}
    assert read("team add", "Amina Khan advisor, clerk") == {"name": "Amina Khan", "roles": "advisor, clerk"}
    assert read("team roles", "@amina adviser lead") == {"person": "amina", "roles": "adviser lead"}


def test_the_role_may_stand_before_a_name_in_quotation_marks(read: Reader):
    assert read("team add", 'adviser "Amina Khan"') == {"name": "Amina Khan", "roles": "adviser"}


def test_the_role_may_stand_before_the_name(read: Reader):
    assert read("team add", "adviser Amina Khan") == {"name": "Amina Khan", "roles": "adviser"}


@pytest.mark.parametrize(
    ("line", "roles", "name"),
    [
        ("adviser and lead Amina Khan", "adviser and lead", "Amina Khan"),
        ("Amina Khan adviser", "adviser", "Amina Khan"),
        ("Tom Reader reader", "Reader reader", "Tom"),
        ("clerk", "clerk", None),
    ],
)
def test_roles_are_read_at_either_end(read: Reader, line: str, roles: str, name: str | None):
    values = read("team add", line)
    assert (values.get("roles"), values.get("name")) == (roles, name)


def test_nothing_typed_gives_nothing(read: Reader):
    assert [read(command.name, "") for command in COMMANDS] == [{} for _ in COMMANDS]


def test_a_lone_quotation_mark_quotes_nothing():
    assert outside_quotes('a "b" "c') == [True, True, False, False, True, True, True, True]
    assert outside_quotes('"') == [True]
    assert outside_quotes("“b”") == [False, False, True]


def test_long_words_are_shortened_and_kept_on_one_line():
    assert shorten("a\nb\t c") == "a b c"
    assert shorten("x" * 60) == "x" * 60
    assert shorten("x" * 61) == "x" * 59 + "…"
