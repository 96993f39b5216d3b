"""What people say about meetings."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from policy.saying import say_moment
from tests.bot.never_lost.due import AMINA, CARYS, LEO, SAM, SCHOOLS
from tests.bot.never_lost.london import MINUTE, as_typed, first_open
from tests.bot.never_lost.meetings import MeetingAsSaid
from tests.bot.never_lost.talk import Talk, called, change_in, hours

LASTS = {"tas": 120, "irm": 90}
"""The minutes that a kind of meeting usually takes."""
VERBS_OF_MEETINGS = {
    "booked": ("agenda",) * 3
    + ("attend", "attend", "move", "cancel", "chair", "snooze", "snooze", "undo", "undo", "minutes"),
    "held": ("minutes", "snooze", "snooze", "chair", "undo", "move"),
    "cancelled": ("undo", "undo", "snooze"),
}
"""What is said of a meeting as it stands; the last is refused."""


class TalkOfMeetings(Talk):
    """Each verb is said by somebody of a meeting that there is, but for the first."""

    def a_meeting(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from((CARYS, CARYS, AMINA, LEO)), label="who")
        school = data.draw(st.sampled_from(SCHOOLS), label="school")
        kind = data.draw(st.sampled_from(("tas", "tas", "irm")), label="kind")
        start = self.in_days(data.draw(st.sampled_from((-6, -1, 1, 2, 8, 8, 15)), label="days"), data.draw(hours))
        answer = self.says_and_agrees(who, f"/meeting book {school} {kind} {as_typed(start)}")
        new = MeetingAsSaid(
            ref=answer.message.title.split(":")[0],
            school=school,
            kind=kind,
            chair=CARYS,
            booker=who,
            starts=start,
            ends=start + LASTS[kind] * MINUTE,
            booked=self.now,
        )
        self.became(who, answer, (None, new))

    def meeting_agenda(self, who: str, meeting: MeetingAsSaid, data: st.DataObject) -> None:
        self.changed(who, self.says(who, f"/meeting agenda {meeting.ref} sent"), meeting, agenda=True)

    def meeting_attend(self, who: str, meeting: MeetingAsSaid, data: st.DataObject) -> None:
        self.changed(who, self.says_and_agrees(who, f"/meeting attend {meeting.ref} all"), meeting, state="held")

    def meeting_minutes(self, who: str, meeting: MeetingAsSaid, data: st.DataObject) -> None:
        self.changed(who, self.says(who, f"/meeting minutes {meeting.ref} sent"), meeting, minutes=True)

    def meeting_cancel(self, who: str, meeting: MeetingAsSaid, data: st.DataObject) -> None:
        answer = self.says(who, f"/meeting cancel {meeting.ref} because the head teacher is ill")
        self.changed(who, answer, meeting, state="cancelled")

    def meeting_chair(self, who: str, meeting: MeetingAsSaid, data: st.DataObject) -> None:
        chair = data.draw(st.sampled_from((SAM, LEO, CARYS)), label="chair")
        self.changed(who, self.says(who, f"/meeting chair {meeting.ref} {called(chair)}"), meeting, chair=chair)

    def meeting_move(self, who: str, meeting: MeetingAsSaid, data: st.DataObject) -> None:
        start = self.in_days(data.draw(st.sampled_from((1, 2, 7, 14)), label="days"), data.draw(hours))
        line = f"/meeting move {meeting.ref} to {as_typed(start)} because no governor could come"
        ends = start + (meeting.ends - meeting.starts)
        new = {"starts": start, "ends": ends, "moved": self.now, "agenda": False, "snoozed": None}
        self.changed(who, self.says_and_agrees(who, line), meeting, **new)

    def meeting_snooze(self, who: str, meeting: MeetingAsSaid, data: st.DataObject) -> None:
        days = data.draw(st.sampled_from((0, 0, 1, 2, 7)), label="days")
        self.meeting_snoozed(who, meeting, self.in_days(days, data.draw(hours)))

    def meeting_snoozed(self, who: str, meeting: MeetingAsSaid, wanted: datetime) -> None:
        until = first_open(wanted)
        answer = self.says(who, f"/snooze {meeting.ref} {as_typed(wanted)}")
        if change_in(answer) is not None:
            assert answer.message.title == f"{meeting.ref}: no reminder before {say_moment(until)}"
        self.changed(who, answer, meeting, snoozed=until)
