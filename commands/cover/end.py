"""`cover end`: whoever was away is back."""

from __future__ import annotations

from commands.command import TEAM_OFFICE, Command, Field, Request
from commands.cover.fields import AWAY, AfterWord
from commands.cover.new import days_of
from notifications.message import Button, Message
from policy.refused import Refused
from policy.saying import london_day
from storage.covers import Cover, covers_between
from storage.looking_again import look_at_team_again
from storage.people import Person, Role


def cover_end(request: Request, absent: Person | None, deputy: Person | None) -> Message:
    """End the asker's cover, or, for leads, somebody else's; with `deputy` only theirs. A deputy may step back."""
    today = london_day(request.now)
    standing = covers_between(request.session, request.team.id, today, None)
    found = [cover for cover in standing if _is_meant(cover, request, absent, deputy)]
    if not found:
        raise Refused(_nothing(request, absent))
    for cover in found:
        if request.person.id not in {cover.person_id, cover.deputy_id} and Role.LEAD not in request.roles:
            raise Refused(f"{cover.person.name}, {cover.deputy.name} or a lead can end that.")
    if len(found) > 1:
        request.confirm("all", f"That ends {len(found)} covers. End them all?", "Yes, end them")
    for cover in found:
        cover.ended_at = request.now
    look_at_team_again(request.session, request.team.id, request.now)
    names = list(dict.fromkeys("you" if c.person_id == request.person.id else c.person.name for c in found))
    return Message(
        f"Cover ended: reminders for {' and '.join(names)} go to {'you' if names == ['you'] else 'them'} again",
        tuple(_line(cover) for cover in found),
        buttons=(Button("All cover", "cover list"),),
    )


def _is_meant(cover: Cover, request: Request, absent: Person | None, deputy: Person | None) -> bool:
    whose = absent.id if absent else None if deputy and deputy.id == request.person.id else request.person.id
    return (whose is None or cover.person_id == whose) and (deputy is None or cover.deputy_id == deputy.id)


def _nothing(request: Request, absent: Person | None) -> str:
    whom = absent.name if absent and absent.id != request.person.id else "you"
    return f"Nobody stands in for {whom}, so there is nothing to end. “cover list” shows all cover."


def _line(cover: Cover) -> str:
    place = f" at {cover.school.name}" if cover.school else ""
    return f"It was {cover.deputy.name}{place}, {days_of(cover).said}."


COMMAND = Command(
    name="cover end",
    help="Say that you, or somebody whose cover you arranged, are back.",
    example="cover end",
    fields=(
        AWAY,
        Field("deputy", "Which deputy?", AfterWord("deputy", "by|with|from", alone=True), required=False, help="@sam"),
    ),
    allowed=TEAM_OFFICE | {Role.CHAIR},
    run=cover_end,
    says=("cover over", "cover stop"),
    bare_runs=True,
)
