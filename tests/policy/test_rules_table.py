"""Every rule of the documents is in a framework file, in the code, or excused by name; and the page says where."""

from notifications.rules import RULES
from tests.policy.rules_table import PAGE, ROOT, elsewhere, page_with_table, places_in_data, rule_ids


def test_every_rule_of_the_documents_lives_somewhere_or_is_excused():
    assert [rule for rule in rule_ids() if rule not in {*places_in_data(), *elsewhere()["rules"]}] == []


def test_no_framework_names_a_rule_that_no_document_has():
    assert sorted(set(places_in_data()) - set(rule_ids())) == []


def test_what_lives_in_a_file_names_a_file_that_is_there_and_has_the_rule_in_it():
    files = {rule: ROOT / how["file"] for rule, how in elsewhere()["rules"].items() if "file" in how}
    assert [rule for rule, file in files.items() if not file.is_file() or rule not in file.read_text("utf-8")] == []


def test_what_is_excused_is_not_in_the_data_and_is_a_rule_of_the_documents():
    others = elsewhere()["rules"]
    assert [rule for rule, how in others.items() if "not" in how and rule in places_in_data()] == []
    assert [rule for rule in others if rule not in rule_ids()] == []


def test_each_reminder_that_the_documents_imply_is_a_rule_or_is_excused():
    reminders = elsewhere()["reminders"]
    assert list(reminders) == [f"N{number}" for number in range(1, 29)]
    assert [name for name, how in reminders.items() if "rule" in how and how["rule"] not in RULES] == []


def test_the_page_has_the_tables_as_they_are():
    assert PAGE.read_text("utf-8") == page_with_table(), "docs/frameworks.md is out of date: make docs"
