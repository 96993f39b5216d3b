"""`digest`, `digest at`, `digest off` and `digest on`, and what the digest of a day gathers."""

from datetime import date

import pytest

from notifications.digest_for import digest_due_at, digest_for
from notifications.message import Message, Table
from storage.channels import Purpose, channels_for
from tests.commands.a_team import AMINA, CARYS, JANE, LEO, RUTH, SAM, Stage, a_message, london

STEPS = {"All of mine": "mine", "This week": "diary"}


def with_work(stage: Stage) -> None:
    """Amina has an overdue action, one due today, a note and a visit this week; Sam has raised one and done it."""
    stage.now = london("2026-11-23 10:00")
    stage.all_say("school adviser Old Hall @amina", who=LEO)
    stage.all_say('action Old Hall "Audit phonics" @amina by tomorrow', 'action Old Hall "Book cover" HT by Wednesday')
    stage.now = london("2026-11-24 17:00")
    stage.all_say("visit Old Hall today 2pm core 2h", "visit plan Blackwood Friday 9am core")
    stage.all_say('action Old Hall "Ring the head" @sam by Friday', "action done A3 rang her, all is well", who=SAM)
    stage.now = london("2026-11-25 09:00")


def digest_of(stage: Stage, who: str, *, late: bool = False) -> Message | None:
    with stage.request(who) as request:
        return digest_for(request.session, request.facts, request.person, stage.now, late)


def test_the_digest_of_now_says_what_is_due_and_what_others_did_at_my_schools(each_stage: Stage):
    with_work(each_stage)
    assert each_stage.say("digest") == a_message(
        "Wednesday 25 November 2026: 1 overdue, 1 due today",
        "Later this week: 1 note, 1 visit.",
        "Since yesterday: 1 action raised (A3); 1 action done (A3).",
        table=Table(
            ("Ref", "School", "What"),
            (
                ("A1", "Old Hall School", "overdue since Tuesday 24 November 2026: Audit phonics"),
                ("A2", "Old Hall School", "due today: Book cover (chase Mrs J Smith, head teacher)"),
            ),
        ),
        buttons={"Done A1": "action done A1"} | STEPS,
    )


def test_a_lead_reads_the_teams(stage: Stage):
    with_work(stage)
    message = stage.say("digest", LEO)
    assert message.title == "Wednesday 25 November 2026: 1 overdue, 1 due today"
    assert message.lines[-1] == "Since yesterday: 1 visit logged (V1); 1 action raised (A3); 1 action done (A3)."
    assert message.table is not None
    assert [row[2] for row in message.table.rows] == [AMINA, "Mrs J Smith, head teacher"]


def test_what_was_taken_back_is_no_news(stage: Stage):
    stage.all_say("visit Old Hall today 8am call", "undo")
    assert stage.say("digest", LEO).lines[-1] == "Since yesterday: nothing new."
    stage.all_say('action Old Hall "Audit phonics" @amina by 4 Dec', "action done A1 seen in books", "undo")
    assert stage.say("digest", LEO).lines[-1] == "Since yesterday: 1 action raised (A1)."


def test_a_digest_that_says_nothing_does_not_come_but_is_shown_when_asked_for(stage: Stage):
    assert digest_of(stage, SAM) is None
    assert stage.say("digest", SAM).title == "Wednesday 25 November 2026: nothing is due"
    stage.all_say("team nothing due daily", who=LEO)
    assert digest_of(stage, SAM) is not None


def test_no_digest_comes_at_weekends_on_bank_holidays_and_in_school_holidays(stage: Stage):
    with_work(stage)
    with stage.request() as request:
        due = [digest_due_at(request.facts, request.person, date(2026, month, day)) for month, day in
               ((11, 25), (11, 28), (12, 18), (12, 21), (12, 25))]  # fmt: skip
    assert [at is not None for at in due] == [True, False, True, False, False]
    stage.now = london("2026-11-28 09:00")
    assert digest_of(stage, AMINA) is None


def test_somebody_who_is_away_gets_none_and_the_deputy_gets_theirs_with_the_name(stage: Stage):
    with_work(stage)
    stage.all_say("cover @sam until Friday")
    assert digest_of(stage, AMINA) is None
    message = digest_of(stage, SAM)
    assert message is not None
    assert message.table is not None
    assert message.table.rows[0] == (
        "A1", "Old Hall School", AMINA, "overdue since Tuesday 24 November 2026: Audit phonics"
    )  # fmt: skip


def test_a_digest_that_comes_late_is_marked(stage: Stage):
    with_work(stage)
    message = digest_of(stage, AMINA, late=True)
    assert message is not None
    assert message.lines[0] == "This digest comes late: it was due at 08:30."


def test_a_bound_channel_reads_no_name_and_no_text(stage: Stage):
    with_work(stage)
    stage.all_say("team here digest", who=LEO)
    with stage.request(LEO) as request:
        (channel,) = channels_for(request.session, request.team.id, Purpose.DIGEST)
        message = digest_for(request.session, request.facts, channel, stage.now, late=False)
    assert message is not None
    assert message.lines[0] == "Overdue: 1 action. Whose they are is told to them and to the leads."
    assert message.table == Table(
        ("Today", "School", "Who", "What"), (("A2", "Old Hall School", "head teacher", "action"),)
    )
    assert "phonics" not in str(message)


def test_another_team_hears_nothing_of_it(stage: Stage):
    with_work(stage)
    assert stage.say("digest", JANE).lines == ("Nothing more this week.", "Since yesterday: nothing new.")


def test_a_time_of_ones_own_outside_the_hours_is_taken_and_said(each_stage: Stage):
    assert each_stage.say("digest at 7:45") == a_message(
        "Your digest comes at 07:45",
        "On working days in term; the next one Thursday 26 November 2026, 07:45.",
        "That is outside your team's hours; it comes all the same, as you asked for it.",
        buttons={"Show it now": "digest", "Undo": "undo 3"},
    )
    with each_stage.request() as request:
        assert digest_due_at(request.facts, request.person, date(2026, 11, 26)) == london("2026-11-26 07:45")


def test_off_is_off_and_on_brings_it_back_at_its_time(stage: Stage):
    with_work(stage)
    stage.all_say("digest at 10", "digest off")
    assert digest_of(stage, AMINA) is None
    assert stage.say("digest on").lines == ("On working days in term; the next one Wednesday 25 November 2026, 10:00.",)
    assert digest_of(stage, AMINA) is not None


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        ("digest at 3am", "03:00 is in the night. Choose a time from 05:00 to 21:00, for example: digest at 7:45"),
        ("digest at 25:00", "There is no time 25:00. Say it like 14:30 or 2.30pm."),
        ("digest at bananas", "“bananas” is no time of day. For example: digest at 7:45"),
        ("digest at midnight", "Midnight may belong to either of two days."),
        ("digest on", "Your digest is on already and comes at 08:30. Another time: digest at 7:45"),
        ("digest tomorrow", "I read everything except “tomorrow”."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(stage: Stage, line: str, refused: str):
    answer = stage.answer(line)
    assert answer.message.title.startswith(refused)
    assert not answer.understood


@pytest.mark.parametrize("who", [CARYS, RUTH])
def test_everybody_may_have_one(stage: Stage, who: str):
    assert stage.answer("digest", who).understood
    assert stage.answer("digest off", who).understood


def digests_at(stage: Stage, *moments: str) -> list[str]:
    """When Amina's digest comes, of the moments at which the clockwork looks."""
    came = []
    for moment in moments:
        stage.now = london(moment)
        stage.terminal.parcels.clear()
        stage.tick()
        hers = [parcel.message.title for parcel in stage.terminal.parcels if parcel.receiver == AMINA]
        came += [moment[-5:] for title in hers if title.startswith("Thursday 26 November 2026: ")]
    return came


MORNING = tuple(f"2026-11-26 {time}" for time in ("08:00", "08:30", "09:15", "10:00"))


@pytest.mark.parametrize(
    ("yesterday", "today", "comes"),
    [
        ((), (), ["08:30"]),
        ((), ("digest at 9:15",), ["09:15"]),
        ((), ("digest at 9:15", "undo"), ["08:30"]),
        (("digest off",), (), []),
        (("digest off",), ("digest on",), ["08:30"]),
    ],
)
def test_what_somebody_wishes_before_its_time_is_true_the_same_morning(
    stage: Stage, yesterday: tuple[str, ...], today: tuple[str, ...], comes: list[str]
):
    with_work(stage)
    stage.all_say("team nothing due daily", who=LEO)
    stage.all_say(*yesterday, "mine")
    stage.now = london("2026-11-26 00:00")
    stage.tick()
    stage.now = london("2026-11-26 07:55")
    stage.all_say(*today, "mine")
    assert digests_at(stage, *MORNING) == comes


def test_a_note_that_is_written_is_to_be_sent(stage: Stage):
    stage.all_say("visit Old Hall yesterday 8-9 support", "visit Blackwood yesterday 2-4pm support")
    stage.now = london("2026-11-26 08:30")
    assert stage.say("digest").buttons[0].says == "visit note V1"
    stage.all_say("visit note V1: attendance is up")
    assert stage.say("digest").buttons[0].says == "visit send V1"


def test_whoever_is_enrolled_in_the_course_of_a_morning_has_missed_no_digest(stage: Stage):
    stage.all_say('team add "Eve Hill" adviser', who=LEO)
    stage.all_say('action Old Hall "Audit phonics" Eve by today')
    stage.tick()
    assert "Eve Hill" not in {parcel.receiver for parcel in stage.terminal.parcels}
    stage.wait(days=1)
    stage.tick()
    assert "Thursday 26 November 2026: 1 overdue" in {
        parcel.message.title for parcel in stage.terminal.parcels if parcel.receiver == "Eve Hill"
    }
