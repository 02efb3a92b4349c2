"""The page of the rules: every rule that a refusal can name has its words there."""

from services.console.application.rules import PARTS
from services.console.bootstrap import ROUTERS
from services.console.entrypoints.pages import rules
from tests.support.rules import ROOT, RULES, collect

EVERY = [rule for _, part in PARTS for rule in part]


def test_every_rule_that_the_product_enforces_has_its_words() -> None:
    refused = {number for number, proofs in collect(ROOT).items() if any(place.weight == 0 for place in proofs.code)}
    assert sorted(rule.number for rule in EVERY) == sorted({*RULES, *refused})
    assert all(rule.title and rule.words.endswith("。") for rule in EVERY)
    assert rules.router in ROUTERS
