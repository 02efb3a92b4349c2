"""`make rules`: the table rule → code → accepting test → refusing test; exit 1 when something is missing.

A rule's code is, in this order: a class with `rule = "M5"` (a named refusal); a docstring of a function, class or
module under services/ or shared/ that names the rule in brackets, as (R4) or (O1, O2), for rules that no single
refusal expresses. Its tests carry `@pytest.mark.accepts("M5")` or `@pytest.mark.refuses("M5")` and the id in their
name. Nothing is imported: what is printed is what is written.
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = (
    "O1 O2 O3 O6 M1 M2 M3 M4 M5 M6 M7 M8 M9 M10 M11 M12 T1 T2 T4 T5 T7 T8 T11 S1 S2 S3 S6 R1 R4 R5 R6 A1 A3"
).split()
CODE, TESTS = ("services", "shared"), ("tests",)
IN_BRACKETS = re.compile(r"\(((?:[A-Z]\d+)(?:, [A-Z]\d+)*)\)")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """`weight` orders refusals before docstrings."""

    weight: int
    file: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


@dataclass(slots=True)
class Proofs:
    code: list[Place] = field(default_factory=list)
    accepts: list[Place] = field(default_factory=list)
    refuses: list[Place] = field(default_factory=list)
    misnamed: list[Place] = field(default_factory=list)


def collect(root: Path) -> dict[str, Proofs]:
    found: dict[str, Proofs] = defaultdict(Proofs)
    for file, tree in _modules(root, CODE):
        for rule, place in code_places(file, tree):
            found[rule].code.append(place)
    for file, tree in _modules(root, TESTS):
        for kind, rule, place in test_places(file, tree):
            getattr(found[rule], kind).append(place)
            if rule.lower() not in place.name.split("_"):
                found[rule].misnamed.append(place)
    return found


def _modules(root: Path, tops: Iterable[str]) -> Iterator[tuple[str, ast.Module]]:
    for top in tops:
        for path in sorted((root / top).rglob("*.py")):
            yield path.relative_to(root).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def code_places(file: str, tree: ast.Module) -> Iterator[tuple[str, Place]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and (rule := _rule_attribute(node)):
            yield rule, Place(0, file, node.lineno, node.name)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for rule in _rules_in(ast.get_docstring(node) or ""):
                weight = 2 if isinstance(node, ast.Module) else 1
                yield rule, Place(weight, file, getattr(node, "lineno", 1), getattr(node, "name", "(module)"))


def _rule_attribute(node: ast.ClassDef) -> str | None:
    for statement in node.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        value = getattr(statement, "value", None)
        named = any(isinstance(target, ast.Name) and target.id == "rule" for target in targets)
        if named and isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
    return None


def _rules_in(docstring: str) -> Iterator[str]:
    for match in IN_BRACKETS.finditer(docstring):
        yield from match.group(1).split(", ")


def test_places(file: str, tree: ast.Module) -> Iterator[tuple[str, str, Place]]:
    """(accepts | refuses, rule, place) of each marked test function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            for kind, rule in _marks(node):
                yield kind, rule, Place(0, file, node.lineno, node.name)


def _marks(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, str]]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and (kind := _name_of(decorator.func)) in ("accepts", "refuses"):
            for argument in decorator.args:
                if isinstance(argument, ast.Constant):
                    yield kind, str(argument.value)


def _name_of(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def missing(found: dict[str, Proofs], rules: Iterable[str] = RULES) -> list[str]:
    """One line per thing that is not there; empty when each rule is proved."""
    words = {"code": "no code names it", "accepts": "no accepting test", "refuses": "no refusing test"}
    lines = [f"{rule}: {word}" for rule in rules for part, word in words.items() if not getattr(found[rule], part)]
    for rule, proofs in sorted(found.items()):
        lines += [f"{rule}: a test that proves it must carry its id in its name: {place}" for place in proofs.misnamed]
    return lines


def table(found: dict[str, Proofs], rules: Iterable[str] = RULES) -> str:
    blocks = []
    for rule in rules:
        proofs = found[rule]
        rows = (("code", proofs.code), ("accepts", proofs.accepts), ("refuses", proofs.refuses))
        blocks += [f"{rule if part == 'code' else '':4}{part:8}{_first(places)}" for part, places in rows]
    return "\n".join(blocks)


def _first(places: list[Place]) -> str:
    if not places:
        return "—"
    more = f"  (+{len(places) - 1})" if len(places) > 1 else ""
    return f"{min(places)}{more}"


def main() -> int:
    found = collect(ROOT)
    print(table(found))
    lacking = missing(found)
    print("\n".join(["", *lacking]) if lacking else f"\nAll {len(RULES)} rules have code and both kinds of tests.")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
