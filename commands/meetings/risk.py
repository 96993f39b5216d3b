"""`meeting risk`: the School Risk Assessment, as the members say it at the table."""

from __future__ import annotations

from commands.command import Command, Done, Field, FollowUp, Option, Request
from commands.kinds.words import Text
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also
from commands.meetings.marks import marks_of, risk_lines, risk_question, store_marks
from commands.meetings.rights import check_it_has_begun
from commands.meetings.saying import next_steps, title
from commands.meetings.seats import table_of
from notifications.message import FieldKind, Message
from policy.risk_marks import EXAMPLE, Mark, read_marks
from storage.meetings import Meeting, Risk


class SomeMarks(Text):
    """`HT low, CoG medium, SIA 60`, or the meeting's one answer; no free words, so that a command is heard as one."""

    form_kind = FieldKind.LENGTH
    most = 1_000

    def read(self, text: str, request: Request) -> tuple[Mark, ...]:  # type: ignore[override]
        """The marks. Raises Refused for one that is none, such as 101."""
        return read_marks(super().read(text, request))


def meeting_risk(request: Request, meeting: Meeting, marks: tuple[Mark, ...], words: str | None) -> Done:
    """Write down the risk; asks for the meeting's own answer where the form has exactly one. Source: V3-44, W0-61."""
    question = risk_question(request, meeting)
    check_it_has_begun(request, meeting)
    store_marks(meeting, marks_of(request, meeting, marks, table_of(request, meeting)))
    meeting.risk_words = words or meeting.risk_words
    request.session.flush()
    message = Message(title(meeting, request), risk_lines(request, meeting), buttons=next_steps(meeting, request))
    if question.answers == "marks" or meeting.risk is not None:
        return Done(message)
    options = tuple(Option(str(risk), str(risk)) for risk in Risk)
    return Done(message, FollowUp("meeting risk", {"meeting": meeting.ref}, "marks", "The meeting's answer?", options))


COMMAND = Command(
    name="meeting risk",
    help="Write down the risk that the members see, or the meeting's answer: HIGH, MEDIUM or LOW.",
    example="meeting risk M3 HT low, CoG medium, SIA 60",
    fields=(
        THE_MEETING,
        Field("marks", "Who says what?", SomeMarks(), help=f"{EXAMPLE}; or HIGH"),
        Field("words", "And in words?", Text(), required=False, after_colon=True),
    ),
    allowed=MEETING_PEOPLE,
    run=meeting_risk,
    says=also("risk"),
)
