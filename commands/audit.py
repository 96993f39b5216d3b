"""`audit`: who changed what on a thing, when, and through which door."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from commands.audit_words import DOORS, THINGS, changes_in_words, points_to
from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.line import shorten
from commands.standing_in import is_theirs
from commands.visits.list import short_day
from notifications.message import Button, FieldKind, Message, Table
from policy.refused import Refused
from storage.audit import AuditRow
from storage.base import Base
from storage.histories import history_of, names_of, thing_numbered
from storage.people import Role

_REFERENCE = re.compile(r"\s*([VAMP])\s?(\d{1,9})(?!\w)", re.IGNORECASE)
_OWN_FIELDS = (
    *("adviser_id", "companion_id", "logged_by_id", "lead_person_id", "raised_by_id"),
    *("chair_id", "booked_by_id", "started_by_id"),
)
Entry = tuple[AuditRow, dict[str, Any]]


class AThing:
    """A visit, action, meeting or plan by its reference."""

    form_kind = FieldKind.REFERENCE

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A reference at the start of the line."""
        match = _REFERENCE.match(line)
        return (match[0].strip(), line[match.end() :]) if match else None

    def read(self, text: str, request: Request) -> Any:
        """The thing. Raises Refused when the team has none of this number, which is also said of another team's."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            raise Refused(f"“{shorten(text)}” is no reference. It looks like V12, A14, M3 or P7.")
        ref = f"{match[1].upper()}{match[2]}"
        thing = thing_numbered(request.session, request.team.id, match[1].upper(), int(match[2]))
        if thing is None:
            raise Refused(f"There is no {ref} in your team. “find” looks for words, “mine” shows yours.")
        return thing

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Anything goes."""
        return ()


def audit(request: Request, thing: Any, page: int | None) -> Message:
    """Each change of a thing and its parts, the newest first, before and after, in words.

    Leads and admins may ask about anything; others about what is theirs: their visits, the actions they lead or have
    raised, the meetings they chair or have booked, and everything at the schools they are attached to.
    """
    _check_it_is_theirs(request, thing)
    entries = history_of(request.session, request.team.id, thing.__tablename__, thing.id)
    shown = page_of(entries, page, f"audit {thing.ref}")
    names = _names(request, shown.rows)
    return Message(
        f"{thing.ref}: {len(entries)} {'change' if len(entries) == 1 else 'changes'} on record{shown.said}",
        table=Table(
            ("When", "Who", "Through", "What"),
            tuple(_row(entry, names, thing.__tablename__) for entry in shown.rows),
        ),
        buttons=(Button("More", f"audit {thing.ref} page {shown.number + 1}"),) if shown.has_more else (),
    )


def _check_it_is_theirs(request: Request, thing: Any) -> None:
    if request.roles & {Role.LEAD, Role.ADMIN}:
        return
    turns = request.facts.turns
    attached = any(turn.school_id == thing.school_id and turn.person_id == request.person.id for turn in turns)
    owners = {getattr(thing, name, None) for name in _OWN_FIELDS}
    if not attached and not is_theirs(request, owners, thing.school_id):
        raise Refused(f"{thing.ref} is not yours. Leads and admins can look at everything.")


def _class_of(thing: str) -> type[Any]:
    return next(mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__tablename__ == thing)


def _names(request: Request, entries: Sequence[Entry]) -> dict[tuple[str, int], str]:
    """Names of everybody and everything that the rows of one page point to."""
    people = {one for row, _ in entries for one in (row.person_id, row.instead_of_id) if one is not None}
    wanted: dict[str, set[int]] = {"person": people}
    for row, fields in entries:
        for name, values in fields.items():
            if (table := points_to(_class_of(row.thing), name)) is not None:
                wanted.setdefault(table, set()).update(int(value) for value in values if value is not None)
    return {
        (table, row_id): name
        for table, ids in wanted.items()
        for row_id, name in names_of(request.session, table, sorted(ids)).items()
    }


def _row(entry: Entry, names: Mapping[tuple[str, int], str], noun: str) -> tuple[str, ...]:
    row, fields = entry
    who = names.get(("person", row.person_id), "somebody") if row.person_id is not None else "the bot"
    if row.instead_of_id is not None:
        who = f"{who} for {names.get(('person', row.instead_of_id), 'somebody')}"
    created = row.what == "created"
    words = changes_in_words(_class_of(row.thing), fields, names, created=created)
    part = THINGS.get(row.thing, row.thing)
    verb = {"created": "added", "deleted": "taken away"}.get(row.what, "changed")
    head = ("" if row.what == "changed" else verb) if row.thing == noun else f"{part} {verb}"
    head = f"taken back ({head})" if row.undoes is not None and head else "taken back" if row.undoes else head
    said = ": ".join(one for one in (head, words) if one) or "the values are no longer kept"
    return (short_day(row.at), who, DOORS.get(row.door, row.door), said)


COMMAND = Command(
    name="audit",
    help="Who changed what on a visit, an action, a meeting or a plan, and when.",
    example="audit V12",
    fields=(
        Field("thing", "About what?", AThing(), help="V12"),
        Field("page", "Which page?", APage("audit V12 page 2"), required=False),
    ),
    allowed=EVERYBODY,
    run=audit,
    changes=False,
)
