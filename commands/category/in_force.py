"""`category in force`: the school was told, and the category holds from its day on."""

from __future__ import annotations

from datetime import timedelta

from commands.category.changes import what_is_asked
from commands.category.fields import LEADS, THE_SCHOOL, category_in, name_of, the_proposal
from commands.category.guards import from_and_to
from commands.category.told import told_lines
from commands.command import Command, Request
from notifications.message import Attachment, Button, Message
from policy.saying import say_day
from storage.categories import Categorisation, CategoryState, categories_of_school, in_force_on
from storage.schools import School


def category_in_force(request: Request, school: School) -> Message:
    """Let the proposed category begin on its day; the one before ends the day before.

    Raises Refused where nothing is proposed, Question where somebody was not told. Source: V3-04, H4-21.
    """
    proposal = the_proposal(request, school)
    name = name_of(request, proposal.category)
    if not proposal.is_told:
        told = " ".join(told_lines(proposal))
        question = f"{told} {name} would then be read by the whole team. Is it in force all the same?"
        request.confirm("not-told", question, "Yes, in force")
    before = in_force_on(categories_of_school(request.session, request.team.id, school.id), proposal.from_on)
    if before is not None:
        before.until_on = proposal.from_on - timedelta(days=1)
        if before.until_on < before.from_on:
            before.state = CategoryState.WITHDRAWN
    proposal.state, proposal.in_force_at = CategoryState.IN_FORCE, request.now
    request.session.flush()
    ended = (
        (f"{name_of(request, before.category)} ends {say_day(before.until_on)}.",) if before and before.until_on else ()
    )
    letter = _letter(request, proposal, school) if request.framework.telling.letter else None
    return Message(
        f"{school.name}: {from_and_to(request, before, proposal.category)}, in force",
        (
            f"From {say_day(proposal.from_on)}. {' '.join(told_lines(proposal))}",
            *ended,
            *what_is_asked(request, school, proposal),
            *(("The letter to the school is attached; read it before it goes.",) if letter else ()),
        ),
        buttons=(Button("Show it", f"category {school.urn}"), Button("School card", f"school {school.urn}")),
        attachment=letter,
    )


def _letter(request: Request, proposal: Categorisation, school: School) -> Attachment:
    """The letter that confirms the category, in the council's own words."""
    chosen = category_in(request, proposal.category)
    document = request.framework.document(request.framework.telling.document)
    lines = [
        request.framework.council,
        "",
        f"{school.name}: {name_of(request, proposal.category)}",
        "",
        "To the head teacher and the Chair of Governors",
        "",
        f"From {say_day(proposal.from_on)} the school is in {name_of(request, proposal.category)}:",
        f"“{chosen.means}”" if chosen else "",
        "",
        f"The reasons: {proposal.because}",
        "",
        f"{document.title}, {document.published}." if document else "",
    ]
    return Attachment(f"{school.urn} {name_of(request, proposal.category)}.txt", "\n".join(lines))


COMMAND = Command(
    name="category in force",
    help="Let a proposed category begin, once head teacher and Chair of Governors were told.",
    example="category in force Blackwood",
    fields=(THE_SCHOOL,),
    allowed=LEADS,
    run=category_in_force,
)
