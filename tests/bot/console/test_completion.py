import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.console.completion import ConsoleCompleter
from notifications.message import Button
from tests.bot.console.a_backstage import RememberingBackstage

LIKELY = (Button("Write the note", "visit note V1"),)


def offered(typed: str) -> list[tuple[str, str]]:
    """What the line would become, and what is said about it."""
    completer = ConsoleCompleter(RememberingBackstage(), likely=lambda: LIKELY)
    completions = completer.get_completions(Document(typed), CompleteEvent(completion_requested=True))
    return [(typed[: len(typed) + each.start_position] + each.text, each.display_meta_text) for each in completions]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "/vi",
            [
                ("/visit", "Log a visit that was made."),
                ("/visit note", "Write the note of a visit."),
                ("/visit list", "List visits."),
            ],
        ),
        ("HE", [("help", "Say what one can ask for.")]),
        ("as l", [("as Leo Marsh", "lead")]),
        ("clock t", [("clock tomorrow 09:00", "London time")]),
        ("/clo", [("/clock", "Say or move the time.")]),
        ("/visit old", [("/visit Old Hall Infant School", "")]),
        ("visit St B", [("visit St Bride's CofE Primary School", "")]),
        ("visit note o", []),
        ("visit old hall: o", []),
        ("note one\nvisit", []),
    ],
)
def test_the_tab_key_offers_what_fits(typed: str, expected: list[tuple[str, str]]):
    assert offered(typed) == expected


def test_an_empty_line_offers_the_likely_next_step_first_then_everything():
    assert [text for text, _ in offered("")] == [
        "visit note V1",
        "visit",
        "visit note",
        "visit list",
        "school",
        "help",
        "as",
        "clock",
        "quit",
    ]
