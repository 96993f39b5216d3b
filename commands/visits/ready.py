"""`visit ready` and `visit review`: what a planned visit or a review needs before it."""

from __future__ import annotations

from commands.command import ADVISERS, NO, Command, Field, Option, Question, Request
from commands.kinds.a_person import APerson
from commands.kinds.past_day import APastDay
from commands.kinds.words import Choice
from commands.visits.fields import THE_REASON, THE_VISIT, kind_of
from commands.visits.rights import check_it_is_theirs, check_it_stands
from commands.visits.saying import what_and_when
from notifications.message import Button, Message
from notifications.visit_missing import missing_before, review_of
from policy.dates import Reading
from policy.refused import Refused
from policy.reviews import ReviewKind
from policy.saying import london_day, say_day
from storage.people import Person
from storage.visits import Visit, VisitState

PAPERS = (
    ("agenda", "The agenda is shared", ("agenda",)),
    ("timetable", "The timetable has come", ("timetable",)),
    ("schedule", "The provisional schedule has gone", ("schedule", "provisional schedule")),
)
ANNOUNCED = (("unannounced", "Unannounced", ("unannounced",)), ("announced", "Announced", ("announced",)))


def _reviews(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((one.key, one.name, one.says) for one in request.framework.review_kinds)


def paper_ready(request: Request, visit: Visit, paper: str, on: Reading | None) -> Message:
    """Agenda shared, timetable received, schedule sent: today when no day is said. Source: V3-21, W0-32."""
    check_it_is_theirs(request, visit)
    check_it_stands(visit)
    if visit.state != VisitState.PLANNED:
        raise Refused(f"{visit.ref} is {visit.state}; papers go before a visit.")
    day = on.value if on is not None else london_day(request.now)
    setattr(visit, f"{paper}_on", day)
    request.session.flush()
    said = next(label for key, label, _ in PAPERS if key == paper)
    left = missing_before(visit, request.facts)
    return Message(
        f"{visit.ref}: {said.lower()}, {visit.school.name}",
        (f"{say_day(day)}.", *(words for words, _ in left)),
        buttons=(*(button for _, button in left), Button("Show it", f"visit show {visit.ref}")),
    )


def visit_is_a_review(
    request: Request,
    visit: Visit,
    who: Person | None,
    review: str | None,
    announced: str | None,
    because: str | None,
) -> Message:
    """Say which of the council's reviews a planned visit is, who goes too, and whether it is announced.

    Raises Refused where the kind of visit is no review, where the documents ask for more reviewers, and for an
    unannounced one where they print none. Source: W0-31, V3-22, H4-22, T1-60, T1-61.
    """
    check_it_is_theirs(request, visit)
    check_it_stands(visit)
    chosen = _chosen(request, visit, review)
    if who is not None and who.id == visit.adviser_id:
        raise Refused(f"{who.name} leads {visit.ref}. Who goes with them?")
    if who is not None:
        visit.companion_id, visit.companion = who.id, who
    if chosen.reviewers > 1 and visit.companion_id is None:
        clause = f"“{chosen.reviewers_clause}”. " if chosen.reviewers_clause else ""
        raise Question(f"{clause}Who goes with {visit.adviser.name}?", asks="who")
    if announced == "unannounced" and not chosen.unannounced:
        raise Refused(f"The council's documents print no unannounced {chosen.name}.")
    visit.review_kind = chosen.key
    visit.unannounced = announced == "unannounced"
    visit.review_because = because or visit.review_because
    request.session.flush()
    left = missing_before(visit, request.facts)
    return Message(
        f"{visit.ref}: {chosen.name}, {visit.school.name}",
        (*review_lines(request, visit, chosen), *(words for words, _ in left)),
        buttons=(*(button for _, button in left), Button("Show it", f"visit show {visit.ref}")),
    )


def _chosen(request: Request, visit: Visit, review: str | None) -> ReviewKind:
    kinds = [one for one in request.framework.review_kinds if one.visit_kind == visit.kind]
    if not kinds:
        name = kind_of(request, visit.kind).name
        raise Refused(f"{visit.ref} is a {name}, which is no review. To change that: visit change {visit.ref}")
    if review is None:
        known = review_of(visit, request.framework)
        if known is not None:
            return known
        options = (*(Option(one.name, one.key) for one in kinds), Option("Leave it", NO))
        raise Question(f"Which review is {visit.ref}?", asks="review", options=options)
    chosen = next((one for one in kinds if one.key == review), None)
    if chosen is None:
        raise Refused(f"{visit.ref} can be: {', '.join(one.name for one in kinds)}.")
    return chosen


def review_lines(request: Request, visit: Visit, review: ReviewKind) -> tuple[str, ...]:
    """What the documents print of such a review: its length, reviewers, cost, what is looked at."""
    days = " or ".join(str(days) for days in review.days)
    how = "unannounced" if visit.unannounced else "announced"
    lines = [
        f"{what_and_when(visit, request)}; {how}.",
        f"{days} day{'s' if review.days[-1] > 1 else ''}, led by {visit.adviser.name}.",
    ]
    if visit.review_because:
        lines.append(f"Because: {visit.review_because}")
    if review.cost:
        lines.append(f"Cost: {review.cost}.")
    if review.activities:
        lines.append(f"It may hold: {'; '.join(review.activities)}.")
    lines.append(f"It ends in a {kind_of(request, visit.kind).note_name}.")
    return tuple(lines)


READY = Command(
    name="visit ready",
    help="Before a visit: the agenda is shared; before a review: the timetable came, the schedule went.",
    example="visit ready V12 agenda",
    fields=(
        THE_VISIT,
        Field("on", "When?", APastDay(), required=False, opening="on", help="3 November; none: today"),
        Field("paper", "What is ready?", Choice(lambda request: PAPERS, "paper")),
    ),
    allowed=ADVISERS,
    run=paper_ready,
)
REVIEW = Command(
    name="visit review",
    help="Say which of the council's reviews a visit is, who goes too, and whether it is announced.",
    example="visit review V12 with @sam because attainment fell",
    fields=(
        THE_VISIT,
        Field("because", "Why is it held?", THE_REASON.kind, required=False, opening="because"),
        Field("who", "Who goes too?", APerson("who"), required=False, help="@sam"),
        Field("announced", "Announced?", Choice(lambda request: ANNOUNCED, "answer"), required=False),
        Field("review", "Which review?", Choice(_reviews, "kind of review"), required=False),
    ),
    allowed=ADVISERS,
    run=visit_is_a_review,
)
COMMANDS = (READY, REVIEW)
