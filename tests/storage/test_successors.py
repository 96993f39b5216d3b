"""Which school carries on another.

Rushall Primary School (104196, since June 2025 the academy 151524) and Blackwood School are real, with the links of the
register as at April 2025. Contains public sector information licensed under the Open Government Licence v3.0
(Department for Education).
"""

from datetime import date

import pytest

from storage.database import Database
from storage.inspections import SchoolLink
from storage.schools import School, Standing, school_with_urn
from storage.successors import opened_on, predecessors_of, successors_of

TODAY = date(2026, 11, 25)


def a_school(urn: int, name: str, standing: Standing = Standing.OPEN, **more: object) -> School:
    return School(**({"urn": urn, "name": name, "la_code": "335", "standing": standing} | more))


@pytest.fixture
def record(database: Database) -> Database:
    with database.change() as session:
        session.add_all(
            (
                a_school(104196, "Rushall Primary School", Standing.CLOSED),
                a_school(151524, "Rushall Primary School", opened_on=date(2025, 6, 1)),
                a_school(104211, "Blackwood School", Standing.CLOSED, closed_on=date(2021, 12, 31)),
                a_school(148364, "Blackwood School", opened_on=date(2022, 1, 1)),
                a_school(1, "Park Infant School", Standing.CLOSED),
                a_school(2, "Park Junior School", Standing.CLOSED),
                a_school(3, "Park Primary School", Standing.CLOSED),
                a_school(4, "Park Academy"),
                a_school(5, "Mill School", Standing.CLOSED),
                a_school(6, "Mill School"),
                a_school(7, "Mill School", la_code="336"),
                a_school(8, "Hill School", Standing.CLOSED),
                a_school(9, "Hill School"),
                a_school(10, "Hill School"),
            )
        )
        for urn, other, kind in (
            (104211, 148364, "Successor"),
            (148364, 104211, "Predecessor"),
            (1, 3, "Successor - amalgamated"),
            (3, 2, "Predecessor - amalgamated"),
            (3, 4, "Successor"),
            (4, 1, "Sixth Form Centre Link"),
        ):
            session.add(SchoolLink(urn=urn, link_urn=other, kind=kind))
    return database


@pytest.mark.parametrize(
    ("urn", "after"),
    [
        (104211, [148364]),  # by the links
        (104196, [151524]),  # by name and council
        (1, [4]),  # through one that has closed too
        (2, [4]),  # by the predecessor's line alone
        (5, [6]),  # not the namesake of another council
        (8, []),  # two namesakes: nobody guesses
        (151524, []),
        (4, []),
    ],
)
def test_successors(record: Database, urn: int, after: list[int]):
    with record.read() as session:
        school = school_with_urn(session, urn)
        assert school is not None
        assert [one.urn for one in successors_of(session, school)] == after


@pytest.mark.parametrize(("urn", "before"), [(151524, [104196]), (148364, [104211]), (6, [5]), (9, [])])
def test_predecessors(record: Database, urn: int, before: list[int]):
    with record.read() as session:
        school = school_with_urn(session, urn)
        assert school is not None
        assert [one.urn for one in predecessors_of(session, school)] == before


def test_links_in_a_circle_come_to_an_end(record: Database):
    with record.change() as session:
        for urn in (20, 21):
            session.add(a_school(urn, f"School {urn}", Standing.CLOSED))
        session.add(SchoolLink(urn=20, link_urn=21, kind="Successor"))
        session.add(SchoolLink(urn=21, link_urn=20, kind="Successor"))
        session.flush()
        school = school_with_urn(session, 20)
        assert school is not None
        assert list(successors_of(session, school)) == []


def test_the_new_school_carries_on_from_its_first_day(record: Database):
    with record.read() as session:
        rushall, academy = school_with_urn(session, 104196), school_with_urn(session, 151524)
        infants, park = school_with_urn(session, 1), school_with_urn(session, 4)
        assert rushall is not None
        assert academy is not None
        assert infants is not None
        assert park is not None
        assert opened_on(session, rushall, academy, TODAY) == date(2025, 6, 1)
        assert opened_on(session, infants, park, TODAY) == TODAY
