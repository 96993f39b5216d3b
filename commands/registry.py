"""Every command, in the order in which help shows them. Nothing registers itself."""

from commands import audit, diary, find, link, mine, overdue, snooze, undo, why
from commands import help as help_
from commands.actions import add as action_add
from commands.actions import done as action_done
from commands.actions import drop as action_drop
from commands.actions import give as action_give
from commands.actions import list as action_list
from commands.actions import move as action_move
from commands.actions import progress as action_progress
from commands.actions import reopen as action_reopen
from commands.actions import show as action_show
from commands.actions import steps as visit_steps
from commands.allocation import log as time_log
from commands.allocation import show as time_show
from commands.board import done as board_done
from commands.board import list as board_list
from commands.board import switching as board_switching
from commands.category import contest as category_contest
from commands.category import criteria as category_criteria
from commands.category import extend as category_extend
from commands.category import in_force as category_in_force
from commands.category import list as category_list
from commands.category import propose as category_propose
from commands.category import review as category_review
from commands.category import sent as category_sent
from commands.category import show as category_show
from commands.category import told as category_told
from commands.category import withdraw as category_withdraw
from commands.command import Command
from commands.concern import answer as concern_answer
from commands.concern import closing as concern_closing
from commands.concern import raising as concern_raising
from commands.concern import show as concern_show
from commands.concern import step as concern_step
from commands.cover import end as cover_end
from commands.cover import list as cover_list
from commands.cover import new as cover_new
from commands.digest import now as digest_now
from commands.digest import when as digest_when
from commands.governance import verbs as governance_verbs
from commands.meetings import agenda as meeting_agenda
from commands.meetings import attend as meeting_attend
from commands.meetings import book as meeting_book
from commands.meetings import cancel as meeting_cancel
from commands.meetings import card as meeting_card
from commands.meetings import chair as meeting_chair
from commands.meetings import confirm as meeting_confirm
from commands.meetings import list as meeting_list
from commands.meetings import minutes as meeting_minutes
from commands.meetings import move as meeting_move
from commands.meetings import outcome as meeting_outcome
from commands.meetings import pre as meeting_pre
from commands.meetings import rearrange as meeting_rearrange
from commands.meetings import risk as meeting_risk
from commands.ofsted import call as ofsted_call
from commands.ofsted import follow as ofsted_follow
from commands.ofsted import leaving as ofsted_leaving
from commands.ofsted import outcome as ofsted_outcome
from commands.plans import close as plan_close
from commands.plans import priority as plan_priority
from commands.plans import review as plan_review
from commands.plans import show as plan_show
from commands.plans import start as plan_start
from commands.schools import adviser, alias, card, carry_on, contact, timeline
from commands.support import verbs as support_verbs
from commands.team import add, calendar, channels, hours, knocks, members, references, remove, roles, settings
from commands.team import digest as team_digest
from commands.visits import cancel, change, excuse, give, lateness, log, made, note, plan, rate, ready, send, sent
from commands.visits import list as list_
from commands.visits import show as visit_show

COMMANDS: tuple[Command, ...] = (
    log.COMMAND,
    plan.COMMAND,
    *ready.COMMANDS,
    made.COMMAND,
    note.COMMAND,
    send.COMMAND,
    sent.COMMAND,
    lateness.COMMAND,
    visit_show.COMMAND,
    list_.COMMAND,
    change.COMMAND,
    give.COMMAND,
    cancel.COMMAND,
    excuse.COMMAND,
    rate.COMMAND,
    visit_steps.COMMAND,
    action_add.COMMAND,
    action_show.COMMAND,
    action_list.COMMAND,
    action_done.COMMAND,
    action_progress.COMMAND,
    action_move.COMMAND,
    action_give.COMMAND,
    action_drop.COMMAND,
    action_reopen.COMMAND,
    category_show.COMMAND,
    category_propose.COMMAND,
    category_told.COMMAND,
    category_in_force.COMMAND,
    category_sent.COMMAND,
    category_withdraw.COMMAND,
    *category_contest.COMMANDS,
    category_review.COMMAND,
    category_extend.COMMAND,
    category_list.COMMAND,
    category_criteria.COMMAND,
    concern_show.COMMAND,
    concern_raising.COMMAND,
    concern_step.COMMAND,
    concern_answer.COMMAND,
    *concern_closing.COMMANDS,
    meeting_card.COMMAND,
    *meeting_book.COMMANDS,
    *meeting_list.COMMANDS,
    meeting_agenda.COMMAND,
    meeting_confirm.COMMAND,
    meeting_chair.COMMAND,
    meeting_pre.COMMAND,
    meeting_move.COMMAND,
    meeting_attend.COMMAND,
    meeting_risk.COMMAND,
    meeting_outcome.COMMAND,
    meeting_rearrange.COMMAND,
    meeting_minutes.COMMAND,
    meeting_cancel.COMMAND,
    *governance_verbs.COMMANDS,
    *support_verbs.COMMANDS,
    ofsted_call.COMMAND,
    *ofsted_outcome.COMMANDS,
    ofsted_follow.DONE,
    *ofsted_leaving.COMMANDS,
    plan_show.COMMAND,
    plan_start.COMMAND,
    plan_priority.COMMAND,
    plan_review.COMMAND,
    plan_close.COMMAND,
    mine.COMMAND,
    overdue.COMMAND,
    board_list.COMMAND,
    *board_done.COMMANDS,
    *board_switching.COMMANDS,
    time_show.COMMAND,
    *time_log.COMMANDS,
    diary.COMMAND,
    digest_now.COMMAND,
    digest_when.AT,
    digest_when.OFF,
    digest_when.ON,
    snooze.COMMAND,
    why.COMMAND,
    find.COMMAND,
    audit.COMMAND,
    cover_new.COMMAND,
    cover_list.COMMAND,
    cover_end.COMMAND,
    card.COMMAND,
    timeline.COMMAND,
    adviser.COMMAND,
    adviser.ALL_OF,
    alias.COMMAND,
    contact.COMMAND,
    carry_on.COMMAND,
    link.COMMAND,
    members.COMMAND,
    add.COMMAND,
    roles.COMMAND,
    remove.COMMAND,
    knocks.LET_IN,
    knocks.TURN_AWAY,
    knocks.WAITING,
    settings.COMMAND,
    hours.HOURS,
    hours.QUIET,
    hours.MORNING,
    hours.BRIEF,
    hours.LAST_CALL,
    team_digest.DIGEST,
    team_digest.NOTHING_DUE,
    references.COMMAND,
    calendar.GO_LIVE,
    calendar.TERMS,
    channels.HERE,
    channels.CHANNELS,
    undo.COMMAND,
    help_.COMMAND,
)
