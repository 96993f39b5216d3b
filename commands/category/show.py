"""`category`: in which category a school is and was; for advisers and leads what is proposed."""

from __future__ import annotations

from commands.category.changes import what_is_asked
from commands.category.contest import contest_lines
from commands.category.fields import (
    THE_SCHOOL,
    criteria_lines,
    may_read_reasons,
    may_see_proposals,
    name_of,
    numbers_of,
    since_line,
)
from commands.category.told import told_lines
from commands.command import EVERYBODY, Command, Request
from notifications.message import Button, Message
from policy.saying import london_day, say_day
from storage.categories import Categorisation, CategoryState, categories_of_school, in_force_on, proposed
from storage.schools import School


def category_shown(request: Request, school: School) -> Message:
    """What is in force with its reasons and what it asks for, what was, and for those who may hear of it what is
    proposed. Readers, clerks and Chairs see only what the school was told.
    """
    today = london_day(request.now)
    history = categories_of_school(request.session, request.team.id, school.id)
    now = in_force_on(history, today)
    lines = list(_in_force(request, school, now)) if now else []
    earlier = [one for one in history if one.state == CategoryState.IN_FORCE and one is not now]
    lines += [f"{since_line(one, request, today)}." for one in earlier]
    buttons = [Button("School card", f"school {school.urn}")]
    if may_see_proposals(request):
        if (proposal := proposed(history)) is not None:
            lines += _proposed(request, proposal)
            buttons += [
                Button("They have been told", f"category told {school.urn}"),
                Button("Withdraw", f"category withdraw {school.urn}"),
            ]
        elif not history and request.framework.categories:
            lines.append(f"To propose one: category propose {school.urn} {request.framework.categories[0].short} ...")
    title = name_of(request, now.category) if now else "no category is on record"
    return Message(f"{school.name}: {title}", tuple(lines), buttons=tuple(buttons))


def _in_force(request: Request, school: School, now: Categorisation) -> tuple[str, ...]:
    chosen = request.framework.category(now.category)
    means = f" “{chosen.means.rstrip('.')}”." if chosen else ""
    against = (f"Against the document, by a lead: {now.override_because}",) if now.override_because else ()
    return (
        f"Since {say_day(now.from_on)}.{means}",
        *_reasons(request, now),
        *against,
        *_later(request, now),
        *what_is_asked(request, school, now),
    )


def _proposed(request: Request, proposal: Categorisation) -> list[str]:
    name = name_of(request, proposal.category)
    return [
        f"Proposed by {proposal.proposed_by.name}: {name} from {say_day(proposal.from_on)}.",
        *_reasons(request, proposal),
        *contest_lines(proposal),
        *told_lines(proposal),
    ]


def _later(request: Request, now: Categorisation) -> tuple[str, ...]:
    """What came after it was in force: its letter, what the school held against it, more time; not for everybody."""
    if not may_see_proposals(request):
        return ()
    lines = list(contest_lines(now))
    if now.letter_sent_on is not None:
        how = f", {now.letter_sent_how}" if now.letter_sent_how else ""
        lines.append(f"Letter to the school: {say_day(now.letter_sent_on)}{how}.")
    elif request.framework.telling.letter and now.in_force_at is not None:
        lines.append("Letter to the school: not sent yet.")
    if now.extended_until is not None:
        lines.append(f"Extended to {say_day(now.extended_until)}: {now.extended_because}")
    return tuple(lines)


def _reasons(request: Request, one: Categorisation) -> tuple[str, ...]:
    """The reasons, for those who may read them; everybody else reads that there is a category."""
    if not may_see_proposals(request):
        return ()
    if not may_read_reasons(request, one):
        return (f"The reasons are restricted: {one.proposed_by.name} and the leads can read them.",)
    chosen = request.framework.category(one.category)
    return (f"Because: {one.because}", *(criteria_lines(request, chosen, numbers_of(one)) if chosen else ()))


COMMAND = Command(
    name="category",
    help="In which category a school is and was, why, and what that asks for.",
    example="category Blackwood",
    fields=(THE_SCHOOL,),
    allowed=EVERYBODY,
    run=category_shown,
    changes=False,
)
