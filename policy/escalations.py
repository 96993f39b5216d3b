"""A council's routes of escalation: steps in an order, whom each addresses, and which must have been tried before."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from policy.entries import Key, RuleId, Sourced, Words


class EscalationStep(Sourced):
    """One step. `needs` are the numbers of steps before it, all of them, or any one with `needs_any`.

    An answer is awaited for `wait_school_days` (ours) where `answer` is true; a step that is only `if_no_answer`
    follows where no appropriate response came.
    """

    number: int = Field(gt=0)
    name: Words
    addressee: Words
    channel: Literal["informal", "meeting", "visit", "written", "report", "notice"]
    needs: tuple[int, ...] = ()
    needs_any: bool = False
    if_no_answer: bool = False
    answer: bool = True
    wait_school_days: int = Field(default=10, gt=0)
    wait_source: RuleId = "ours"
    document_needed: bool = False
    clause: str = ""


class EscalationRoute(Sourced):
    """One route. `safeguarding` routes are separate, direct and restricted to named people. `triggers` are what may
    start it, as printed; `categories` are those it is meant for (none named: any)."""

    key: Key
    name: Words
    short: Words
    says: tuple[Words, ...]
    schools: Literal["all", "maintained", "academy"] = "all"
    categories: tuple[Key, ...] = ()
    safeguarding: bool = False
    triggers: tuple[Words, ...] = ()
    triggers_source: RuleId = "ours"
    steps: tuple[EscalationStep, ...] = Field(min_length=1)
    also_printed: tuple[Words, ...] = ()
    document: Key | None = None

    @model_validator(mode="after")
    def _goes_forward(self) -> EscalationRoute:
        numbers = [step.number for step in self.steps]
        if numbers != sorted(set(numbers)):
            raise ValueError(f"route {self.key}: its steps are numbered {numbers}: give each its own number, in order")
        known = set(numbers)
        for step in self.steps:
            if unknown := [need for need in step.needs if need not in known]:
                raise ValueError(
                    f"route {self.key}, step {step.number}: it needs step {unknown[0]}, which is not there"
                )
        if cycle := _cycle({step.number: step.needs for step in self.steps}):
            steps = " → ".join(str(number) for number in cycle)
            raise ValueError(f"route {self.key}: its steps wait for each other in a circle: {steps}")
        return self

    def step(self, number: int) -> EscalationStep | None:
        """The step with this number, or None."""
        return next((step for step in self.steps if step.number == number), None)


def _cycle(needs: dict[int, tuple[int, ...]]) -> list[int]:
    """A circle of steps that wait for each other, its first step repeated at the end; empty where there is none."""
    done: set[int] = set()

    def from_here(step: int, path: list[int]) -> list[int]:
        if step in path:
            return [*path[path.index(step) :], step]
        if step in done:
            return []
        for need in needs[step]:
            if found := from_here(need, [*path, step]):
                return found
        done.add(step)
        return []

    return next((found for step in needs if (found := from_here(step, []))), [])
