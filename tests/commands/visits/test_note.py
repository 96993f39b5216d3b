"""`visit note`, `send`, `sent`, `reason`, `excuse` and `rate`: the note, until the head teacher has it."""

import pytest

from notifications.message import Attachment, Table
from tests.commands.a_team import CARYS, LEO, MO, OLD_HALL, SAM, Stage, a_message, a_stage, london, nothing_stored

OWED = (
    "The note of visit is due with the head teacher by Thursday 26 November 2026, 16:00: 1 day 7 hours left, "
    "15 hours 30 minutes of it working time."
)


@pytest.fixture
def made(stage: Stage) -> Stage:
    """V1, by Amina at Old Hall on Tuesday afternoon: a core visit whose note has two parts."""
    stage.all_say("visit Old Hall yesterday 2pm core 2h")
    return stage


@pytest.fixture
def written(made: Stage) -> Stage:
    """The same, with its note."""
    made.all_say("visit note V1: Attendance is up.\nWriting is not.", "Moderate Y2 writing")
    return made


def test_a_note_is_asked_for_part_by_part(made: Stage):
    assert made.say("visit note V1") == a_message(
        "V1, Note? Clear, and focused on adding value to the school and on the impact of actions taken."
    )
    assert made.say("Attendance is up.") == a_message(
        "V1: note for Old Hall School, not complete yet",
        "Note: 3 words kept.",
        "V1, Next steps? One on each line: what, who, by when.",
        buttons={"Undo": "undo 4"},
    )
    assert made.say("Moderate Y2 writing\nby Friday") == a_message(
        "V1: note for Old Hall School is written, not sent",
        "Next steps: 5 words kept.",
        OWED,
        buttons={
            "Send it": "visit send V1",
            "It has gone": "visit sent V1",
            "Make 2 actions": "visit steps V1",
            "Undo": "undo 5",
        },
    )
    assert made.visit(1).note_parts == {"note": "Attendance is up.", "next-steps": "Moderate Y2 writing\nby Friday"}


def test_a_part_that_is_written_again_takes_the_place_of_the_first(written: Stage):
    asked = written.say("visit note V1 next steps")
    assert asked.lines == (
        "There is already: “Moderate Y2 writing”. What you type now takes its place; “stop” leaves it.",
    )
    written.all_say("Nothing")
    assert written.visit(1).note_parts["next-steps"] == "Nothing"


def test_a_part_may_be_named(made: Stage):
    made.say("visit note V1 next steps: Moderate")
    assert made.visit(1).note_parts == {"next-steps": "Moderate"}


def test_a_part_of_another_kind_of_visit_is_refused(made: Stage):
    with nothing_stored(made):
        assert made.say("visit note V1 strengths: many").title == (
            "The note of V1 has no such part. It has: Note, Next steps."
        )


def test_somebody_elses_note_is_left_alone(made: Stage):
    with nothing_stored(made):
        for line in ("visit note V1: mine now", "visit send V1"):
            assert made.say(line, SAM) == a_message("V1 is Amina Khan's visit. Amina or a lead can do that.")


@pytest.mark.parametrize("line", ["visit note V999", "visit send V999", "visit sent V999", "why V999", "visit note V0"])
def test_a_visit_that_there_is_not(stage: Stage, line: str):
    with nothing_stored(stage):
        answer = stage.answer(line)
    assert not answer.understood
    assert answer.message == a_message(f"There is no visit {line.split()[-1]} in your team. “visit list” shows yours.")


def test_what_is_no_reference_is_refused_with_one_that_works(stage: Stage):
    assert stage.say("visit note twelve") == a_message(
        "“twelve” is not the reference of a visit. It looks like V12; “visit list” shows yours."
    )


def test_only_visits_that_want_a_note_are_offered(stage: Stage):
    stage.all_say(
        "visit Old Hall yesterday 2pm call: spoke",
        "visit sent V1",
        "visit Blackwood yesterday 2pm call",
        "visit cancel V2 because error",
        "visit Oakfield yesterday 2pm call",
    )
    assert [button.label for button in stage.say("visit note").buttons] == ["V3 Oakfield Primary School"]


def test_an_empty_note_does_not_go(made: Stage):
    with nothing_stored(made):
        for line in ("visit send V1", "visit sent V1"):
            assert made.say(line) == a_message("V1 has no note yet. Write it with: visit note V1")


@pytest.mark.parametrize("text", [" ", "\n", "\x00", "\x01\x02", "\t \n"])
def test_a_note_of_nothing_is_no_note(made: Stage, text: str):
    with nothing_stored(made):
        made.say(f"visit note V1: {text}")


@pytest.mark.parametrize("text", ["\u200b", '""', "\u202e", "\ufeff"])
def test_a_note_that_nobody_can_see_is_no_note(made: Stage, text: str):
    with nothing_stored(made):
        made.say(f"visit note V1: {text}")


def test_half_a_note_does_not_go(made: Stage):
    made.all_say("visit note V1: Attendance is up.")
    with nothing_stored(made):
        assert made.say("/visit send V1") == a_message("V1 still lacks: Next steps. Write it with: visit note V1")


LETTER = (
    "Note of visit\n"
    "Old Hall School (URN 104274)\n"
    "Core offer visit on Tuesday 24 November 2026 by Amina Khan\n"
    "\n"
    "Note\n"
    "Attendance is up.\n"
    "Writing is not.\n"
    "\n"
    "Next steps\n"
    "Moderate Y2 writing\n"
)


def test_what_leaves_is_shown_with_its_receiver_before_it_leaves(written: Stage):
    with nothing_stored(written):
        asked = written.say("visit send V1")
    assert asked == a_message(
        "Send this note to Mrs J Smith, head teacher, Old Hall School, head@oldhall.example?",
        *LETTER.splitlines(),
        buttons={"Send it": "answer D2 1", "Not yet": "answer D2 2"},
    )
    with nothing_stored(written):
        assert written.press(asked, "Not yet") == a_message("Left as it was. Nothing was stored.")


def test_a_note_that_was_sent_waits_ten_minutes_and_goes(written: Stage):
    gone = written.all_say("visit send V1", "yes")
    assert gone.title == "V1: note for Old Hall School goes to Mrs J Smith"
    assert gone.lines[0] == "To head@oldhall.example, in ten minutes; until then “undo” keeps it here."
    assert gone.attachment == Attachment("V1 Old Hall School 2026-11-24.txt", LETTER)
    written.wait(minutes=9, seconds=59)
    written.tick()
    assert written.post.parcels == []
    written.wait(seconds=1)
    written.tick()
    assert [(parcel.address, parcel.message.attachment) for parcel in written.post.parcels] == [
        ("head@oldhall.example", gone.attachment)
    ]


def test_a_note_that_is_called_back_does_not_go(written: Stage):
    written.all_say("visit send V1", "yes")
    written.wait(minutes=9)
    assert written.say("undo").title == "Taken back: V1"
    written.wait(minutes=30)
    written.tick()
    assert written.post.parcels == []
    assert written.visit(1).owes_a_note


def test_a_note_that_has_gone_cannot_be_called_back(written: Stage):
    written.all_say("visit send V1", "yes")
    written.wait(minutes=10)
    written.tick()
    assert len(written.post.parcels) == 1
    written.say("undo")
    assert not written.visit(1).owes_a_note


def test_without_a_head_teacher_the_note_waits(stage: Stage):
    stage.all_say("visit Blackwood yesterday 9am call: spoke")
    with nothing_stored(stage):
        assert stage.say("visit send V1") == a_message(
            "I do not know who the head teacher of Blackwood School is. Tell me with: "
            'school contact 148364 head "Mrs J Smith" head@oldhall.example'
        )
    stage.all_say('school contact Blackwood head "Mr Khan"')
    with nothing_stored(stage):
        assert stage.say("visit send V1") == a_message(
            "I have no e-mail address for Mr Khan, head teacher. Tell me with: "
            'school contact 148364 head "Mrs J Smith" head@oldhall.example'
        )


def test_without_a_mail_server_the_note_goes_by_hand():
    with a_stage(mails=False) as stage:
        stage.all_say("visit Old Hall yesterday 9am call: spoke")
        with nothing_stored(stage):
            assert stage.say("visit send V1") == a_message(
                "E-mail is not set up here, so I cannot send it. Send it yourself, then: visit sent V1 by e-mail"
            )


def test_a_note_goes_once(written: Stage):
    written.all_say("visit sent V1 by hand")
    gone = a_message(
        "The note of V1 has gone already. Note sent Wednesday 25 November 2026, 09:00 (by hand), within the 48 hours."
    )
    with nothing_stored(written):
        for line in ("visit sent V1", "visit send V1"):
            assert written.say(line) == gone
        assert written.say("visit excuse V1 ill", LEO) == gone
        assert written.say("visit note V1: again").title.startswith("The note of V1 has been sent.")
        assert written.say("visit cancel V1 because error").title == (
            "The note of V1 has been sent, so the visit stands."
        )
        assert written.say("visit change V1 3h").title == "The note of V1 has been sent, so its time stands."
        assert written.say("visit give V1 @sam").title.startswith("The note of V1 has been sent")


def test_a_clerk_may_say_that_it_has_gone(written: Stage):
    assert written.say("visit sent V1 today 8am by e-mail", MO) == a_message(
        "V1: note sent to Old Hall School",
        "Note sent Wednesday 25 November 2026, 08:00 (by e-mail), within the 48 hours.",
        buttons={"Make 1 action": "visit steps V1", "Undo": "undo 6"},
    )
    with nothing_stored(written):
        assert written.say("visit sent V1", CARYS).title.startswith(
            "“visit sent” is for advisers, leads, clerks and admins."
        )


def test_another_adviser_may_not(written: Stage):
    with nothing_stored(written):
        assert written.say("visit sent V1", SAM).title.startswith("V1 is Amina Khan's visit.")


def test_a_note_goes_after_its_visit_and_not_in_the_future(written: Stage):
    with nothing_stored(written):
        assert not written.answer("visit sent V1 tomorrow 9am").understood
        assert written.say("/visit sent V1 Monday 9am") == a_message(
            "The visit ended Tuesday 24 November 2026, 16:00; its note cannot have gone Monday 23 November 2026, 09:00."
        )


def test_a_day_alone_means_its_end_and_says_so(written: Stage):
    assert written.say("visit sent V1 yesterday").lines == (
        "Note sent Tuesday 24 November 2026, 17:00, within the 48 hours.",
        "Assumed: Tuesday 24 November 2026, 17:00, as no time was said.",
    )


def test_a_late_note_is_stored_and_the_reason_asked_for_afterwards(stage: Stage):
    stage.all_say("visit Old Hall 12 Nov 2pm call 30m: spoke")
    asked = stage.say("visit sent V1")
    assert asked == a_message(
        "V1: note sent to Old Hall School",
        "Note sent Wednesday 25 November 2026, 09:00, late by 8 days 18 hours 30 minutes.",
        "The note of V1 went late. What kept it?",
        buttons={"Undo": "undo 4"},
    )
    assert stage.say("waited for the data") == a_message(
        "V1: kept why the note was late", "waited for the data", buttons={"Undo": "undo 5"}
    )
    assert stage.visit(1).late_because == "waited for the data"


def test_a_reason_that_was_given_is_not_asked_for(stage: Stage):
    stage.all_say("visit Old Hall 12 Nov 2pm call 30m: spoke")
    assert len(stage.say("visit sent V1 by hand because waited for the data").lines) == 1
    assert stage.visit(1).late_because == "waited for the data"


def test_a_clerk_is_asked_only_what_a_clerk_may_answer(stage: Stage):
    stage.all_say("visit Old Hall 12 Nov 2pm call 30m: spoke")
    stage.all_say("visit sent V1", "the head was away", who=MO)


def test_a_note_in_time_needs_no_reason(written: Stage):
    written.all_say("visit sent V1 by hand")
    with nothing_stored(written):
        assert written.say("visit reason V1 ill") == a_message(
            "The note of V1 is not late. Note sent Wednesday 25 November 2026, 09:00 (by hand), within the 48 hours."
        )


def test_after_48_hours_at_the_weekend_a_note_is_not_late(stage: Stage):
    stage.now = london("2026-11-27 17:00")
    stage.all_say("visit Old Hall today 2pm call 30m: spoke")
    stage.now = london("2026-11-30 10:00")
    assert stage.say("visit sent V1").lines[0] == (
        "Note sent Monday 30 November 2026, 10:00, after the 48 hours but not late."
    )


def test_a_lead_excuses_a_note_and_it_counts_as_none(made: Stage):
    assert made.say("visit excuse V1 because off sick", LEO) == a_message(
        "V1: note excused, Old Hall School",
        "Because: off sick",
        "Amina Khan is not reminded of it any more, and it counts as no late note.",
        buttons={"Undo": "undo 4"},
    )
    made.now = london("2026-12-15 09:00")
    assert made.say("visit rate") == a_message("Your notes on time: none was due yet, 1 excused")
    assert made.say("mine").title == "You: nothing is owed and nothing is planned"


def test_because_is_taken_off_however_it_is_written(made: Stage):
    assert made.say("visit excuse V1 Because off sick", LEO).lines[0] == "Because: off sick"


def test_an_excuse_may_stand_after_a_colon(made: Stage):
    assert made.say("visit excuse V1: off sick", LEO).lines[0] == "Because: off sick"


def test_the_rate_is_ones_own_for_advisers_and_everybodys_for_leads(stage: Stage):
    stage.all_say("visit Old Hall Monday 9am call: spoke", "visit sent V1", "visit Blackwood 12 Nov 9am call: spoke")
    stage.all_say("visit Old Hall yesterday 9am call: spoke", who=SAM)
    assert stage.say("visit rate") == a_message("Your notes on time: 1 of 2 (50 %)")
    assert stage.say("visit rate", LEO) == a_message(
        "Notes on time",
        table=Table(("Adviser", "Notes"), (("Amina Khan", "1 of 2 (50 %)"), ("Sam Price", "none was due yet"))),
    )


def test_the_head_teacher_may_change_on_the_day_of_the_note(stage: Stage):
    stage.all_say(
        f'school contact {OLD_HALL} head "Mr B Jones" b@oldhall.example',
        "visit Old Hall yesterday 9am call: spoke",
        "visit send V1",
        "yes",
    )
    assert stage.say(f'school contact {OLD_HALL} head "Ms C New" c@oldhall.example').title == (
        "Old Hall School: Ms C New is head teacher"
    )


def test_who_received_a_note_and_was_replaced_that_day_is_named_by_the_note_and_serves_no_longer(stage: Stage):
    stage.all_say(
        f'school contact {OLD_HALL} head "Mr B Jones" b@oldhall.example',
        "visit Old Hall yesterday 9am call: spoke",
        "visit send V1",
        "yes",
    )
    assert stage.say(f'school contact {OLD_HALL} head "Ms C New" c@oldhall.example') == a_message(
        "Old Hall School: Ms C New is head teacher",
        "From Wednesday 25 November 2026, c@oldhall.example.",
        buttons={"Undo": "undo 6"},
    )
    assert "Head teacher: Ms C New, c@oldhall.example" in stage.say("school Old Hall").lines
    assert not any("Jones" in line for line in stage.say("school Old Hall").lines)
    stage.wait(minutes=10)
    stage.tick()
    assert [parcel.address for parcel in stage.post.parcels] == ["b@oldhall.example"]


def test_visits_are_offered_to_those_who_may_write_or_excuse_their_notes(stage: Stage):
    stage.all_say("visit Old Hall yesterday 2pm call", "visit plan Oakfield tomorrow 9am call")
    stage.all_say("visit Blackwood yesterday 3pm call", who=SAM)

    def offered(line: str, who: str) -> list[str]:
        return [button.label for button in stage.say(line, who).buttons]

    assert offered("visit note", SAM) == ["V3 Blackwood School"]
    assert offered("visit excuse", LEO) == ["V1 Old Hall School, Amina Khan", "V3 Blackwood School, Sam Price"]
    assert offered("visit sent", MO) == ["V1 Old Hall School, Amina Khan", "V3 Blackwood School, Sam Price"]
    assert offered("visit made", "Amina Khan") == ["V2 Oakfield Primary School"]
    assert offered("visit cancel", "Amina Khan") == ["V1 Old Hall School", "V2 Oakfield Primary School"]


def test_an_adviser_is_not_asked_for_a_colleagues_reason(stage: Stage):
    stage.all_say("visit Old Hall 12 Nov 2pm call 30m: spoke", "visit sent V1 by hand")
    with nothing_stored(stage):
        assert stage.say("/visit reason V1 ill", SAM).title.startswith("V1 is Amina Khan's visit.")
    assert stage.say("/visit reason V1 ill", MO).title == "V1: kept why the note was late"
    with nothing_stored(stage):
        assert stage.say("/visit reason V1 ill", CARYS).title.startswith("“visit reason” is for advisers, leads, ")


@pytest.mark.parametrize("said", ["because", ": because ", "Because:", "— because"])
def test_a_reason_needs_words(made: Stage, said: str):
    with nothing_stored(made):
        made.say(f"visit excuse V1 {said}", LEO)


def test_a_companion_owes_no_note_so_their_rate_does_not_count_it(stage: Stage):
    stage.all_say("visit Old Hall 12 Nov 2pm call 30m @sam")
    assert stage.say("visit rate", SAM) == a_message("Your notes on time: none was due yet")
