"""Several things for one person at one time are one message."""

from notifications.message import Button, Message
from notifications.nudge import Topic
from notifications.together import MOST_BUTTONS, TITLES, put_together


def a_message(number: int, **more: object) -> Message:
    usual: dict[str, object] = {
        "title": f"V{number}: note for Oakfield Primary School, 1 hour left",
        "lines": ("Nothing is written yet.", "Visit on Tuesday."),
        "buttons": (Button("Write the note", f"visit note V{number}"), Button("Snooze", f"snooze V{number}")),
    }
    return Message(**(usual | more))


def test_one_thing_stays_as_it_is():
    assert put_together([a_message(1)], Topic.NOTES) == a_message(1)


def test_several_keep_their_titles_and_lines_and_their_first_button_each():
    assert put_together([a_message(1), a_message(2)], Topic.NOTES) == Message(
        f"2 {TITLES[Topic.NOTES]}",
        (
            "V1: note for Oakfield Primary School, 1 hour left",
            "  Nothing is written yet.",
            "  Visit on Tuesday.",
            "V2: note for Oakfield Primary School, 1 hour left",
            "  Nothing is written yet.",
            "  Visit on Tuesday.",
        ),
        buttons=(Button("Write the note", "visit note V1"), Button("Write the note", "visit note V2")),
    )


def test_there_are_never_more_buttons_than_fit_and_no_line_is_left_out():
    message = put_together([a_message(number) for number in range(1, 9)], Topic.VISITS)
    assert message.title == f"8 {TITLES[Topic.VISITS]}"
    assert [button.says for button in message.buttons] == [f"visit note V{n}" for n in range(1, MOST_BUTTONS + 1)]
    assert [line for line in message.lines if line.startswith("V8")] == [a_message(8).title]


def test_a_message_without_buttons_takes_nobodys_place():
    message = put_together([a_message(1, buttons=()), a_message(2)], Topic.NOTES)
    assert message.buttons == (Button("Write the note", "visit note V2"),)


def test_every_topic_has_its_words():
    assert TITLES.keys() == set(Topic)
