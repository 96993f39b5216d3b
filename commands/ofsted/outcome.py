"""`ofsted outcome` and `ofsted published`: what inspectors found, restricted until Ofsted prints it."""

from __future__ import annotations

from commands.command import ADVISERS, Command, Field, Option, Question, Request
from commands.kinds.past_day import APastDay
from commands.kinds.words import Choice, LongText
from commands.ofsted.fields import THE_SCHOOL, latest_call, may_read_outcome, say_outcome
from commands.ofsted.follow import duties_started, start, task_lines, tasks_as_buttons
from notifications.message import Button, Message
from policy.dates import Reading
from policy.duties import OfstedDuty
from policy.ofsted_outcomes import LEADERSHIP, OLD_GRADES, WEAK, Outcome, read_report_card, wants_the_councils_word
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.ofsted_calls import OfstedCall
from storage.schools import School

_WORDS = {"1": ("outstanding",), "2": ("good",), "3": ("requires improvement", "RI"), "4": ("inadequate",)}
OVERALL = tuple((grade, f"{name.capitalize()} ({grade})", _WORDS[grade]) for grade, name in OLD_GRADES.items())
THE_CONCERNS = (
    ("SM", "Special measures", ("special measures",)),
    ("SWK", "Serious weaknesses", ("serious weaknesses",)),
)
COUNTS = (*((grade, OLD_GRADES[grade].capitalize(), ()) for grade in ("3", "4")), ("nothing", "Neither", ()))


class ReportCard(LongText):
    """The grades of the areas."""

    most = 2_000


class LeadershipGrade(Choice):
    """`leadership requires improvement`: the grade after the word leadership."""

    def __init__(self) -> None:
        super().__init__(lambda request: OVERALL, "grade")


def ofsted_outcome(
    request: Request,
    school: School,
    leadership: str | None,
    concern: str | None,
    overall: str | None,
    areas: str | None,
    counts: str | None,
    leads: str | None,
) -> Message:
    """Record what Ofsted found; it is restricted until it is published. What the documents start then is said at once.

    Nothing is converted between Ofsted's scales: of a weak grade on a report card the council says itself what it takes
    it for. Raises Refused where Ofsted has not called. Source: T1-52, W2-05, W2-23, W2-43, W2-45, H4-13, H4-14, V3-12.
    """
    call = latest_call(request, school)
    if london_day(request.now) < call.first_on:
        raise Refused(f"Inspectors come to {school.name} {say_day(call.first_on)}; there is no outcome before that.")
    if not any((leadership, concern, overall, areas)):
        raise Refused(
            f"What did Ofsted find? For example: ofsted outcome {school.urn} special measures, or after a colon the "
            "report card: leadership needs attention, inclusion expected, safeguarding met"
        )
    card = read_report_card(areas) if areas is not None else None
    outcome = Outcome(overall, leadership, concern, card)
    outcome = _with_the_councils_word(request, outcome, counts, leads)
    call.outcome_at = request.now
    call.overall, call.leadership, call.concern, call.outcomes = overall, leadership, concern, card
    call.counts_as, call.leadership_counts = outcome.counts_as, outcome.leadership_counts
    duties = duties_started(request, call, outcome)
    start(request, call, duties)
    request.session.flush()
    nothing = "The council's documents start nothing for it."
    return Message(
        f"Ofsted at {school.name}: {say_outcome(call)}",
        (
            "Provisional and restricted: until it is published leads, the attached adviser and you read it.",
            *(task_lines(call) or (nothing,)),
        ),
        buttons=(*_steps(request, call, duties), *tasks_as_buttons(call), Button("It is published", _published(call))),
    )


def _published(call: OfstedCall) -> str:
    return f"ofsted published {call.school.urn}"


def _steps(request: Request, call: OfstedCall, duties: list[OfstedDuty]) -> tuple[Button, ...]:
    """A category that the documents give to such a school, and a meeting that they ask for."""
    buttons = []
    for duty in duties:
        if duty.category is not None and (category := request.framework.category(duty.category)) is not None:
            says = f"category propose {call.school.urn} {category.short}"
            buttons.append(Button(f"Propose {category.short}", says))
        if duty.meeting_kind is not None:
            kind = request.framework.meeting_kind(duty.meeting_kind)
            buttons.append(Button(f"Book {kind.short}", f"meeting book {call.school.urn} {kind.says[0]}"))
    return tuple(dict.fromkeys(buttons))


def _with_the_councils_word(request: Request, outcome: Outcome, counts: str | None, leads: str | None) -> Outcome:
    """The outcome with what the council takes a weak report card for. Raises Question until it has said so."""
    if not wants_the_councils_word(outcome) or outcome.areas is None:
        return outcome
    if counts is None:
        raise Question(
            "The council's documents speak of grades from 1 to 4; a report card has none, and nothing is converted. "
            "Does the council take this one for one of them?",
            asks="counts",
            options=tuple(Option(label, key) for key, label, _ in COUNTS),
        )
    about_leadership = any("leadership" in when for duty in request.framework.after_ofsted for when in duty.when)
    if leads is None and about_leadership and outcome.areas.get(LEADERSHIP) in WEAK:
        raise Question(
            f"Leadership and governance: {outcome.areas[LEADERSHIP]}. Is that “requires improvement or worse” as the "
            "council's documents mean it?",
            asks="leads",
            options=(Option("Yes", "yes"), Option("No", "no")),
        )
    counts_as = counts if counts in OLD_GRADES else None
    return Outcome(
        outcome.overall, outcome.leadership, outcome.concern, outcome.areas, counts_as, leadership_counts=leads == "yes"
    )


def ofsted_published(request: Request, school: School, on: Reading | None) -> Message:
    """Ofsted has published the outcome, today when no day is said: everybody in the team may read it."""
    call = latest_call(request, school)
    if call.outcome_at is None or not may_read_outcome(request, call):
        raise Refused(f"No outcome of {school.name} is on record that could be published.")
    if call.published_on is not None:
        raise Refused(f"It was published {say_day(call.published_on)}.")
    call.published_on = on.value if on is not None else london_day(request.now)
    request.session.flush()
    return Message(
        f"Ofsted at {school.name}: published",
        (f"{say_day(call.published_on)}: {say_outcome(call)}. Everybody in the team can read it.",),
        buttons=(Button("Show it", f"ofsted {school.urn}"),),
    )


_OPTIONS = Choice(lambda request: (("yes", "Yes", ()), ("no", "No", ())), "answer")
OUTCOME = Command(
    name="ofsted outcome",
    help="Record what Ofsted found; restricted until it is published.",
    example="ofsted outcome Old Hall: leadership needs attention, inclusion expected, safeguarding met",
    fields=(
        Field("areas", "The report card, area by area?", ReportCard(), required=False, after_colon=True),
        Field("leadership", "Leadership, on the old scale?", LeadershipGrade(), required=False, opening="leadership"),
        THE_SCHOOL,
        Field("concern", "A category of concern?", Choice(lambda request: THE_CONCERNS, "concern"), required=False),
        Field("overall", "Overall, on the old scale?", Choice(lambda request: OVERALL, "grade"), required=False),
        Field(
            "counts", "What does the council take it for?", Choice(lambda request: COUNTS, "grade"), False, later=True
        ),
        Field("leads", "Does leadership require improvement?", _OPTIONS, required=False, later=True),
    ),
    allowed=ADVISERS,
    run=ofsted_outcome,
)
PUBLISHED = Command(
    name="ofsted published",
    help="Say that Ofsted has published the outcome.",
    example="ofsted published Old Hall on 3 November",
    fields=(
        THE_SCHOOL,
        Field("on", "When?", APastDay(), required=False, opening="on", help="3 November; none: today"),
    ),
    allowed=ADVISERS,
    run=ofsted_published,
)
COMMANDS = (OUTCOME, PUBLISHED)
