"""Every rule: its source, its examples that fire and that do not."""

from __future__ import annotations

import pytest

from textkit.corpus import read_text
from textkit.draft import check, check_rules
from textkit.draft.rule import Example, Rule

RULES = check_rules()


def found(rule: Rule, example: Example) -> list[str]:
    corpus = [read_text(text) for text in example.corpus]
    upper = [read_text(text) for text in example.upper]
    document = read_text(example.text, **example.given)
    return [f"{f.rule}：{f.quote}：{f.message}" for f in check(document, rules=[rule.id], corpus=corpus, upper=upper)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_its_source_and_has_examples_of_both_kinds(rule: Rule) -> None:
    assert rule.basis and all(rule.message)
    assert rule.fires and rule.silent


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in RULES for e in r.fires], ids=lambda x: getattr(x, "id", ""))
def test_a_rule_fires_on_its_examples(rule: Rule, example: Example) -> None:
    assert found(rule, example)


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in RULES for e in r.silent], ids=lambda x: getattr(x, "id", ""))
def test_a_rule_is_silent_where_it_should_be(rule: Rule, example: Example) -> None:
    assert found(rule, example) == []


def test_messages_are_there_in_english() -> None:
    for rule in RULES:
        for example in rule.fires[:1]:
            corpus, upper = [read_text(t) for t in example.corpus], [read_text(t) for t in example.upper]
            for finding in check(read_text(example.text, **example.given), rules=[rule.id], corpus=corpus, upper=upper, lang="en"):
                assert finding.message and "{" not in finding.message + finding.suggestion
