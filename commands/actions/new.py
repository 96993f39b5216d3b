"""A new action, whoever raises it: a person, a visit note, a meeting."""

from __future__ import annotations

from datetime import date

from commands.command import Request
from commands.kinds.who import Lead
from storage.actions import Action, Side
from storage.meetings import KeyFactor, Meeting
from storage.people import Person
from storage.plans import Plan, Priority
from storage.references import next_reference
from storage.schools import Contact, School


def new_action(
    request: Request,
    school: School,
    text: str,
    lead: Lead,
    due_on: date,
    *,
    side: Side = Side.BOTH,
    plan: Plan | None = None,
    priority: Priority | None = None,
    meeting: Meeting | None = None,
    factor: KeyFactor | None = None,
    success_criteria: str | None = None,
    resources: str | None = None,
) -> Action:
    """Store an action of the team with its next number, raised by the asker now; nothing is asked or checked here.

    A meeting, factor, plan or priority must have been flushed. The lead is told by the reminder rules.
    """
    action = Action(
        team_id=request.team.id,
        number=next_reference(request.session, request.team.id, "actions"),
        school_id=school.id,
        school=school,
        plan_id=plan.id if plan else None,
        plan=plan,
        priority_id=priority.id if priority else None,
        priority=priority,
        meeting_id=meeting.id if meeting else None,
        factor_id=factor.id if factor else None,
        side=side,
        text=text,
        success_criteria=success_criteria,
        resources=resources,
        due_on=due_on,
        moves=0,
        raised_by_id=request.person.id,
        raised_at=request.now,
        notes=[],
    )
    set_lead(action, lead)
    request.session.add(action)
    request.session.flush()
    return action


def set_lead(action: Action, lead: Lead) -> None:
    """Let somebody lead an action: a colleague, a contact, or a service or role by its name; nobody else does."""
    person = lead if isinstance(lead, Person) else None
    contact = lead if isinstance(lead, Contact) else None
    action.lead_person_id, action.lead_person = (person.id if person else None), person
    action.lead_contact_id, action.lead_contact = (contact.id if contact else None), contact
    action.lead_service = lead if isinstance(lead, str) else None
