"""A query that forgets its team fails in the tests.

Watched: every SELECT, UPDATE and DELETE through a Session on a table whose rows belong to a team. It must compare
`team_id` of such a table in its WHERE, or say `execution_options(all_teams=True)`. Rows that the mapper fetches by
primary key or along a relationship are already somebody's.
"""

import operator
from collections.abc import Iterator

from sqlalchemy import Delete, Select, Table, Update
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import (
    BinaryExpression,
    BindParameter,
    BooleanClauseList,
    ClauseElement,
    ColumnElement,
    Grouping,
)
from sqlalchemy.sql.operators import in_op
from sqlalchemy.sql.schema import Column

from storage.base import Base, TeamOwned
from storage.tables import METADATA

OWNED = frozenset(mapper.local_table.name for mapper in Base.registry.mappers if issubclass(mapper.class_, TeamOwned))
assert METADATA.tables.keys() >= OWNED


class ForgotTheTeam(AssertionError):  # noqa: N818 - it reads as a sentence
    """A statement would have read or changed rows of every team."""


class TeamGuard:
    """The listener, and what it has caught: a fault that the code under test swallows must fail the test as well."""

    def __init__(self) -> None:
        self.caught: list[str] = []

    def __call__(self, state: ORMExecuteState) -> None:
        """Raises ForgotTheTeam for a statement on rows of teams that names no team."""
        if state.is_column_load or state.is_relationship_load or state.execution_options.get("all_teams"):
            return
        if (table := _verdict(state.statement)) is not None:
            self.caught.append(f"no team_id in the WHERE on {table}: {' '.join(str(state.statement).split())}")
            raise ForgotTheTeam(self.caught[-1])


def _verdict(statement: ClauseElement) -> str | None:
    """The first table for which a statement forgets the team. Statements that differ in values alone are judged once:
    finding out costs several times what running them does.
    """
    key = statement._generate_cache_key()
    if key is None:
        return next(forgotten(statement), None)
    if key.key not in _VERDICTS:
        _VERDICTS[key.key] = next(forgotten(statement), None)
    return _VERDICTS[key.key]


_VERDICTS: dict[object, str | None] = {}


def forgotten(statement: ClauseElement) -> Iterator[str]:
    """The tables of teams' rows that `statement`, or a SELECT inside it, uses without naming a team."""
    for part in visitors.iterate(statement):
        if not isinstance(part, Select | Update | Delete):
            continue
        tables = sorted({table.name for table in _tables(part)} & OWNED)
        where = part.whereclause
        if tables and not _by_primary_key(where) and not _bounded(where, inside=part is not statement):
            yield tables[0]


def _tables(part: Select[tuple[object]] | Update | Delete) -> Iterator[Table]:
    sources = part.get_final_froms() if isinstance(part, Select) else [part.table]
    for source in sources:
        for found in visitors.iterate(source):
            if isinstance(found, Table):
                yield found


def _by_primary_key(where: ColumnElement[bool] | None) -> bool:
    """Whether this is Session.get, which names its parameters like this."""
    named = (
        [found.key for found in visitors.iterate(where) if isinstance(found, BindParameter)]
        if where is not None
        else []
    )
    return bool(named) and all(key.startswith("pk_") for key in named)


def _bounded(where: ClauseElement | None, *, inside: bool) -> bool:
    """Whether a WHERE keeps to one team, in each arm of an OR; a SELECT inside another may follow the outer's team."""
    if isinstance(where, Grouping):
        return _bounded(where.element, inside=inside)
    if isinstance(where, BooleanClauseList):
        every = all if where.operator is operator.or_ else any
        return every(_bounded(arm, inside=inside) for arm in where.clauses)
    if not isinstance(where, BinaryExpression) or where.operator not in {operator.eq, in_op}:
        return False
    left, right = _owner(where.left), _owner(where.right)
    return left != right or (inside and left and right)


def _owner(side: ClauseElement) -> bool:
    return isinstance(side, Column) and side.name == "team_id" and side.table is not None
