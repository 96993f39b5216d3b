"""What people say about visits."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from policy.saying import say_moment
from tests.bot.never_lost.due import AMINA, CARYS, LEO, SAM, SCHOOLS
from tests.bot.never_lost.london import MINUTE, as_typed, first_open
from tests.bot.never_lost.talk import Talk, asks, called, change_in, hours
from tests.bot.never_lost.visits import VisitAsSaid

OWES = {"support": True, "call": True, "core": True, "headship": False, "attempted": False}
"""What people call the kinds of visits, and whether a note is owed for them."""
VERBS_OF_VISITS = {
    "made": ("send", "send", "sent", "note", "snooze", "change", "give", "excuse", "cancel", "undo", "made"),
    "planned": ("made", "made", "made", "change", "give", "cancel", "snooze", "snooze", "undo", "undo", "send"),
    "cancelled": ("undo", "undo", "undo", "send", "change", "give", "snooze"),
    "attempted": ("undo", "undo", "undo", "send", "change", "give", "snooze"),
}
"""What is said of a visit as it stands; the last is refused."""


class TalkOfVisits(Talk):
    """Each verb is said by somebody of a visit that there is, but for the first."""

    def a_visit(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from((AMINA, AMINA, AMINA, SAM, LEO)), label="who")
        school = data.draw(st.sampled_from(SCHOOLS), label="school")
        kind = data.draw(st.sampled_from(("support", "support", "support", "call", "core", "headship", "attempted")))
        start = self.in_days(data.draw(st.integers(-4, 4), label="days"), data.draw(hours))
        minutes = data.draw(st.sampled_from((20, 45, 120)))
        command = "visit plan" if start > self.now else "visit"
        answer = self.says_and_agrees(who, f"/{command} {school} {kind} {minutes}m {as_typed(start)}: all is well")
        state = "planned" if ": planned, " in answer.message.title else "attempted" if kind == "attempted" else "made"
        new = VisitAsSaid(
            ref=answer.message.title.split(":")[0],
            school=school,
            adviser=who,
            state=state,
            owes=OWES[kind],
            attempt=kind == "attempted",
            started=start,
            ended=start + minutes * MINUTE,
            known=self.now,
            logged=self.now,
        )
        self.became(who, answer, (None, new))

    def visit_note(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        self.changed(who, self.says(who, f"/visit note {visit.ref}: as at {self.now}"), visit)

    def visit_send(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        answer = self.says(who, f"/visit send {visit.ref}")
        if asks(answer):
            answer = self.says(who, data.draw(st.sampled_from(("yes", "yes", "yes", "no"))))
        self.changed(who, answer, visit, sent=self.now, mailed=True, failed=None)

    def visit_sent(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        ago = data.draw(st.sampled_from((0, 0, 25, 60 * 24)))
        gone = self.now - ago * MINUTE
        answer = self.says(who, f"/visit sent {visit.ref}{f' {as_typed(gone)}' if ago else ''} by hand")
        self.changed(who, answer, visit, sent=gone, mailed=False, failed=None)

    def visit_made(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        answer = self.says_and_agrees(who, f"/visit made {visit.ref}")
        state = "attempted" if visit.attempt else "made"
        self.changed(who, answer, visit, state=state, known=self.now, snoozed=None)

    def visit_change(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        days = data.draw(st.integers(0, 4)) * (1 if visit.state == "planned" else -1)
        minutes = data.draw(st.sampled_from((20, 120)))
        start = self.in_days(days, data.draw(hours))
        answer = self.says_and_agrees(who, f"/visit change {visit.ref} {minutes}m {as_typed(start)}")
        self.changed(who, answer, visit, started=start, ended=start + minutes * MINUTE, snoozed=None)

    def visit_longer(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        minutes = data.draw(st.sampled_from((30, 60, 90)))
        answer = self.says_and_agrees(who, f"/visit change {visit.ref} {minutes}m")
        self.changed(who, answer, visit, ended=visit.started + minutes * MINUTE, snoozed=None)

    def visit_cancel(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        answer = self.says(who, f"/visit cancel {visit.ref} because the school is closed")
        self.changed(who, answer, visit, state="cancelled")

    def visit_excuse(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        self.changed(LEO, self.says(LEO, f"/visit excuse {visit.ref} off sick"), visit, excused=True)

    def visit_give(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        to = data.draw(st.sampled_from((AMINA, SAM, LEO, CARYS)))
        self.changed(who, self.says(who, f"/visit give {visit.ref} {called(to)}"), visit, adviser=to)

    def visit_snooze(self, who: str, visit: VisitAsSaid, data: st.DataObject) -> None:
        self.visit_snoozed(who, visit, self.in_days(data.draw(st.integers(0, 4)), data.draw(hours)))

    def visit_snoozed(self, who: str, visit: VisitAsSaid, wanted: datetime) -> None:
        until, call = first_open(wanted), visit.firm_call
        if call is not None and self.now < call < until:
            until = call
        answer = self.says(who, f"/snooze {visit.ref} {as_typed(wanted)}")
        if change_in(answer) is not None:
            assert answer.message.title == f"{visit.ref}: no reminder before {say_moment(until)}"
        self.changed(who, answer, visit, snoozed=until)
