"""Finding a school by what an adviser types on a phone, among the real schools of Walsall."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from storage.imports.gias import import_register
from storage.registers import SHIPPED_LA_CODE, shipped_register
from storage.school_finder import Found, Kind, Located, SchoolIndex
from storage.schools import School, SchoolAlias, Standing, schools_of
from storage.tables import METADATA


def walsall_schools() -> Sequence[School]:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with Session(engine) as session, shipped_register() as path:
        import_register(session, path)
        schools = schools_of(session, SHIPPED_LA_CODE)
        session.expunge_all()
    engine.dispose()
    return schools


def a_school(urn: int, name: str, standing: Standing = Standing.OPEN, town: str = "Epsom", phase: str = "") -> School:
    return School(id=urn, urn=urn, name=name, standing=standing, town=town, phase=phase)


def names(found: Found) -> tuple[Kind, tuple[str, ...]]:
    return found.kind, tuple(school.name for school in found.schools)


def where(located: Located | None) -> tuple[Kind, tuple[str, ...], str] | None:
    return located and (*names(located.found), located.rest)


SCHOOLS = walsall_schools()
OPEN = [school for school in SCHOOLS if school.is_open]
WALSALL = SchoolIndex(SCHOOLS)

OLD_HALL = "Old Hall School"
SHORT_HEATH = "Short Heath Junior School"
STAMMERS = "Edgar Stammers Primary Academy"
THE_MOUNT = "St Mary's The Mount Catholic Primary School"
THE_ANGELS = "St Mary of the Angels Catholic Primary School"
ST_ANNE = "St Anne's Catholic Primary School, Streetly"
BLUE_COAT_JUNIOR = "Blue Coat Church of England Aided Junior School"
BLUE_COAT_INFANT = "Blue Coat Church of England Aided Infant School"
PRU = "Shepwell Short Stay School (PRU-Medical)"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("104274", OLD_HALL),
        ("URN 104274", OLD_HALL),
        ("urn:104274.", OLD_HALL),
        ("Old Hall School (Walsall, URN 104274)", OLD_HALL),
        ("Old Hall School", OLD_HALL),
        ("old hall", OLD_HALL),
        ("  OLD   HALL. ", OLD_HALL),
        ("the old-hall sch", OLD_HALL),
        ("Old Hall Walsall", OLD_HALL),
        ("short heath", SHORT_HEATH),
        ("short heath jnr", SHORT_HEATH),
        ("short heath juniors", SHORT_HEATH),
        ("edgar stammers", STAMMERS),
        ("edgar stammers prim acad", STAMMERS),
        ("St Annes", ST_ANNE),
        ("St. Anne’s", ST_ANNE),
        ("st anne`s", ST_ANNE),
        ("SAINT ANNE'S", ST_ANNE),
        ("St A\u0301nne's RC", ST_ANNE),
        ("st ánnes rc", ST_ANNE),
        ("st annes rc primary", ST_ANNE),
        ("St Marys the Mount", THE_MOUNT),
        ("the mount", THE_MOUNT),
        ("blue coat c of e jnr", BLUE_COAT_JUNIOR),
        ("Blue Coat C.E. Juniors", BLUE_COAT_JUNIOR),
        ("blue coat cofe infants", BLUE_COAT_INFANT),
        ("blue coat ce inf sch", BLUE_COAT_INFANT),
        ("Meadow View junior mixed and infant", "Meadow View JMI School"),
        ("Castlefort J.M.I.", "Castlefort Junior Mixed and Infant School"),
        ("shepwell pupil referral unit", PRU),
        ("sunshine inf & nurs", "Sunshine Infant and Nursery School"),
        ("whitehall comm", "Whitehall Junior Community School"),
        ("pinfold st", "Pinfold Street Primary School"),
        ("st james's", "St James Primary School"),
        ("queen marys high", "Queen Mary's High School"),
        ("queen marys gram", "Queen Mary's Grammar School"),
        ("st francis coll", "St Francis of Assisi Catholic College"),
        ("pool hayes secondary", "Pool Hayes Academy"),
        ("pool hayes prim", "Pool Hayes Primary School"),
    ],
)
def test_a_school_is_found_by_what_people_type(typed: str, name: str):
    assert names(WALSALL.find(typed)) == (Kind.ONE, (name,))


@pytest.mark.parametrize(
    ("typed", "several"),
    [
        ("st marys", (THE_ANGELS, THE_MOUNT)),
        ("St Mary", (THE_ANGELS, THE_MOUNT)),
        ("pool hayes", ("Pool Hayes Academy", "Pool Hayes Primary School")),
        ("palfrey primary", ("Palfrey Infant School", "Palfrey Junior School")),
        ("beacon", ("Beacon Primary School", "Barr Beacon School")),
        ("abu bakr", ("Abu Bakr Boys School", "Abu Bakr Al-Ihsaan Academy")),
    ],
)
def test_two_that_fit_are_both_given_and_none_is_guessed(typed: str, several: tuple[str, ...]):
    assert names(WALSALL.find(typed)) == (Kind.SEVERAL, several)


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("Blackwod", ("Blackwood School",)),
        ("Blckwod", ("Blackwood School",)),
        ("Short Heth", (SHORT_HEATH,)),
        ("Edger Stammers", (STAMMERS,)),
        ("edgar stam", (STAMMERS,)),
        ("oldhall", (OLD_HALL,)),
        ("oldbhall school", ()),
        ("Short Heath Junoir", (SHORT_HEATH,)),
        ("Holy Trinty CE", ("Holy Trinity Church of England Primary School",)),
    ],
)
def test_a_slip_is_offered_and_never_assumed(typed: str, offers: tuple[str, ...]):
    assert names(WALSALL.find(typed)) == (Kind.SLIP if offers else Kind.NONE, offers)


@pytest.mark.parametrize(
    ("typed", "offers"),
    [
        ("short heath infants", (SHORT_HEATH,)),
        ("st annes c of e", (ST_ANNE,)),
        ("shire oak primary", ("Shire Oak Academy",)),
    ],
)
def test_another_stage_or_faith_than_the_schools_is_asked_about(typed: str, offers: tuple[str, ...]):
    assert names(WALSALL.find(typed)) == (Kind.SLIP, offers)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "   ", "🏫", "'", "school", "primary school", "The Academy", "st", "C of E", "999999", "a" * 40_000),
        *("Oakfield", "Parkfield", "St Bride's", "St John Fisher", "Hull", "Nonsuch"),
    ],
)
def test_generic_words_and_names_from_elsewhere_name_no_school(typed: str):
    assert WALSALL.find(typed) == Found(Kind.NONE)


def test_an_open_school_comes_before_closed_ones_of_its_name():
    assert [school.urn for school in WALSALL.find("Blackwood School").schools] == [148364]
    assert [school.urn for school in WALSALL.find("Lodge Farm Primary").schools] == [142765]
    assert [school.urn for school in WALSALL.find("Edgar Stammers Primary School").schools] == [139610]


def test_a_closed_school_is_found_when_no_open_one_fits():
    found = WALSALL.find("TP Riley")
    assert [(school.name, school.standing) for school in found.schools] == [
        ("T P Riley Community School", Standing.CLOSED)
    ]
    assert names(WALSALL.find("harden")) == (
        Kind.SEVERAL,
        ("Harden Infant School", "Harden Junior School", "Harden Primary School"),
    )


def test_the_full_name_of_a_closed_school_is_asked_about_when_an_open_one_fits_loosely():
    assert names(WALSALL.find("Pelsall Community School")) == (
        Kind.SEVERAL,
        ("Pelsall Village School", "Pelsall Community School"),
    )
    assert names(WALSALL.find("Bloxwich CofE Primary School")) == (
        Kind.SEVERAL,
        ("Little Bloxwich CofE VC Primary School", "Bloxwich CofE Primary School"),
    )


def test_a_full_name_beats_longer_names_that_contain_it():
    index = SchoolIndex([a_school(1, "Hill School"), a_school(2, "Hill Top School"), a_school(3, "Park Hill School")])
    assert names(index.find("hill school")) == (Kind.ONE, ("Hill School",))


def test_schools_of_one_name_are_told_apart_by_their_town():
    epsom, redhill = (
        a_school(number, "St Joseph's Catholic Primary School", town=town)
        for number, town in ((1, "Epsom"), (2, "Redhill"))
    )
    index = SchoolIndex([redhill, epsom])
    assert index.find("St Josephs") == Found(Kind.SEVERAL, (epsom, redhill))
    assert index.find("st josephs, redhill") == Found(Kind.ONE, (redhill,))
    assert index.locate("St Joseph's Epsom 4 Dec") == Located(Found(Kind.ONE, (epsom,)), "St Joseph's Epsom", "4 Dec")


def test_a_team_alias_wins_over_names():
    old_hall = next(school for school in OPEN if school.name == OLD_HALL)
    aliases = [SchoolAlias(school_id=old_hall.id, alias=alias) for alias in ("OHS", "Beacon", "O'Hall")]
    index = SchoolIndex(SCHOOLS, [*aliases, SchoolAlias(school_id=-1, alias="Elsewhere")])
    for typed in ("ohs", "beacon", "o’hall", "OHALL"):
        assert names(index.find(typed)) == (Kind.ONE, (OLD_HALL,))
    assert names(index.find("Beacon primary")) == (Kind.ONE, ("Beacon Primary School",))
    assert index.find("Elsewhere") == Found(Kind.NONE)
    assert where(index.locate("OHS yesterday")) == (Kind.ONE, (OLD_HALL,), "yesterday")
    assert where(index.locate("Barr Beacon yesterday")) == (Kind.ONE, ("Barr Beacon School",), "yesterday")


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("Old Hall yesterday 2pm core 2h: attendance", OLD_HALL, "yesterday 2pm core 2h: attendance"),
        ("St Marys the Mount 4 Dec 9am core", THE_MOUNT, "4 Dec 9am core"),
        ("Short Heath 12 Feb 4pm", SHORT_HEATH, "12 Feb 4pm"),
        ("104274 just now call 20m", OLD_HALL, "just now call 20m"),
        ("104274 Old Hall School yesterday", OLD_HALL, "yesterday"),
        ("Old Hall School (Walsall, URN 104274) yesterday", OLD_HALL, "yesterday"),
        ('"Old Hall" yesterday', OLD_HALL, "yesterday"),
        ("“Old Hall” yesterday", OLD_HALL, "yesterday"),
        ("'St Anne's' 4 Dec", ST_ANNE, "4 Dec"),
        ('"old hall', OLD_HALL, ""),
        ('Old Hall "attendance"', OLD_HALL, '"attendance"'),
        ("Old Hall: attendance", OLD_HALL, ": attendance"),
        ("Old Hall: hall repairs", OLD_HALL, ": hall repairs"),
        ("Old Hall, yesterday", OLD_HALL, "yesterday"),
        ("Old Hall - core", OLD_HALL, "core"),
        ("Old Hall -1d", OLD_HALL, "-1d"),
        ("Old Hall call 20m", OLD_HALL, "call 20m"),
        ("Old Hall 31 Feb", OLD_HALL, "31 Feb"),
        ("Old Hall Year 6 maths", OLD_HALL, "Year 6 maths"),
        ("Old Hall the head is off", OLD_HALL, "the head is off"),
        ("Old Hall school yesterday", OLD_HALL, "yesterday"),
        ("Old Hall special school yesterday", OLD_HALL, "yesterday"),
        ("Old Hall special measures", OLD_HALL, "special measures"),
        ("Blackwood primary yesterday", "Blackwood School", "yesterday"),
        ("Leighswood School nursery visit", "Leighswood School", "nursery visit"),
        ("Walsall Academy learning walk", "Walsall Academy", "learning walk"),
        ("Blue coat c of e jnr – 4 dec", BLUE_COAT_JUNIOR, "4 dec"),
        ("All saints all day", "All Saints National Academy", "all day"),
        ("Pinfold St 4 Dec", "Pinfold Street Primary School", "4 Dec"),
    ],
)
def test_the_school_at_the_start_of_a_line_leaves_the_rest_as_it_was(line: str, name: str, rest: str):
    assert where(WALSALL.locate(line)) == (Kind.ONE, (name,), rest)


@pytest.mark.parametrize(
    ("line", "kind", "schools", "rest"),
    [
        ("St Marys yesterday", Kind.SEVERAL, (THE_ANGELS, THE_MOUNT), "yesterday"),
        ("Blackwod yesterday", Kind.SLIP, ("Blackwood School",), "yesterday"),
        ("Blackwod primary core", Kind.SLIP, ("Blackwood School",), "core"),
        ("Short Heth 12 Feb", Kind.SLIP, (SHORT_HEATH,), "12 Feb"),
        ("Short Heath Junoir 12 Feb", Kind.SLIP, (SHORT_HEATH,), "12 Feb"),
        ("Edger Stammers just now call", Kind.SLIP, (STAMMERS,), "just now call"),
        ("Edgar Stamers just now call", Kind.SLIP, (STAMMERS,), "just now call"),
        ("Short Heath infants yesterday", Kind.SLIP, (SHORT_HEATH,), "yesterday"),
        ('"Blackwod" yesterday', Kind.SLIP, ("Blackwood School",), "yesterday"),
    ],
)
def test_a_line_whose_school_is_not_certain_is_asked_about(line: str, kind: Kind, schools: tuple[str, ...], rest: str):
    assert where(WALSALL.locate(line)) == (kind, schools, rest)


@pytest.mark.parametrize(
    "line", ["", "yesterday 2pm Old Hall", "core visit", "999999 yesterday", "Nonsuch yesterday", '"Nowhere" yesterday']
)
def test_a_line_that_starts_with_no_school_gives_none(line: str):
    assert WALSALL.locate(line) is None


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("May Park Primary core visit", "May Park Primary School", "core visit"),
        ("May Park 4 May core", "May Park Primary School", "4 May core"),
        ("May Park may 4", "May Park Primary School", "may 4"),
        ("Friday Hill Primary friday 2pm", "Friday Hill Primary School", "friday 2pm"),
        ("Friday Hill friday", "Friday Hill Primary School", "friday"),
        ("Sunday School Lane sunday", "Sunday School Lane Infant School", "sunday"),
    ],
)
def test_schools_named_like_days_and_months_win_over_the_day(line: str, name: str, rest: str):
    schools = ("May Park Primary School", "Friday Hill Primary School", "Sunday School Lane Infant School")
    index = SchoolIndex([a_school(number, school) for number, school in enumerate(schools, 1)])
    assert where(index.locate(line)) == (Kind.ONE, (name,), rest)
    assert index.locate("friday 2pm Old Hall") is None
    assert index.locate("4 May core") is None


def test_what_was_taken_for_the_name_is_told():
    located = WALSALL.locate("  Blackwod primary, yesterday")
    assert located is not None
    assert (located.said, located.rest) == ("Blackwod primary", "yesterday")


def test_suggestions_begin_with_open_schools_that_begin_so():
    def suggested(text: str, limit: int = 25) -> list[str]:
        return [school.name for school in WALSALL.suggest(text, limit)]

    assert suggested("old") == ["Old Church Church of England C Primary School", OLD_HALL]
    assert suggested("st ma", 3) == [THE_ANGELS, THE_MOUNT, "St Mary's RC Junior Mixed and Infant School"]
    assert suggested("walsall w") == ["Walsall Wood School", "Walsall Wood School"]
    assert suggested("stam", 1) == [STAMMERS]
    assert suggested("10427", 2) == ["Jane Lane School", "Oakwood School"]
    assert suggested("holy trinity church of e") == ["Holy Trinity Church of England Primary School"]
    assert suggested("blackwod") == ["Blackwood School"]
    assert suggested("", 2) == ["Abbey Primary School", "Abu Bakr Al-Ihsaan Academy"]
    assert suggested("zzz") == []


@pytest.mark.parametrize("school", OPEN, ids=lambda school: str(school.urn))
def test_every_open_school_is_found_by_name_and_number_and_at_the_start_of_a_line(school: School):
    one = Found(Kind.ONE, (school,))
    assert WALSALL.find(school.name) == one
    assert WALSALL.find(str(school.urn)) == one
    located = WALSALL.locate(f"{school.name} yesterday 2pm core 2h")
    assert located is not None
    assert (located.found, located.rest) == (one, "yesterday 2pm core 2h")


WORDS = st.sampled_from(
    sorted({word for school in SCHOOLS for word in school.name.split()} | {'"', "’", ":", "104274"})
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=8).map(" ".join), st.text(alphabet="\"'’“ :,-StMary104274&\n"))


@settings(deadline=None)
@given(TEXTS)
def test_no_text_of_any_kind_makes_it_raise(text: str):
    found, located = WALSALL.find(text), WALSALL.locate(text)
    assert bool(found.schools) == (found.kind is not Kind.NONE)
    assert len(WALSALL.suggest(text, 3)) <= 3
    if located is not None:
        assert located.found.schools
        assert text.endswith(located.rest)
