"""Who has come in at a door, and for which team."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.arrival import Arrival
from policy.refused import Refused
from storage.channels import team_of_place
from storage.people import Person, people_known_as


@dataclass(frozen=True)
class Stranger:
    """Somebody whom no team has enrolled: what to tell them, and nothing else."""

    words: str


def who_came(session: Session, arrival: Arrival) -> Person | Stranger:
    """The person behind an arrival, with team and roles. A door's user who serves several teams is told apart by the
    place's own team, which is the one that has bound it; raises Refused where that does not tell.
    """
    known = people_known_as(session, arrival.door, arrival.workspace, arrival.user)
    team_id = arrival.team_id or team_of_place(session, arrival.door, arrival.workspace, arrival.channel)
    if team_id is not None:
        known = [person for person in known if person.team_id == team_id]
    if not known:
        return Stranger(
            "I do not know you yet, so I can do nothing for you. Ask to be let in: your team's admin then decides. "
            "If I know you on another door, type “link” there, and the code here. "
            f"(You are {arrival.user} on {arrival.door.capitalize()}.)"
        )
    if len(known) > 1:
        teams = ", ".join(person.team.name for person in known)
        raise Refused(f"You serve several teams here ({teams}). Ask in a place that belongs to one of them.")
    return known[0]
