"""Nothing that a person typed is live when the bot repeats it."""

import re

import pytest

from bot.telegram.inert import APART, clean, clean_line, cut, inert, length

APART_SHOWN = "|"


def shown(text: str) -> str:
    """HTML with the unseen mark made visible."""
    return inert(text).replace(APART, APART_SHOWN)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<b>HT</b> & CoG", "&lt;b&gt;HT&lt;/|b&gt; &amp; CoG"),
        ("@jane and @here", "@|jane and @|here"),
        ("head@oakfield.example", "head@|oakfield.|example"),
        ("https://evil.example/x", "https:|//evil.|example/x"),
        ("see evil.example", "see evil.|example"),
        ("tg://user?id=1", "tg:|//user?id=1"),
        ("/visit Old Hall", "/|visit Old Hall"),
        ("(/start)", "(/|start)"),
        ("#maths $HT", "#|maths $|HT"),
        ("at 127.0.0.1", "at 127.|0.|0.1"),
        ("3/9, and/or, 9.30am, e.g. this. And that", "3/9, and/or, 9.30am, e.g. this. And that"),
        ("Y2 writing: 64% (was 58)", "Y2 writing: 64% (was 58)"),
    ],
)
def test_what_telegram_would_make_a_link_of_is_taken_apart(typed: str, html: str) -> None:
    assert shown(typed) == html


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("a\r\nb\u2028c\rd", "a\nb\nc\nd"),
        ("tab\there", "tab    here"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("nul\x00 bell\x07", "nul bell"),
        ("half \ud83d of an emoji", "half  of an emoji"),
        (
            "family \U0001f468\u200d\U0001f469\u200d\U0001f467, 校長, عربى",
            "family \U0001f468\u200d\U0001f469\u200d\U0001f467, 校長, عربى",
        ),
    ],
)
def test_unseen_characters_go_and_letters_of_all_scripts_stay(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


def test_a_line_has_no_line_ends() -> None:
    assert clean_line("  Old Hall\n\n  School\r\nWalsall ") == "Old Hall School Walsall"


def test_a_length_counts_as_telegram_may_count_it() -> None:
    assert [length("abc"), length("é"), length("\U0001f600"), length("&amp;")] == [3, 1, 2, 5]


@pytest.mark.parametrize(
    "text", ["word " * 3000, "x" * 9000, "&" * 5000, "\U0001f600" * 5000, "@a" * 4000, "short", ""]
)
def test_a_long_text_is_cut_into_pieces_that_fit_and_lose_nothing(text: str) -> None:
    pieces = cut(text, 4096)
    assert max(length(inert(piece)) for piece in pieces) <= 4096
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", text)


def test_pieces_end_between_words_where_there_are_any() -> None:
    assert cut("Moderate Y2 writing with Edgar Stammers", 22) == ["Moderate Y2 writing", "with Edgar Stammers"]
