"""`let me in` from somebody whom no team has enrolled: a team's admin is asked."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy.orm import Session

from bot.arrival import Arrival
from notifications.message import Button
from notifications.plan import plan_changed
from policy.refused import Refused
from storage.audit import begin_change
from storage.knocks import LONGEST_NAME, MOST_WAITING, Knock, teams_that_serve, waiting_knock, waiting_knocks
from storage.teams import Team, team_called, team_with_id

ASK = Button("Ask to be let in", "let me in")
_KNOCK = re.compile(r"\s*/?(?:rrp\s+)?/?let[ _]me[ _]in(?:@\w+)?(?:\s+to)?(?:\s+(?P<team>\S.{0,119}))?\s*[.!]?", re.I)


def is_knock(text: str) -> re.Match[str] | None:
    """Whether a line is `let me in`, perhaps with the name of a team; what it says."""
    return _KNOCK.fullmatch(text[:200]) if len(text) <= 200 else None


def knock(session: Session, arrival: Arrival, asked: re.Match[str]) -> str:
    """Ask the team's admins to let this user of a door in; what the user reads. Asking twice is asking once.

    Raises Refused when it cannot be told which team is meant, and while too many wait.
    """
    team = _team(session, arrival, asked["team"])
    where = arrival.door, arrival.workspace, arrival.user
    begin_change(session, team.id, None, arrival.door, arrival.now)
    if waiting_knock(session, team.id, *where) is not None:
        return "Your team's admin has been asked already. You will hear from me here."
    if len(waiting_knocks(session, team.id)) >= MOST_WAITING:
        raise Refused("Many people wait to be let in already. Please speak to your team's admin.")
    session.add(
        Knock(
            team_id=team.id,
            **dict(zip(("door", "workspace", "user"), where, strict=True)),
            name=_harmless(arrival.name) or arrival.user,
            asked_at=arrival.now,
        )
    )
    session.flush()
    plan_changed(session, session.info["change"].watched, arrival.now)
    return "Your team's admin has been asked to let you in. You will hear from me here."


def _team(session: Session, arrival: Arrival, named: str | None) -> Team:
    if arrival.team_id is not None and (team := team_with_id(session, arrival.team_id)) is not None:
        return team
    if named is not None and (team := team_called(session, " ".join(named.split()))) is not None:
        return team
    teams = teams_that_serve(session, arrival.door, arrival.workspace)
    if len(teams) == 1 and named is None:
        return teams[0]
    if named is not None:
        raise Refused("I know no team of that name. Your team's admin sees it, spelt in full, with: team")
    raise Refused("Several teams use me here. Ask in a channel of your team, or with its name: let me in to NAME")


def _harmless(name: str) -> str:
    """A name from a platform without what no name has: line breaks, marks of direction, anything unseen."""
    seen = "".join(character if unicodedata.category(character)[0] != "C" else " " for character in name)
    return " ".join(seen.split())[:LONGEST_NAME]
