import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.harmless import harmless, harmless_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Old Hall's “core” visit – 2½ h, £40 😀", "Old Hall's “core” visit – 2½ h, £40 😀"),
        ("\x1b[31mred\x1b[0m", "<U+001B>[31mred<U+001B>[0m"),
        ("\x9b2J", "<U+009B>2J"),
        ("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"),
        ("[red]not red[/red]", "[red]not red[/red]"),
        ("evil\u202egnp.exe", "evil<U+202E>gnp.exe"),
        ("שלום", "שלום"),
        ("a\u200bb\u2066c\ufeff", "a<U+200B>b<U+2066>c<U+FEFF>"),
        ("👩\u200d🏫", "👩\u200d🏫"),
        ("half \ud83d", "half <U+D83D>"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a   b"),
        ("\x00\x7f\x08", "<U+0000><U+007F><U+0008>"),
    ],
)
def test_text_is_shown_so_that_nothing_in_it_is_live(text: str, shown: str):
    assert harmless(text) == shown


def test_a_title_stays_on_one_line():
    assert harmless_line("one\n\ntwo\r\nthree") == "one two three"


@given(st.text(alphabet=st.characters(codec=None)))
def test_whatever_is_typed_only_newlines_and_joiners_stay_of_what_cannot_be_seen(text: str):
    shown = harmless(text)
    unseen = {character for character in shown if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert unseen <= {"\n", "\u200c", "\u200d"}
    assert harmless(shown) == shown
    assert shown.encode().decode() == shown
