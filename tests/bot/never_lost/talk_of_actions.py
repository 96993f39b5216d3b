"""What people say about actions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from hypothesis import strategies as st

from policy.saying import say_moment
from tests.bot.never_lost.actions import OFF_THE_CHAT, ActionAsSaid, Given, Moved
from tests.bot.never_lost.due import AMINA, CARYS, LEO, SAM, SCHOOLS
from tests.bot.never_lost.london import DAY, as_typed, day_of, first_open
from tests.bot.never_lost.talk import Talk, called, change_in, hours

ACTION_LEADS = (AMINA, AMINA, SAM, LEO, CARYS, *OFF_THE_CHAT)
VERBS_OF_ACTIONS = {
    True: ("done", "drop", "move", "move", "give", "give", "snooze", "snooze", "progress", "undo", "undo", "reopen"),
    False: ("reopen", "reopen", "undo", "snooze", "move"),
}
"""What is said of an action while it is open, and once it is closed; the last is refused."""


class TalkOfActions(Talk):
    """Each verb is said by somebody of an action that there is, but for the first."""

    def an_action(self, data: st.DataObject) -> None:
        who = data.draw(st.sampled_from((AMINA, AMINA, SAM, LEO)), label="who")
        school = data.draw(st.sampled_from(SCHOOLS), label="school")
        lead = data.draw(st.sampled_from(ACTION_LEADS), label="lead")
        due = day_of(self.now) + data.draw(st.sampled_from((0, 1, 1, 2, 3, 5, 9)), label="days") * DAY
        words = f"Look at books number {len(self.lines)}"
        answer = self.says_and_agrees(who, f'/action {school} "{words}" {_as_lead(lead)} by {due:%d %B %Y}')
        ref = answer.message.title.split(":")[0]
        self.became(who, answer, (None, ActionAsSaid(ref, school, lead, self.now, who, due)))

    def action_done(self, who: str, action: ActionAsSaid, data: st.DataObject) -> None:
        self.changed(who, self.says(who, f"/action done {action.ref} report seen"), action, open=False)

    def action_drop(self, who: str, action: ActionAsSaid, data: st.DataObject) -> None:
        answer = self.says(who, f"/action drop {action.ref} because the teacher has left")
        self.changed(who, answer, action, open=False)

    def action_reopen(self, who: str, action: ActionAsSaid, data: st.DataObject) -> None:
        answer = self.says(who, f"/action reopen {action.ref} because the sample did not agree")
        self.changed(who, answer, action, open=True, snoozed=None)

    def action_progress(self, who: str, action: ActionAsSaid, data: st.DataObject) -> None:
        self.changed(who, self.says(who, f"/action progress {action.ref} amber two of three held"), action)

    def action_move(self, who: str, action: ActionAsSaid, data: st.DataObject) -> None:
        to = day_of(self.now) + data.draw(st.sampled_from((0, 1, 2, 4, 8))) * DAY
        answer = self.says_and_agrees(who, f"/action move {action.ref} to {to:%d %B %Y} because somebody is ill")
        moved = (*action.moved, Moved(self.now, to))
        self.changed(who, answer, action, due=to, moved=moved, snoozed=None)

    def action_give(self, who: str, action: ActionAsSaid, data: st.DataObject) -> None:
        lead = data.draw(st.sampled_from(ACTION_LEADS), label="lead")
        answer = self.says(who, f"/action give {action.ref} {_as_lead(lead)}")
        self.changed(who, answer, action, lead=lead, given=(*action.given, Given(self.now, who)))

    def action_snooze(self, who: str, action: ActionAsSaid, data: st.DataObject) -> None:
        self.action_snoozed(who, action, self.in_days(data.draw(st.integers(0, 4)), data.draw(hours)))

    def action_snoozed(self, who: str, action: ActionAsSaid, wanted: datetime) -> None:
        until = first_open(wanted)
        if self.now < action.last_morning < until:
            until = action.last_morning
        answer = self.says(who, f"/snooze {action.ref} {as_typed(wanted)}")
        if change_in(answer) is not None:
            assert answer.message.title == f"{action.ref}: no reminder before {say_moment(until)}"
        self.became(who, answer, (action, replace(action, snoozed=until)))


def _as_lead(lead: str) -> str:
    return lead if lead in OFF_THE_CHAT else called(lead)
