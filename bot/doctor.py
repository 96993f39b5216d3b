"""`rrp-bot doctor`: what is well and what is missing, in words."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.doctor_of_delivery import Finding, delivery_findings
from bot.email.messenger import EmailMessenger
from bot.settings import Settings
from bot.slack.examining import slack_findings
from bot.telegram.checks import telegram_findings
from policy.refused import Refused
from storage.audit import broken_link
from storage.channels import channels_of
from storage.database import Database
from storage.frameworks import framework_of
from storage.migrating import Migrated
from storage.people import team_members
from storage.schools import School, schools_of
from storage.teams import Team, all_teams
from storage.workspaces import workspaces_on


def examine(database: Database, settings: Settings, migrated: Migrated) -> tuple[Finding, ...]:
    """Look at the record, its teams, what could not be delivered, Slack, Telegram, and the mail server."""
    findings = [Finding(True, f"{migrated} It is kept in {database.place}")]
    with database.read() as session:
        count = session.scalar(select(func.count()).select_from(School)) or 0
        findings.append(_known(bool(count), f"{count:,} schools on record.", "No schools: rrp-bot schools import FILE"))
        teams = all_teams(session)
        findings.append(
            _known(
                bool(teams),
                f"{len(teams)} {'team' if len(teams) == 1 else 'teams'}.",
                'No team: rrp-bot init --team NAME --framework walsall --admin "Jane Doe"',
            )
        )
        for team in teams:
            findings += _team_findings(session, team)
        channels = [channel for team in teams for channel in channels_of(session, team.id)]
        workspaces = [one.name for one in workspaces_on(session, "slack")]
    findings += slack_findings(settings, workspaces, channels)
    findings += telegram_findings(settings, database)
    findings.append(_mail(settings))
    return tuple(findings)


def _known(is_well: bool, well: str, missing: str) -> Finding:
    return Finding(is_well, well if is_well else missing)


def _team_findings(session: Session, team: Team) -> list[Finding]:
    found = []
    try:
        framework_of(session, team)
        found.append(Finding(True, f"{team.name}: framework {team.framework} holds."))
    except Refused as refusal:
        found.append(Finding(False, f"{team.name}: {refusal}"))
    people, schools = len(team_members(session, team.id)), len(schools_of(session, team.la_code))
    counted = f"{people:,} {'person' if people == 1 else 'people'}, "
    counted += f"{schools:,} {'school' if schools == 1 else 'schools'}"
    found.append(
        _known(
            bool(schools),
            f"{team.name}: {counted} of local authority {team.la_code}.",
            f"{team.name}: no schools of {team.la_code}: rrp-bot schools import FILE --la {team.la_code}",
        )
    )
    found += delivery_findings(session, team)
    broken = broken_link(session, team.id)
    found.append(
        _known(
            broken is None,
            f"{team.name}: the audit is whole.",
            f"{team.name}: the audit is broken at change {broken.change if broken else ''}.",
        )
    )
    return found


def _mail(settings: Settings) -> Finding:
    if settings.smtp_host is None or settings.mail_from is None:
        return Finding(True, "E-mail is not set up (SMTP_HOST, MAIL_FROM), so notes go by hand: visit sent V12")
    reason = EmailMessenger(settings).check()
    return _known(reason is None, f"The mail server {settings.smtp_host} answers.", f"The mail server says: {reason}")
