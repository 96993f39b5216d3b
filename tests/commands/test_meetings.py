"""Meetings before they take place: booked, confirmed, moved, cancelled, listed."""

from datetime import timedelta

import pytest

from notifications.message import Table
from storage.meetings import MeetingState
from tests.commands.a_board import in_wolverhampton, meeting
from tests.commands.a_team import (
    LEO,
    MO,
    RUTH,
    Stage,
    a_message,
    london,
)

STEPS = {"Agenda": "meeting agenda M1", "Who comes?": "meeting confirm M1", "Move it": "meeting move M1"}
WHEN = "Team Around the School, Friday 12 February 2027, 16:00 to 18:00; Chair of TAS: Carys Evans."
AS_CHAIR = "Assumed: Carys Evans is Chair of TAS, as the only colleague with the role of chair."


def test_a_meeting_is_booked_in_one_line_and_what_was_assumed_is_said(stage: Stage):
    assert stage.say("meeting book Short Heath 12 Feb 4pm", MO) == a_message(
        "M1: TAS at Short Heath Junior School, booked",
        WHEN,
        "It is meeting number 1 of its kind at the school.",
        "Assumed: 2 hours, as a TAS usually takes (your team's setting).",
        "Assumed: a TAS, as no kind was said (there is also: IRM, DCS meeting).",
        AS_CHAIR,
        buttons=STEPS | {"Undo": "undo 3"},
    )
    booked = meeting(stage, 1)
    assert (booked.starts_at, booked.ends_at) == (london("2027-02-12 16:00"), london("2027-02-12 18:00"))
    assert (booked.kind, booked.state, booked.occurrence, booked.moves) == ("tas", MeetingState.BOOKED, 1, 0)


@pytest.mark.parametrize(
    "line",
    [
        "/sib book Short Heath 12 Feb 4pm 2h",
        "/tas book Short Heath 12 Feb 4-6pm",
        "meeting book TAS Short Heath 12 Feb 16:00 for 2h",
        "meeting book Short Heath TAS 12/2/2027 16:00-18:00 chair @carys",
        "meeting book Short Heath 12 Feb 4pm 120m chaired by Carys Evans tas",
    ],
)
def test_kind_length_and_chair_may_stand_anywhere(stage: Stage, line: str):
    said = stage.say(line)
    assert (said.title, said.lines[0]) == ("M1: TAS at Short Heath Junior School, booked", WHEN)


def test_the_nouns_of_other_councils_mean_what_this_one_calls_so(stage: Stage):
    in_wolverhampton(stage)
    assert stage.say("/sib book Old Hall 12 Feb 4pm").title == "M1: SIB at Old Hall School, booked"
    assert stage.answer("/tas book Old Hall 13 Feb 4pm").message == a_message(
        "Wolverhampton's School Improvement Strategy has no TAS. It has: SIB (School Improvement Board), "
        "Challenge and Support (Autumn Term Challenge and Support Meeting). For example: meeting book sib ..."
    )


def test_sixteen_hundred_is_a_time_and_no_length(stage: Stage):
    stage.all_say("meeting book Short Heath 2027-02-12 16:00")
    assert meeting(stage, 1).starts_at == london("2027-02-12 16:00")
    assert meeting(stage, 1).ends_at - meeting(stage, 1).starts_at == timedelta(hours=2)


def test_a_day_without_a_time_is_asked_about(stage: Stage):
    asked = stage.say("meeting book Short Heath 12 Feb")
    assert asked.title == "Friday 12 February 2027, and at what time? For example: 4pm, or 9.30-11"
    assert stage.press(asked, "At 16:00").lines[0] == WHEN


def test_a_school_without_a_time_is_asked_about_and_kept(stage: Stage):
    assert stage.say("meeting book Short Heath").title.startswith("When is the TAS at Short Heath Junior School?")
    assert stage.say("12 Feb 4pm").lines[0] == WHEN


@pytest.mark.parametrize(
    ("when", "question"),
    [
        ("1 Jan 4pm", "Friday 1 January 2027 is a bank holiday (New Year’s Day). Is that right?"),
        ("6 Feb 4pm", "Saturday 6 February 2027 is at the weekend. Is that right?"),
        ("17 Feb 4pm", "Wednesday 17 February 2027 is in the school holidays. Is that right?"),
        (
            "12 Aug 4pm",
            "Thursday 12 August 2027 is in the school holidays (term dates of 2027/28 are assumed from the ordinary "
            "pattern). Is that right?",
        ),
        ("12 Feb 5am", "05:00 is outside the day. Is that right?"),
        ("3 Nov 2026 4pm", "Tuesday 3 November 2026, 16:00 has passed. Log it as a meeting that took place?"),
        ("yesterday 4pm", "Tuesday 24 November 2026, 16:00 has passed. Log it as a meeting that took place?"),
    ],
)
def test_an_odd_day_is_asked_about_and_yes_is_enough(stage: Stage, when: str, question: str):
    assert stage.say(f"meeting book Short Heath {when}").title == question
    assert stage.say("no").title == "Left as it was. Nothing was stored."
    stage.say(f"meeting book Short Heath {when}")
    assert stage.say("yes").title.startswith("M1: TAS at Short Heath Junior School, ")


def test_a_meeting_that_took_place_is_logged_with_the_steps_after_it(stage: Stage):
    logged = stage.all_say("meeting book Short Heath yesterday 4pm", "yes")
    assert logged.title == "M1: TAS at Short Heath Junior School, logged"
    assert [button.label for button in logged.buttons] == ["Who came?", "Outcome", "Undo"]


def test_two_meetings_of_a_school_on_one_day_are_asked_about(stage: Stage):
    stage.all_say("meeting book Short Heath 12 Feb 4pm")
    assert stage.say("meeting book Short Heath 12 Feb 9am").title == (
        "Short Heath Junior School has M1 (TAS) on that day already, Friday 12 February 2027, 16:00. Another one?"
    )
    assert stage.say("yes").title == "M2: TAS at Short Heath Junior School, booked"


def test_a_closed_school_is_refused(stage: Stage):
    answer = stage.answer("meeting book Edgar Street 12 Feb 4pm")
    assert answer.message == a_message(
        "Edgar Street Infant School closed on Monday 31 August 2026. Its successor may have a new URN."
    )
    assert not answer.understood


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("meeting book Short Heath 12 Feb 4pm 12h", "12 hours is longer than a meeting can be."),
        ("meeting book Nowhere 12 Feb 4pm", "I know no school called “Nowhere"),
        ("meeting book Short Heath 31 Feb 4pm", "There is no 31 February"),
        ("meeting book Short Heath 12 Feb 4pm @nobody", "Nobody in Walsall School Improvement is called “nobody”."),
        ("meeting M9", "There is no meeting M9 in your team."),
        ("meeting outcome M9", "There is no meeting M9 in your team."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(stage: Stage, line: str, says: str):
    answer = stage.answer(line)
    assert answer.message.title.startswith(says)
    assert not answer.understood


def test_without_a_colleague_who_chairs_nobody_is_named_and_that_is_said(stage: Stage):
    stage.all_say("team roles @carys adviser", who=LEO)
    booked = stage.say("meeting book Short Heath 12 Feb 4pm")
    assert "No Chair of TAS is named yet; name one with: meeting chair M1 @carys" in booked.lines
    assert stage.press(booked, "Name the Chair of TAS").title == "Who leads it? (@carys)"
    assert stage.say("@leo") == a_message(
        "M1: TAS at Short Heath Junior School",
        "Leo Barnes is Chair of TAS.",
        buttons=STEPS | {"Undo": "undo 5"},
    )


MANY = """meeting book
School\tDate\tTime
Short Heath\t12 Feb 2027\t4pm
Old Hall Friday 5 Feb 2-3.30pm IRM @leo

• Blackwood, 1 Jan 4pm
"""


def test_many_pasted_lines_are_shown_back_and_stored_on_yes(stage: Stage):
    shown = stage.say(MANY, MO)
    assert shown.title == "Book all: 3 meetings?"
    assert shown.lines == ("1 of them has something to look at.",)
    holiday = "Friday 1 January 2027 is a bank holiday (New Year’s Day)"
    assert shown.table == Table(
        ("Line", "School", "When", "Kind", "Chair", "Look at"),
        (
            ("2", "Short Heath Junior School", "Fri 12 Feb 2027, 16:00", "TAS", "", ""),
            ("3", "Old Hall School", "Fri 5 Feb 2027, 14:00", "IRM", "LB", ""),
            ("5", "Blackwood School", "Fri 1 Jan 2027, 16:00", "TAS", "", holiday),
        ),
    )
    assert stage.rows()["meeting"] == 0
    assert stage.say("yes", MO).table == Table(
        ("Meeting", "School", "When", "Chair"),
        (
            ("M1", "Short Heath Junior School", "Fri 12 Feb 2027, 16:00", "Carys Evans"),
            ("M2", "Old Hall School", "Fri 5 Feb 2027, 14:00", "Leo Barnes"),
            ("M3", "Blackwood School", "Fri 1 Jan 2027, 16:00", "Carys Evans"),
        ),
    )
    assert stage.say("undo", MO).title == "Taken back: M3, M2 and M1"
    assert stage.rows()["meeting"] == 0


def test_lines_that_cannot_be_read_are_named_and_one_can_be_put_right(stage: Stage):
    stage.all_say("meeting book Short Heath 12 Feb 4pm")
    shown = stage.say(
        "meeting book\nNowhere 4 Feb 4pm\nSt Joseph 4 Feb 4pm\nBlackwood yesterday 4pm\nOld Hall 4 Feb 4pm\n"
        "Old Hall 4 Feb 16:00\nEdgar Street 4 Feb 4pm\nShort Heath 12 Feb 4pm\nWhetstone"
    )
    assert shown.title.startswith("7 lines cannot be read, so nothing was stored yet. Send the line again")
    assert shown.table is not None
    assert [(row[0], row[2].split(".")[0][:44]) for row in shown.table.rows] == [
        ("1", "I know no school called “Nowhere” in Walsall"),
        ("2", "2 schools could be “St Joseph”"),
        ("3", "Tuesday 24 November 2026, 16:00 has passed; "),
        ("5", "line 4 says that already"),
        ("6", "Edgar Street Infant School closed on Monday "),
        ("7", "M1 is booked for then already"),
        ("8", "When? For example 12 Feb 4pm"),
    ]
    assert stage.say("thanks").lines == (
        "Say which line it is, for example: 4: Moderate Y2 writing | HT | Friday. Or paste all of it again.",
    )
    assert stage.say("1: May Park 4 Feb 4pm\n2:\n3:\n5:\n6:\n7:").title.startswith("1 line cannot be read")
    assert stage.say("8: Whetstone 5 Feb 4pm").title == "Book all: 3 meetings?"
    stage.all_say("yes")
    assert stage.rows()["meeting"] == 4


def test_more_than_can_be_stored_in_time_is_refused_kindly(stage: Stage):
    lines = "\n".join(f"Old Hall {day} {month} 4pm" for month in ("March", "May") for day in range(1, 22))
    assert stage.say(f"meeting book\n{lines}").title == (
        "That is 42 meetings; 40 is the most that I can book at once. Nothing was stored: please paste them in parts."
    )


def test_many_lines_can_be_dropped(stage: Stage):
    stage.say(MANY, MO)
    assert stage.say("no", MO).title == "Left as it was. Nothing was stored."
    assert stage.rows()["meeting"] == 0


def test_who_will_come_is_kept_by_place_or_by_name(stage: Stage):
    in_wolverhampton(stage)
    stage.all_say("/sib book Old Hall 12 Feb 4pm")
    assert stage.say("meeting confirm M1 HT yes", MO).lines == (
        "Will come: Mrs J Smith (HT)",
        "No governor has confirmed yet. “Meeting will be rearranged if no governors are in attendance”",
    )
    assert stage.say("meeting confirm M1 Mr Khan, Carys yes", MO).lines == (
        "Will come: Carys Evans (chair of SIB), Mrs J Smith (HT), Mr T Khan (CoG)",
    )
    assert stage.say("meeting confirm M1 CoG no", MO).lines == (
        "Will come: Carys Evans (chair of SIB), Mrs J Smith (HT)",
        "Cannot come: Mr T Khan (CoG)",
        "No governor has confirmed yet. “Meeting will be rearranged if no governors are in attendance”",
    )


def test_a_name_that_nobody_knows_is_asked_for_its_place_once(stage: Stage):
    in_wolverhampton(stage)
    stage.all_say("/sib book Old Hall 12 Feb 4pm")
    asked = stage.say('meeting confirm M1 "Mrs A Brown" yes')
    assert asked.title == "As what does Mrs A Brown sit at M1?"
    assert stage.press(asked, "Other governors").lines == ("Will come: Mrs A Brown (governor)",)
    assert stage.say("meeting confirm M1 Mrs Brown no").lines[1] == "Cannot come: Mrs A Brown (governor)"
    assert stage.rows()["attendance"] == 1


def test_the_example_of_the_manual_works_where_the_chair_of_governors_is_known(stage: Stage):
    in_wolverhampton(stage)
    stage.all_say("/sib book Old Hall 12 Feb 4pm")
    assert stage.say('meeting confirm M1 "Mr Khan" yes').lines == ("Will come: Mr T Khan (CoG)",)


def test_confirm_alone_asks_who_and_then_whether(stage: Stage):
    stage.all_say("meeting book Old Hall 12 Feb 4pm")
    asked = stage.say("meeting confirm M1")
    assert asked.title == "Who has answered? A name or a place (HT, CoG)"
    asked = stage.press(asked, "Mrs J Smith (HT)")
    assert asked.title == "Will Mrs J Smith come?"
    assert stage.press(asked, "No, cannot come").lines == (
        "Will come: nobody has said so yet",
        "Cannot come: Mrs J Smith (HT)",
    )


def test_a_move_is_counted_and_lets_everything_start_anew(stage: Stage):
    in_wolverhampton(stage)
    stage.all_say("/sib book Old Hall 12 Feb 4pm", "meeting confirm M1 CoG yes", "meeting agenda M1 sent")
    assert stage.say("meeting move M1 to 26 Feb 4pm because no governor could come", MO) == a_message(
        "M1: SIB at Old Hall School, moved",
        "School Improvement Board, Friday 26 February 2027, 16:00 to 18:00; Chair of SIB: Carys Evans.",
        "It was Friday 12 February 2027, 16:00; the first move, because no governor could come",
        "Its agenda has to go again, with the new date.",
        "Who comes is asked anew: nobody has confirmed the new date yet.",
        buttons=STEPS | {"Undo": "undo 7"},
    )
    moved = meeting(stage, 1)
    assert (moved.state, moved.agenda_sent_at, moved.moves) == (MeetingState.BOOKED, None, 1)
    assert [row.confirmed for row in moved.members] == [None]
    stage.all_say("undo", who=MO)
    assert (meeting(stage, 1).state, meeting(stage, 1).moves) == (MeetingState.AGENDA_SENT, 0)


def test_a_move_keeps_the_length_and_asks_about_odd_days(stage: Stage):
    stage.all_say("meeting book Old Hall 12 Feb 4pm 90m")
    assert stage.say("meeting move M1 to 17 Feb 4pm because snow").title.endswith(
        "is in the school holidays. Is that right?"
    )
    stage.all_say("yes")
    assert meeting(stage, 1).ends_at == london("2027-02-17 17:30")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("meeting move M1 to 12 Feb 4pm because snow", "M1 is Friday 12 February 2027, 16:00 already."),
        ("meeting move M1 to yesterday 4pm because snow", "Tuesday 24 November 2026, 16:00 has passed."),
    ],
)
def test_a_move_to_nowhere_is_refused(stage: Stage, line: str, says: str):
    stage.all_say("meeting book Old Hall 12 Feb 4pm")
    assert stage.say(line).title.startswith(says)
    assert meeting(stage, 1).moves == 0


def test_a_cancelled_meeting_stays_on_record_and_takes_nothing_more(stage: Stage):
    stage.all_say("meeting book Old Hall 12 Feb 4pm")
    assert stage.say("meeting cancel M1 because the head teacher is ill") == a_message(
        "M1: TAS at Old Hall School, cancelled",
        "Team Around the School, Friday 12 February 2027, 16:00 to 18:00; Chair of TAS: Carys Evans.",
        "Because: the head teacher is ill",
        buttons={"Book another": "meeting book 104274 tas", "Undo": "undo 4"},
    )
    said = "M1 was cancelled (the head teacher is ill). Book another with “meeting book”."
    for line in ("outcome M1", "attend M1 all", "move M1 to 19 Feb 4pm because x", "agenda M1", "cancel M1 because x"):
        assert stage.say(f"meeting {line}").title == said


def test_the_agenda_is_made_from_headings_factors_and_actions(stage: Stage):
    in_wolverhampton(stage)
    stage.all_say("/sib book Old Hall yesterday 4pm", "yes", "meeting outcome M1: Present: all", "yes", "stop")
    stage.all_say("meeting outcome M1: Factor: Writing\nModerate | HT | 4 Dec", "yes", "yes", "stop")
    stage.all_say("/sib book Old Hall 12 Feb 4pm")
    shown = stage.say("meeting agenda M2", MO)
    assert shown.title == "M2: SIB at Old Hall School, agenda"
    assert "\n".join(shown.lines) == (
        "School Improvement Board: agenda\n"
        "Old Hall School (URN 104274), meeting number 2\n"
        "Friday 12 February 2027, 16:00 to 18:00\n"
        "Chair of SIB: Carys Evans\n"
        "Members: Carys Evans (chair of SIB), SIA, Mrs J Smith (HT), SLT, Mr T Khan (CoG), governor\n"
        "\n"
        "1. Apologies\n"
        "2. Priorities of the previous board, checked\n"
        "3. Evidence of impact from the head teacher and the Chair of Governors\n"
        "4. School Risk Assessment\n"
        "5. Key factors, which become the priorities until the next board\n"
        "6. Date of the next board\n"
        "\n"
        "Key factors to be checked\n"
        "1. Writing, from M1 of Tue 24 Nov 2026\n"
        "\n"
        "Open actions\n"
        "A1 Moderate, Mrs J Smith, head teacher, due Friday 4 December 2026\n"
        "\n"
        "Risk assessment\n"
        "What is the risk of this school not being judged good/outstanding at the next Ofsted inspection?"
    )
    assert shown.attachment is not None
    assert shown.attachment.name == "M2 Agenda Old Hall School 2027-02-12.txt"
    assert shown.attachment.text == "\n".join(shown.lines) + "\n"


def test_that_the_agenda_has_gone_is_kept(stage: Stage):
    stage.all_say("meeting book Old Hall 12 Feb 4pm")
    stage.wait(hours=3)
    assert stage.say("meeting agenda M1 sent", MO).lines == (
        "It went to all members Wednesday 25 November 2026, 12:00, 79 days before the meeting.",
    )
    assert meeting(stage, 1).state == MeetingState.AGENDA_SENT
    assert stage.say("meeting agenda M1 sent tomorrow", MO).title.startswith(
        "Thursday 26 November 2026 is still to come."
    )


def test_the_pre_meeting_comes_at_least_a_week_before(stage: Stage):
    stage.all_say("meeting book IRM Old Hall 12 Feb 4pm")
    assert stage.say("meeting pre M1 5 Feb 3pm").lines == (
        "Head teacher and adviser meet Friday 5 February 2027, 15:00, in time.",
    )
    assert stage.say("meeting pre M1 5 Feb 5pm").title == (
        "Friday 5 February 2027, 17:00 is less than 7 days before M1, “at least one week before”: the latest is "
        "Friday 5 February 2027, 16:00. Book it all the same?"
    )
    assert stage.say("yes").lines == (
        "Head teacher and adviser meet Friday 5 February 2027, 17:00, later than Friday 5 February 2027, 16:00.",
    )
    assert stage.say("meeting pre M1 12 Feb 5pm").title == (
        "M1 begins Friday 12 February 2027, 16:00; its pre-meeting comes before that."
    )


def test_a_kind_without_a_pre_meeting_says_which_has_one(stage: Stage):
    stage.all_say("meeting book Old Hall 12 Feb 4pm")
    assert stage.say("meeting pre M1 5 Feb 3pm").title == (
        "Walsall's School Improvement Strategy has no pre-meeting before a TAS. It has one before: IRM."
    )


def test_the_list_shows_a_period_with_what_wants_something_first(each_stage: Stage):
    each_stage.all_say(
        "meeting book Old Hall 26 Nov 4pm", "meeting book Short Heath 30 Nov 4pm", "meeting book Blackwood 5 Feb 4pm"
    )
    each_stage.wait(days=2)
    shown = each_stage.say("meeting list this half term", RUTH)
    assert shown.title == "Meetings: 2, Monday 2 November 2026 to Friday 18 December 2026"
    assert shown.lines == ("1 took place? Nothing is on record, 1 booked",)
    assert shown.table is not None
    assert [row[0] for row in shown.table.rows] == ["M1", "M2"]
    assert each_stage.say("meeting list next 14 days", RUTH).title.startswith("Meetings: 1, Friday 27 November 2026")
    assert each_stage.say("meeting list Blackwood", RUTH).title == "Meetings at Blackwood School: 1"
    assert each_stage.say("/sib list next 14 days", RUTH).title.startswith("TAS: 1, ")
    assert each_stage.say("meeting", RUTH) == each_stage.say("meeting list", RUTH)


def test_a_list_that_rests_on_assumed_terms_says_so(stage: Stage):
    assert stage.say("meeting list 2027/28").lines[0] == (
        "Assumed: term dates of 2027/28 are assumed from the ordinary pattern."
    )


def test_a_long_list_comes_in_pages(each_stage: Stage):
    lines = "\n".join(
        f"Old Hall {day} Feb {hour}" for day in (1, 2, 3, 4, 5) for hour in ("9am", "10am", "11am", "1pm", "3pm")
    )
    each_stage.all_say(f"meeting book\n{lines}", "yes")
    first = each_stage.say("meeting list February")
    assert first.title.endswith(", page 1 of 2")
    second = each_stage.press(first, "More")
    assert second.title.endswith(", page 2 of 2")
    assert second.table is not None
    assert [row[0] for row in second.table.rows] == ["M21", "M22", "M23", "M24", "M25"]
    assert each_stage.say("meeting list February page 3").title == "There are 2 pages. For example: meeting list page 2"


def test_readers_look_and_do_not_touch(stage: Stage):
    stage.all_say("meeting book Old Hall 12 Feb 4pm")
    assert stage.say("meeting M1", RUTH).title == "M1: TAS at Old Hall School, booked"
    for line in ("book Old Hall 19 Feb 4pm", "outcome M1", "attend M1 all", "cancel M1 because x", "agenda M1"):
        assert not stage.answer(f"meeting {line}", RUTH).understood
