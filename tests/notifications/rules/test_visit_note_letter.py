"""The note on its way to the head teacher, ten minutes after it was sent."""

from datetime import UTC, datetime

import pytest

from notifications.message import Attachment, Message
from notifications.nudge import Looked, Nudge, Occasion, Topic
from notifications.rules.visit_note_letter import BY_EMAIL, RULE, note_file_name, visit_note_letter, words
from storage.schools import School, Standing
from storage.visits import NotePart, Visit
from tests.people_and_schools import FACTS, MRS_SMITH, a_visit, london

SENT_AT = london("2026-11-04 19:30").astimezone(UTC)


def a_sent_visit(sent_at: datetime = SENT_AT, **more: object) -> Visit:
    usual: dict[str, object] = {
        "note_sent_at": sent_at,
        "note_sent_how": BY_EMAIL,
        "note_sent_to_id": MRS_SMITH.id,
        "note_sent_to": MRS_SMITH,
        "note": [
            NotePart(field="next-steps", text="Moderate Year 2 writing."),
            NotePart(field="note", text="Attendance is up."),
        ],
    }
    return a_visit("2026-11-03 15:00", **(usual | more))


def test_the_letter_leaves_ten_minutes_after_it_was_sent_even_in_the_evening():
    occasion = Occasion(london("2026-11-04 19:40").astimezone(UTC), None, firm=True)
    nudge = Nudge("visit-letter:7:2026-11-04T19:30:00Z", MRS_SMITH, "W2-01", Topic.LETTER, occasion)
    assert visit_note_letter(a_sent_visit(), FACTS, SENT_AT) == Looked((nudge,))


def test_it_is_the_same_letter_however_long_afterwards_the_rule_is_asked():
    visit = a_sent_visit()
    assert visit_note_letter(visit, FACTS, SENT_AT) == visit_note_letter(visit, FACTS, london("2027-06-01 12:00"))


def test_a_note_that_was_called_back_and_sent_again_is_another_letter():
    again = a_sent_visit(london("2026-11-04 19:45").astimezone(UTC))
    [first], [second] = (visit_note_letter(visit, FACTS, SENT_AT).nudges for visit in (a_sent_visit(), again))
    assert (first.key, second.key) == ("visit-letter:7:2026-11-04T19:30:00Z", "visit-letter:7:2026-11-04T19:45:00Z")


def test_the_key_of_a_letter_is_the_same_on_a_london_clock_in_summer():
    moment = london("2027-05-05 10:00")
    [given], [stored] = (
        visit_note_letter(a_sent_visit(at), FACTS, moment).nudges for at in (moment, moment.astimezone(UTC))
    )
    assert given.key == stored.key


@pytest.mark.parametrize(
    "otherwise",
    [
        {"note_sent_at": None},
        {"note_sent_how": "by hand"},
        {"note_sent_how": "by e-mail"},
        {"note_sent_how": None},
        {"note_sent_to": None, "note_sent_to_id": None},
    ],
    ids=["called back", "by hand", "by their own e-mail", "nobody said how", "to nobody"],
)
def test_no_letter_leaves_for_a_note_that_the_bot_was_not_asked_to_send(otherwise):
    assert visit_note_letter(a_sent_visit(**otherwise), FACTS, london("2026-11-05 12:00")) == Looked()


def test_the_letter_has_the_note_under_its_headings_in_the_order_of_the_form():
    assert words(a_sent_visit(), FACTS, MRS_SMITH, london("2026-11-04 19:40")) == Message(
        "Note of visit: Oakfield Primary School, Tuesday 3 November 2026",
        (
            "Dear Mrs J Smith,",
            "Here is my note of visit for the core offer visit on Tuesday 3 November 2026.",
            "If anything in it is not accurate, please let me know.",
            "Amina Khan, Improvement Adviser, Walsall Council",
        ),
        attachment=Attachment(
            "V12 Oakfield Primary School 2026-11-03.txt",
            "Note of visit\nOakfield Primary School (URN 104001)\n"
            "Core offer visit on Tuesday 3 November 2026 by Amina Khan\n\n"
            "Note\nAttendance is up.\n\n"
            "Next steps\nModerate Year 2 writing.\n",
        ),
    )


def test_the_file_has_no_folder_in_its_name():
    joint = School(id=3, urn=104003, name="Oakfield Infant/Junior School", la_code="335", standing=Standing.OPEN)
    assert (
        note_file_name(a_visit("2026-11-03 15:00", school=joint)) == "V12 Oakfield Infant-Junior School 2026-11-03.txt"
    )


def test_nobody_asks_why_of_a_letter():
    assert RULE.why(a_sent_visit(), FACTS) == ()
