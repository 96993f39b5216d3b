"""The actions of a school that were done, the latest first."""

from __future__ import annotations

from datetime import date

from commands.actions.saying import short_day
from commands.command import Request
from commands.kinds.a_page import page_of
from commands.line import shorten
from notifications.message import Button, Message, Table
from policy.refused import Refused
from policy.saying import london_day
from storage.actions import Action, ActionState, actions_of_school
from storage.schools import School

MOST_OF_A_TEXT = 60


def done_actions(request: Request, school: School | None, number: int | None) -> Message:
    """One page of a school's done actions with their evidence. Raises Refused without a school, or past the end."""
    if school is None:
        raise Refused("Done actions are listed school by school, for example: action list done Blackwood")
    found = actions_of_school(request.session, request.team.id, school.id)
    done = sorted((one for one in found if one.state == ActionState.DONE), key=_done_on, reverse=True)
    if not done:
        return Message(f"Done actions at {school.name}: none yet")
    page = page_of(done, number, f"action list done {school.urn}")
    rows = tuple(
        (
            one.ref,
            shorten(one.text, MOST_OF_A_TEXT),
            one.lead_name,
            short_day(_done_on(one)),
            shorten(one.evidence or "", MOST_OF_A_TEXT),
        )
        for one in page.rows
    )
    return Message(
        f"Done actions at {school.name}: {len(done)}{page.said}",
        table=Table(("Action", "What", "Lead", "Done", "Evidence"), rows),
        buttons=(Button("More", f"action list done {school.urn} page {page.number + 1}"),) if page.has_more else (),
    )


def _done_on(action: Action) -> date:
    return london_day(action.done_at) if action.done_at else action.due_on
