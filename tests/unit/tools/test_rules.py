"""The rules table finds what is written, and says what is not."""

from pathlib import Path

import pytest

from tests.support.rules import collect, missing, table

REFUSAL = 'class MeetingNotApproved(Refusal):\n    rule = "M5"\n    code = "meeting_not_approved"\n'
PROVED = """
@pytest.mark.accepts("M5")
def test_m5_notice_goes_out_after_approval(): ...

@pytest.mark.refuses("M5")
async def test_m5_no_notice_before_approval(): ...
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("services/meeting", "shared", "tests/unit"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "services/meeting/rules.py").write_text(REFUSAL)
    (tmp_path / "tests/unit/test_notice.py").write_text(PROVED)
    return tmp_path


def test_a_rule_with_a_refusal_and_both_tests_is_complete(project):
    found = collect(project)
    assert missing(found, ["M5"]) == []
    assert "services/meeting/rules.py:1 MeetingNotApproved" in table(found, ["M5"])
    assert "tests/unit/test_notice.py:6 test_m5_no_notice_before_approval" in table(found, ["M5"])


def test_a_rule_without_code_or_tests_is_named_with_what_it_lacks(project):
    assert missing(collect(project), ["R4"]) == [
        "R4: no code names it",
        "R4: no accepting test",
        "R4: no refusing test",
    ]


@pytest.mark.parametrize("docstring", ["Figures (R4).", "As of and figures (R4, R5), whole."])
def test_a_docstring_names_rules_in_brackets(project, docstring):
    (project / "services/meeting/figures.py").write_text(f'def figures():\n    """{docstring}"""\n')
    assert "R4: no code names it" not in missing(collect(project), ["R4"])


def test_a_rule_named_without_brackets_is_no_code(project):
    (project / "services/meeting/figures.py").write_text('"""See R4 (and R5 too)."""\n')
    assert "R4: no code names it" in missing(collect(project), ["R4"])


def test_a_refusal_stands_before_a_docstring(project):
    (project / "services/a.py").write_text('"""Everything about notices (M5)."""\n')
    assert "code    services/meeting/rules.py:1 MeetingNotApproved  (+1)" in table(collect(project), ["M5"])


def test_a_marked_test_without_the_id_in_its_name_is_a_failure(project):
    (project / "tests/unit/test_other.py").write_text(PROVED.replace("test_m5_", "test_m50_"))
    assert sum("must carry its id" in line for line in missing(collect(project), ["M5"])) == 2
