"""What a digest says to a person and to a channel."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from notifications.digest import Edition, channel_digest, person_digest
from notifications.matters import Matter, Sort, Urgency
from notifications.message import Button, Message, Table
from storage.news import Happened, News
from tests.people_and_schools import london

WEDNESDAY = london("2026-11-25 08:30")
MONDAY = london("2026-11-30 08:30")
AMINA, SAM = 1, 4


def edition(now: datetime = WEDNESDAY, **more: object) -> Edition:
    return Edition(now, now - timedelta(days=1), now, **more)  # type: ignore[arg-type]


def a_matter(ref: str, urgency: Urgency, *, person: int = AMINA, sort: Sort = Sort.ACTION, **more: object) -> Matter:
    usual = Matter(
        sort,
        ref,
        1,
        104001,
        "Oakfield",
        "Amina Khan",
        "AK",
        frozenset({person}),
        WEDNESDAY,
        urgency,
        "audit",
        "due: audit",
    )
    return replace(usual, **more)  # type: ignore[arg-type]


LATE = a_matter("V1", Urgency.OVERDUE, sort=Sort.NOTE, says="note of visit: late since Monday")
TODAY = a_matter("A2", Urgency.TODAY, says="due today: audit")
FRIDAY = a_matter("A3", Urgency.THIS_WEEK)
LATER = a_matter("A4", Urgency.LATER)
NEWS = (
    News(Happened.ACTION_DONE, "A7", 1, SAM),
    News(Happened.VISIT_MADE, "V3", 1, SAM),
    News(Happened.VISIT_MADE, "V4", 1, SAM),
)


def test_a_person_reads_overdue_and_due_today_first_then_the_week_counted_then_the_news():
    assert person_digest(edition(), [LATER, FRIDAY, TODAY, LATE], NEWS, person_id=AMINA) == Message(
        "Wednesday 25 November 2026: 1 overdue, 1 due today",
        ("Later this week: 1 action.", "Since yesterday: 2 visits logged (V3, V4); 1 action done (A7)."),
        Table(
            ("Ref", "School", "What"),
            (("V1", "Oakfield", "note of visit: late since Monday"), ("A2", "Oakfield", "due today: audit")),
        ),
        (Button("Write V1", "visit note V1"), Button("All of mine", "mine"), Button("This week", "diary")),
    )


def test_a_lead_reads_whose_they_are():
    message = person_digest(edition(), [TODAY], (), person_id=SAM, whole_team=True)
    assert message is not None
    assert message.table == Table(
        ("Ref", "School", "Who", "What"), (("A2", "Oakfield", "Amina Khan", "due today: audit"),)
    )
    assert message.buttons == (Button("All that is overdue", "overdue"), Button("This week", "diary"))


def test_a_deputy_reads_whose_they_are():
    message = person_digest(edition(), [TODAY], (), person_id=SAM)
    assert message is not None
    assert message.table is not None
    assert message.table.headings == ("Ref", "School", "Who", "What")


@pytest.mark.parametrize(
    ("now", "every_day", "asked", "comes"),
    [
        (WEDNESDAY, False, False, False),
        (WEDNESDAY, False, True, True),
        (WEDNESDAY, True, False, True),
        (MONDAY, False, False, True),
    ],
)
def test_nothing_due_is_said_on_mondays_or_when_it_was_asked_for(now, every_day, asked, comes):
    empty = edition(now, every_day=every_day)
    assert (person_digest(empty, [FRIDAY], (), person_id=AMINA, asked=asked) is not None) is comes
    assert (channel_digest(empty, [FRIDAY], (), asked=asked) is not None) is comes


def test_nothing_due_in_words():
    assert person_digest(edition(MONDAY), [LATER], (), person_id=AMINA) == Message(
        "Monday 30 November 2026: nothing is due",
        ("Nothing more this week.", "Since yesterday: nothing new."),
        None,
        (Button("All of mine", "mine"), Button("This week", "diary")),
    )


def test_a_channel_sees_initials_before_the_deadline_and_of_what_is_late_only_the_number():
    message = channel_digest(edition(), [LATE, TODAY, FRIDAY], ())
    assert message == Message(
        "Wednesday 25 November 2026: 1 overdue, 1 due today",
        (
            "Overdue: 1 note. Whose they are is told to them and to the leads.",
            "Later this week: 1 action.",
            "Since yesterday: nothing new.",
        ),
        Table(("Today", "School", "Who", "What"), (("A2", "Oakfield", "AK", "action"),)),
        (Button("This week", "diary"),),
    )


def test_a_channel_never_reads_a_name_a_text_or_what_is_late():
    said = str(channel_digest(edition(), [LATE, TODAY], ()))
    assert [word for word in ("Amina", "Khan", "V1", "audit", "late since") if word in said] == []


def test_a_late_digest_says_so_with_its_time():
    late = replace(edition(london("2026-11-25 14:00")), due_at=WEDNESDAY, late=True)
    message = person_digest(late, [TODAY], (), person_id=AMINA)
    assert message is not None
    assert message.lines[0] == "This digest comes late: it was due at 08:30."


def test_of_several_hundred_the_ten_most_urgent_are_shown_and_the_rest_counted():
    many = [replace(TODAY, ref=f"A{n}", at=WEDNESDAY + timedelta(minutes=n)) for n in range(100, 400)]
    news = [News(Happened.ACTION_RAISED, f"A{n}", 1, SAM) for n in range(100, 400)]
    message = person_digest(edition(), [*many, LATE], news, person_id=AMINA)
    assert message is not None
    assert message.table is not None
    assert [row[0] for row in message.table.rows] == ["V1", *(f"A{n}" for n in range(100, 109))]
    assert message.lines == (
        "The 10 most urgent are shown; besides them 291 actions in: mine",
        "Nothing more this week.",
        "Since yesterday: 300 actions raised (A100, A101, A102, A103, A104 and 295 more).",
    )


def test_after_a_weekend_the_news_is_since_friday():
    since_friday = replace(edition(MONDAY), since=london("2026-11-27 08:30").astimezone(UTC))
    message = person_digest(since_friday, [TODAY], NEWS[:1], person_id=AMINA)
    assert message is not None
    assert message.lines[-1] == "Since Friday 27 November 2026: 1 action done (A7)."
