"""`undo`: take back what you have just done, within ten minutes."""

from __future__ import annotations

from collections.abc import Sequence

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.words import Number
from notifications.letters import letter_has_left
from notifications.message import Message
from policy.refused import Refused
from storage.audit import AuditRow, AuditValue, Change, rows_of_change
from storage.looking_again import look_at_digests_again, look_at_team_again
from storage.people import count_admins
from storage.undoing import UNDO_FOR, last_change_to_undo, undo_change, was_taken_back

_NAMES = {
    "note_part": "the note",
    "action_note": "the entry in its story",
    "priority": "the priority",
    "attendance": "who comes",
    "key_factor": "the key factor",
    "school_alias": "the short form",
    "contact": "the contact",
    "person": "the person",
    "person_role": "the role",
    "knock": "the decision",
    "team": "the team",
    "cover": "the cover",
    "attached_adviser": "the attached adviser",
    "categorisation": "the category",
    "governance_rating": "the governance rating",
    "support_agreement": "the support",
    "ofsted_call": "Ofsted's call",
    "ofsted_task": "what follows from it",
    "ofsted_listener": "the list of those who hear of Ofsted",
    "step_taken": "the step",
    "escalation_reader": "who can see it",
    "time_entry": "the time",
    "mark": "what was marked as done",
    "duty_switch": "what the board asks for",
    "succession": "the carrying on",
    "bound_channel": "the channel",
    "link_code": "the code",
}
_COMES_LAST = {"note_part", "person_role"}
"""Parts, which are named after the whole: `V1 and the note`."""
_LOOKED_AT_ANEW = {"team", "cover", "attached_adviser"}


def undo(request: Request, change: int | None) -> Message:
    """Take back one change of the asker's own, the latest when none is named.

    Raises Refused when it is somebody else's, older than ten minutes, changed again since, or would leave the team
    without an admin.
    """
    minutes = int(UNDO_FOR.total_seconds() // 60)
    number = change or last_change_to_undo(request.session, request.team.id, request.person.id, request.now)
    if number is None:
        raise Refused(f"There is nothing of yours from the last {minutes} minutes to take back.")
    rows = rows_of_change(request.session, request.team.id, number)
    if not rows or rows[0][0].person_id != request.person.id or rows[0][0].at < request.now - UNDO_FOR:
        raise Refused(f"“undo” takes back what you did yourself in the last {minutes} minutes, and that is not it.")
    if rows[0][0].undoes is not None:
        raise Refused("That took something back itself. To do it after all, type its command again.")
    if was_taken_back(request.session, request.team.id, number):
        raise Refused("That has been taken back already.")
    _check_no_note_has_left(request, rows)
    underway: Change = request.session.info["change"]
    things = undo_change(request.session, underway, number)
    if count_admins(request.session, request.team.id) == 0:
        raise Refused("That would leave the team without an admin, so it stays. Make somebody else admin first.")
    if _LOOKED_AT_ANEW & set(things):
        look_at_team_again(request.session, request.team.id, request.now)
    if "person" in things:
        look_at_digests_again(request.session, request.team.id, request.now)
    return Message(f"Taken back: {_in_words(things)}", ("It is as it was before.",))


def _check_no_note_has_left(request: Request, rows: Sequence[tuple[AuditRow, AuditValue]]) -> None:
    """Raises Refused when the change sent a note by e-mail and the e-mail has left, or is leaving at this moment."""
    for row, value in rows:
        if row.thing == "visit" and "note_sent_at" in value.fields and letter_has_left(request.session, row.thing_id):
            raise Refused("The e-mail with the note has left, so it cannot be called back.")


def _in_words(things: tuple[str, ...]) -> str:
    names = [_NAMES.get(thing, thing) for thing in sorted(things, key=_COMES_LAST.__contains__)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


COMMAND = Command(
    name="undo",
    help="Take back what you have just done (ten minutes).",
    example="undo",
    fields=(Field("change", "Which change?", Number("change", "undo"), required=False),),
    allowed=EVERYBODY,
    run=undo,
    bare_runs=True,
)
