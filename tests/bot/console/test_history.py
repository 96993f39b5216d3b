import stat

from prompt_toolkit.history import InMemoryHistory

from bot.console.history import chat_history


def test_short_lines_are_kept_for_their_owner_only_and_notes_are_not(tmp_path):
    history = chat_history(tmp_path)
    history.append_string("visit list")
    history.append_string("note one\ntwo")
    history.append_string("x" * 201)
    history.append_string("caf\ud83d")
    [path] = tmp_path.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(chat_history(tmp_path).load_history_strings()) == ["caf?", "visit list"]


def test_a_place_that_cannot_keep_anything_is_no_trouble(tmp_path):
    assert isinstance(chat_history(tmp_path / "missing"), InMemoryHistory)
    assert isinstance(chat_history(None), InMemoryHistory)


def test_a_file_that_is_lost_while_one_types_is_no_trouble(tmp_path):
    directory = tmp_path / "var"
    directory.mkdir()
    history = chat_history(directory)
    (directory / "console-history").unlink()
    directory.rmdir()
    history.append_string("visit list")
    assert history.get_strings() == ["visit list"]
