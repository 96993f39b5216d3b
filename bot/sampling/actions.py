"""Made-up actions and how they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.sampling.ground import Ground, Row
from bot.sampling.words import ACTIONS, CRITERIA, PROGRESS
from storage.actions import Action, ActionNote, ActionNoteKind, ActionState, Rag, Side
from storage.schools import School


class SampleActions:
    """Actions that meetings agreed, and a few at any school; most of the old ones are done."""

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def store(
        self, priorities: Mapping[int, list[tuple[int, int]]], factors: Mapping[int, list[tuple[int, int, date]]]
    ) -> int:
        """Store actions, given for each school its (plan, priority) and its (meeting, factor, day); how many."""
        plain = [(school, None) for school in self._on.stock.schools for _ in range(self._on.dice.choice((0, 0, 1, 2)))]
        agreed = [(school, factor) for school in self._on.stock.supported for factor in factors.get(school.id, ())]
        rows = [self._action(school, factor, priorities.get(school.id, [])) for school, factor in (*plain, *agreed)]
        rows.sort(key=lambda row: (row["raised_at"], row["school_id"], row["text"]))
        for number, row in enumerate(rows, start=1):
            row["number"] = number
        ids = self._on.ids(Action, rows)
        self._on.add(ActionNote, [note for row, one in zip(rows, ids, strict=True) for note in self._story(row, one)])
        return len(rows)

    def _action(
        self, school: School, factor: tuple[int, int, date] | None, priorities: Sequence[tuple[int, int]]
    ) -> Row:
        dice = self._on.dice
        past = [day for day in self._on.days if day < self._on.today]
        raised = factor[2] if factor else dice.choice(past)
        due = min(
            (day for day in self._on.days if day >= raised + timedelta(days=dice.randrange(14, 90))), default=raised
        )
        weeks_over = (self._on.today - due).days / 7
        done_of_all = 0.2 if weeks_over < 0 else min(0.6 + weeks_over / 10, 0.995)
        state = ActionState.DONE if dice.random() < done_of_all else ActionState.OPEN
        done_on = min(self._on.today - timedelta(days=1), due + timedelta(days=dice.randrange(-9, 6)))
        plan_id, priority_id = dice.choice(priorities) if priorities else (None, None)
        adviser = self._on.stock.advisers[school.id]
        head = self._on.stock.head_of(school.id)
        lead = dice.choice(
            (
                (adviser.id, None, None),
                (None, head, None),
                (None, head, None),
                (None, None, dice.choice((*self._on.facts.framework.services[:6], "SENCo"))),
            )
        )
        return self._on.of_school(0, school) | {
            "plan_id": plan_id,
            "priority_id": priority_id,
            "meeting_id": factor[0] if factor else None,
            "factor_id": factor[1] if factor else None,
            "side": dice.choice(tuple(Side)),
            "text": dice.choice(ACTIONS),
            "success_criteria": dice.choice(CRITERIA),
            "lead_person_id": lead[0],
            "lead_contact_id": lead[1],
            "lead_service": lead[2],
            "due_on": due,
            "state": state,
            "rag": dice.choice((None, *Rag)) if state == ActionState.OPEN else Rag.GREEN,
            "evidence": "Seen on the visit." if state == ActionState.DONE else None,
            "done_at": self._on.moment(max(done_on, raised), 15) if state == ActionState.DONE else None,
            "moves": 0,
            "raised_by_id": adviser.id,
            "raised_at": self._on.moment(raised, 17),
            "next_look_at": self._on.look(state == ActionState.OPEN),
        }

    def _story(self, row: Row, action_id: int) -> list[Row]:
        if row["state"] != ActionState.OPEN or row["rag"] is None:
            return []
        return [
            {
                "action_id": action_id,
                "at": min(row["raised_at"] + timedelta(days=10), self._on.now),
                "person_id": row["raised_by_id"],
                "kind": ActionNoteKind.PROGRESS,
                "rag": row["rag"],
                "words": self._on.dice.choice(PROGRESS),
            }
        ]
