"""What the council's document asks before a school moves into or out of a category, quoted where it is not met."""

from __future__ import annotations

from collections.abc import Sequence

from commands.category.fields import name_of
from commands.command import NO, Option, Question, Request
from policy.categories import Guard
from policy.refused import Refused
from policy.saying import say_day
from storage.categories import Categorisation, CategoryState
from storage.inspections import Inspection, Scale
from storage.meetings import MeetingState, meetings_of_school
from storage.ofsted_calls import known_inspections
from storage.people import Role
from storage.schools import School
from storage.timelines import schools_before

GOOD_OR_BETTER = frozenset({"1", "2"})
GRADED_3_OR_4 = frozenset({"3", "4"})


class Move:
    """A school that is to move from one category, or from none, into another."""

    def __init__(
        self,
        request: Request,
        school: School,
        before: Categorisation | None,
        history: Sequence[Categorisation],
        into: str,
        cited: Sequence[str],
    ) -> None:
        self.request, self.school, self.before, self.history = request, school, before, history
        self.into, self.cited = into, cited

    def check(self, override: str | None) -> str | None:
        """Go through every guard that this move meets; a lead's reason, where one of them was overridden by it.

        Raises Question for what nobody knows but the asker, and to ask a lead for the reason; Refused, with the
        document's words, for everybody else.
        """
        against = [guard for guard in self.request.framework.guards if self._meets(guard) and not self._holds(guard)]
        for guard in against:
            if guard.effect == "warn":
                question = f"{self._quote(guard)} Go on all the same?"
                self.request.confirm(f"warned-{guard.key}", question, "Yes, go on")
        refused = [guard for guard in against if guard.effect == "refuse"]
        if not refused:
            return None
        if Role.LEAD not in self.request.roles:
            raise Refused(f"{self._quote(refused[0])} Nothing was stored. A lead can override this with a reason.")
        if override is None:
            raise Question(
                f"{self._quote(refused[0])} As a lead you can go on, with a reason that stays on record. Why?",
                asks="override",
            )
        return override

    def _meets(self, guard: Guard) -> bool:
        now = self.before.category if self.before else None
        into = self.into in guard.into
        out_of = now in guard.out_of
        if guard.into and guard.out_of:
            return into or out_of
        return into if guard.into else (out_of if guard.out_of else True)

    def _quote(self, guard: Guard) -> str:
        document = self.request.framework.document(guard.document)
        return f"“{guard.clause.rstrip('.')}” ({document.title if document else 'the team'})."

    def _holds(self, guard: Guard) -> bool:
        match guard.test:
            case "at-least-good":
                return self._is_good()
            case "not-below-floor":
                return self._yes("above-floor", f"Is {self.school.name} below the floor standards?", "No, it is not")
            case "after-review-meeting":
                return self._was_reviewed(guard)
            case "removed-by-ofsted":
                return self._released_by_ofsted()
            case "graded-3":
                return self._is_not_graded_3()
            case "more-than-one-criterion":
                return len(self.cited) != 1
            case "enough-criteria":
                return sum(_counts(self.request, number) for number in self.cited) >= guard.at_least
            case "head-and-chair-agree":
                question = f"Do the head teacher and the Chair of Governors of {self.school.name} agree to it?"
                return self._yes(f"agreed-{guard.key}", question, "Yes, they agree")

    def _yes(self, matter: str, question: str, well: str) -> bool:
        """What the asker says; the other answer means that the guard is not met."""
        if f"not-{matter}" in self.request.sure:
            return False
        if matter not in self.request.sure:
            other = "Yes, it is" if well.startswith("No") else "No"
            options = (Option(well, matter), Option(other, f"not-{matter}"), Option("Leave it", NO))
            raise Question(question, asks="sure", options=options)
        return True

    def _inspections(self) -> Sequence[Inspection]:
        before = schools_before(self.request.session, self.request.team.id, self.school)
        urns = [self.school.urn, *(one.urn for one in before)]
        return known_inspections(self.request.session, self.request.team.id, self.school, urns)

    def _latest(self, scale: Scale) -> Inspection | None:
        return next((one for one in self._inspections() if one.scale == scale and one.overall != "9"), None)

    def _is_good(self) -> bool:
        """The most recent judgement where it is on the old scale; else the asker says. Nothing is converted."""
        latest = next(iter(self._inspections()), None)
        if latest is not None and latest.scale == Scale.OLD and latest.overall in {*GOOD_OR_BETTER, *GRADED_3_OR_4}:
            return latest.overall in GOOD_OR_BETTER
        if latest is None:
            known = f"No Ofsted outcome of {self.school.name} is on record."
        else:
            known = f"Ofsted's latest outcome on record, of {say_day(latest.inspected_on)}, is not graded 1 to 4."
        question = f"{known} Was {self.school.name} judged at least good?"
        return self._yes("judged-good", question, "Yes, at least good")

    def _is_not_graded_3(self) -> bool:
        """The latest grade; where a report card came after it, which has none, the asker says. Nothing is converted."""
        graded, card = self._latest(Scale.OLD), self._latest(Scale.NEW)
        if card is not None and (graded is None or card.inspected_on > graded.inspected_on):
            question = (
                f"Ofsted's report card of {say_day(card.inspected_on)} has no grade 3. Is {self.school.name} at risk "
                "of being judged as Requires Improvement?"
            )
            return self._yes("not-graded-3", question, "No, it is not")
        return graded is None or graded.overall not in GRADED_3_OR_4

    def _inspected_since(self) -> Inspection | None:
        """The latest full inspection since the category began; an ungraded one ends and begins nothing."""
        since = self.before.from_on if self.before else None
        found = (one for one in self._inspections() if one.scale != Scale.UNGRADED)
        return next((one for one in found if since is None or one.inspected_on > since), None)

    def _released_by_ofsted(self) -> bool:
        """Whether the latest inspection since the category began names no concern any more."""
        latest = self._inspected_since()
        return latest is not None and not latest.concern

    def _was_reviewed(self, guard: Guard) -> bool:
        """Whether a review meeting was held since the category began; a first entry or Ofsted's outcome needs none."""
        been_there = any(one.category in guard.into and one.state == CategoryState.IN_FORCE for one in self.history)
        if guard.except_first_entry and not been_there:
            return True
        if self.into in guard.except_into_by_ofsted:
            latest = self._inspected_since()
            if latest is not None and latest.concern:
                return True
        since = self.before.from_on if self.before else None
        return any(
            meeting.kind in guard.meeting_kinds
            and meeting.state == MeetingState.HELD
            and (since is None or meeting.starts_at.date() >= since)
            for meeting in meetings_of_school(self.request.session, self.request.team.id, self.school.id)
        )


def _counts(request: Request, number: str) -> bool:
    """Whether a criterion that is cited counts towards enough: some lists alone carry no category (T1-32)."""
    which = number.partition(".")[0]
    return not any(str(one.number) == which and not one.counts for one in request.framework.indicators)


def from_and_to(request: Request, before: Categorisation | None, into: str) -> str:
    """`Category B1 → Category B2`, or the category alone where there was none."""
    to = name_of(request, into)
    return f"{name_of(request, before.category)} → {to}" if before else to
