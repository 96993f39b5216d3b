"""`category in force`: the school was told, and the category holds from its day on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from commands.category.changes import what_is_asked
from commands.category.fields import LEADS, THE_SCHOOL, criteria_lines, name_of, numbers_of, the_proposal
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
    history = categories_of_school(request.session, request.team.id, school.id)
    before = in_force_on(history, proposal.from_on)
    ended = _make_room(request, history, before, proposal)
    proposal.state, proposal.in_force_at = CategoryState.IN_FORCE, request.now
    request.session.flush()
    letter = _letter(request, proposal, school) if request.framework.telling.letter else None
    return Message(
        f"{school.name}: {from_and_to(request, before, proposal.category)}, in force",
        (
            f"From {say_day(proposal.from_on)}. {' '.join(told_lines(proposal))}",
            *ended,
            *what_is_asked(request, school, proposal, before),
            *(("The letter to the school is attached; read it before it goes.",) if letter else ()),
        ),
        buttons=(
            *((Button("Letter sent", f"category sent {school.urn}"),) if letter else ()),
            Button("Show it", f"category {school.urn}"),
            Button("How it stands", f"board {school.urn}"),
        ),
        attachment=letter,
    )


def _make_room(
    request: Request, history: Sequence[Categorisation], before: Categorisation | None, new: Categorisation
) -> tuple[str, ...]:
    """End what was in force on the day before the new one; let the new one end where a later one has begun. In words.

    One that began on the very same day is replaced: it stays on record as withdrawn.
    """
    lines = []
    if before is not None and before.from_on == new.from_on:
        before.state = CategoryState.WITHDRAWN
        lines.append(f"It takes the place of {name_of(request, before.category)}, which had the same first day.")
    elif before is not None:
        before.until_on = new.from_on - timedelta(days=1)
        lines.append(f"{name_of(request, before.category)} ends {say_day(before.until_on)}.")
    later = [one for one in history if one.state == CategoryState.IN_FORCE and one.from_on > new.from_on]
    if later:
        new.until_on = later[-1].from_on - timedelta(days=1)
        what = name_of(request, later[-1].category)
        lines.append(f"It ends {say_day(new.until_on)}, as {what} begins {say_day(later[-1].from_on)}.")
    return tuple(lines)


def _letter(request: Request, proposal: Categorisation, school: School) -> Attachment:
    """The letter that confirms the category, in the council's own words."""
    chosen = request.framework.category(proposal.category)
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
        *(criteria_lines(request, chosen, numbers_of(proposal)) if chosen else ()),
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
