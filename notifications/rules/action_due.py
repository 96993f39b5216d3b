"""An action falls due, or is overdue.

Source: W0-21, actions are "time sensitive"; when the reminders come is the team's own setting.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from policy.saying import london_day, say_day
from storage.actions import Action, action_with_id
from storage.people import Person

NAME = "action-due"
MOST_OF_A_TEXT = 300
REMINDED_AFTER = (1, 3)
LEADS_TOLD_AFTER = 5
"""Working days after the due day; ours, no document prints them."""


def action_due(action: Action, facts: TeamFacts, now: datetime) -> Looked:
    """What is to be said about an action today, and when to look again.

    To whoever is reminded of it (`reminded`): on the morning of the working day before and of the day itself, one and
    three working days after it, and when a snooze ends. To the leads of the team: once, five working days after it.
    Nothing about one that was due before the go-live date.
    """
    if not action.is_open or not facts.counts(action.due_on):
        return Looked()
    own, again_at = what_is_due(occasions(action, facts), now)
    late, late_again_at = what_is_due(for_the_leads(action, facts), now)
    told = [(occasion, person) for occasion in own for person in reminded(action, facts, occasion.on)]
    told += [(occasion, lead) for occasion in late for lead in facts.leads]
    nudges = {(occasion.named, person.id): _nudge(action, occasion, person) for occasion, person in told}
    looks = [again for again in (again_at, late_again_at) if again is not None]
    return Looked(tuple(nudges.values()), min(looks, default=None))


def _nudge(action: Action, occasion: Occasion, person: Person) -> Nudge:
    return Nudge(f"action-due:{action.id}:{occasion.named}", person, "ours", Topic.ACTIONS, occasion)


def reminded(action: Action, facts: TeamFacts, on: date) -> tuple[Person, ...]:
    """Who gets the reminders of an action: its lead; for a lead off the chat, or one who has left the team, the adviser
    attached to the school, else whoever raised it, else the leads of the team.
    """
    lead = facts.colleague(action.lead_person_id)
    chases = lead or facts.adviser_of(action.school_id, on) or facts.colleague(action.raised_by_id)
    return (chases,) if chases is not None else facts.leads


def occasions(action: Action, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The mornings before and after the due day; one before the action was raised or moved to this day is none."""
    hours, due = facts.working_time, action.due_on
    on_the_day = _last_day(action, facts)
    days = [hours.previous_working_day(on_the_day), on_the_day]
    days += [_after_a_rest(hours.add_working_days(due, later), action, facts) for later in REMINDED_AFTER]
    mornings = [facts.morning(day) for day in days]
    known_at = max([action.raised_at, *(note.at for note in action.notes if note.to_on == due)])
    told = [morning for morning in mornings if morning > known_at]
    usual = [Occasion(at, _end_of_day(at)) for at in dict.fromkeys(told)]
    until = action.snoozed_until
    if until is None:
        return tuple(usual)
    kept = [occasion for occasion in usual if occasion.at >= until]
    woken = Occasion(until, _end_of_day(until), woken=True)
    return tuple(kept) if woken.on in {occasion.on for occasion in kept} else (woken, *kept)


def for_the_leads(action: Action, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The one morning on which the leads of the team hear of an action that is overdue; a snooze does not move it."""
    day = facts.working_time.add_working_days(action.due_on, LEADS_TOLD_AFTER)
    morning = facts.morning(_after_a_rest(day, action, facts))
    return (Occasion(morning, _end_of_day(morning)),) if morning > action.raised_at else ()


def last_call(action: Action, facts: TeamFacts) -> datetime:
    """The last reminder before the due day is over, which no snooze may pass; an aware instant."""
    return facts.morning(_last_day(action, facts))


def _last_day(action: Action, facts: TeamFacts) -> date:
    """The due day, or the last day before it on which somebody can be reminded."""
    hours, due = facts.working_time, action.due_on
    if rests_in_holidays(action, facts) and facts.calendar.in_holidays(due):
        return facts.calendar.previous_school_day(due)
    return due if hours.is_working_day(due) else hours.previous_working_day(due)


def rests_in_holidays(action: Action, facts: TeamFacts) -> bool:
    """Whether the reminder leads to the school: its lead is a contact or a role there, and no service."""
    return action.lead_person_id is None and action.lead_service not in facts.framework.services


def _after_a_rest(day: date, action: Action, facts: TeamFacts) -> date:
    while rests_in_holidays(action, facts) and (
        facts.calendar.in_holidays(day) or not facts.working_time.is_working_day(day)
    ):
        day += timedelta(days=1)
    return day


def _end_of_day(at: datetime) -> datetime:
    return at_time(london_day(at) + timedelta(days=1), time.min)


def words(action: Action, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """What is to be done by when: for the lead the steps, for who stands between whom to chase, for the leads of the
    team whose it is.
    """
    today = london_day(now)
    stands = f"{action.school.name}, {how_due(action, facts, today)}"
    text = f"“{action.text}”" if len(action.text) <= MOST_OF_A_TEXT else f"“{action.text[: MOST_OF_A_TEXT - 1]}…”"
    due = f"Due {say_day(action.due_on)}.{_moved(action)}{_how_it_goes(action)}"
    move, why_this = Button("Move", f"action move {action.ref}"), Button("Why this?", f"why {action.ref}")
    give = Button("Give to ...", f"action give {action.ref}")
    if receiver not in reminded(action, facts, today):
        card = Button("Its card", f"action {action.ref}")
        title = f"{action.ref}: {action.lead_name} leads it, {stands}"
        return Message(title, (text, due), buttons=(card, give, move, why_this))
    chase = f"chase {action.lead_name}: " if action.lead_person_id != receiver.id else ""
    return Message(
        f"{action.ref}: {chase}{stands}",
        (text, due),
        buttons=(
            Button("Done", f"action done {action.ref}"),
            Button("Progress", f"action progress {action.ref}"),
            move,
            Button("Snooze", f"snooze {action.ref}"),
            give,
            why_this,
        ),
    )


def _moved(action: Action) -> str:
    return f" Moved {action.moves} {'time' if action.moves == 1 else 'times'}." if action.moves else ""


def _how_it_goes(action: Action) -> str:
    progress = [note for note in action.notes if note.rag and note.words]
    return f" Last said: {progress[-1].rag}, “{progress[-1].words}”." if progress else ""


def how_due(action: Action, facts: TeamFacts, today: date) -> str:
    """`due in 9 days`, `due tomorrow`, `due today`, `overdue by 3 working days`."""
    days = (action.due_on - today).days
    if days < 0 and not facts.counts(action.due_on):
        return "due before your go-live date"
    if days >= 0:
        return {0: "due today", 1: "due tomorrow"}.get(days, f"due in {days} days")
    late, day = 0, action.due_on
    while (day := facts.working_time.next_working_day(day)) <= today:
        late += 1
    return f"overdue by {late} working {'day' if late == 1 else 'days'}" if late else "overdue"


def why(action: Action, facts: TeamFacts) -> tuple[str, ...]:
    """Where the reminders of an action come from, with their days."""
    times = [say_day(occasion.on) for occasion in occasions(action, facts)]
    told = [say_day(occasion.on) for occasion in for_the_leads(action, facts)]
    who = ", ".join(person.name for person in reminded(action, facts, action.due_on))
    lines = [
        f"{action.ref} is due {say_day(action.due_on)}; its lead is {action.lead_name}.",
        "Reminders come on the morning before, on the day, and one and three working days after it (your team's "
        f"setting): {', '.join(times) or 'none is left'}.",
    ]
    if action.lead_person is None:
        lines.append(f"{action.lead_name} is not on the chat, so {who} gets them.")
    lines += [f"Leads of the team are told once, {LEADS_TOLD_AFTER} working days after it: {day}." for day in told]
    if rests_in_holidays(action, facts):
        lines.append("It leads to the school, so it rests in the school holidays.")
    return tuple(lines)


RULE = Rule(NAME, Topic.ACTIONS, action_with_id, action_due, words, why)
