"""A paper's table as text: what was pasted from a spreadsheet or typed with bars, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.application.tables import COLUMNS_MAX, ROWS_MAX, TableMalformed, table_in, text_of_table
from services.console.application.tables import with_widths as kept

HEADINGS = [{"title": "单位", "share": 8}, {"title": "姓名", "share": 4}]
CELLS = st.text("甲乙 丙<'\"&", max_size=5).map(str.strip)


@pytest.mark.parametrize("text", ["单位\t姓名\n市教育局\t\n", "单位｜姓名\n市教育局｜", "单位 | 姓名\n\n市教育局|"])
def test_a_table_is_parted_by_tabs_or_by_bars(text: str) -> None:
    assert table_in(text) == {"columns": [{"title": "单位"}, {"title": "姓名"}], "rows": [["市教育局", ""]]}


def test_a_bar_in_a_pasted_cell_parts_nothing() -> None:
    table = table_in("单位\t备注\n甲|乙\t丙｜丁")
    assert table["rows"] == [["甲|乙", "丙｜丁"]]
    assert table_in(text_of_table(table)) == table


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=4))
def test_what_is_shown_is_read_as_it_was(rows: list[tuple[str, str, str]]) -> None:
    table = {
        "columns": [{"title": one} for one in "甲乙丙"],
        "rows": [[" ".join(c.split()) for c in row] for row in rows],
    }
    assert table_in(text_of_table(table)) == table


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("单位｜姓名\n市教育局｜林某某\n市司法局", "表头有2格，第3行有1格"),
        ("单位\n" + "甲｜乙\n" * 7, "等7行"),
        ("｜".join("栏" * (COLUMNS_MAX + 1)), f"最多{COLUMNS_MAX}栏"),
        ("单位\n" + "甲\n" * (ROWS_MAX + 1), f"最多{ROWS_MAX}行"),
    ],
)
def test_what_is_no_table_is_said_in_words(text: str, words: str) -> None:
    with pytest.raises(TableMalformed, match=words):
        table_in(text)


def test_widths_stay_with_their_headings() -> None:
    before = {"columns": HEADINGS, "rows": [["市教育局", "林\n某某"]]}
    assert kept(table_in("单位｜姓名\n市司法局｜"), [None, before]) == {"columns": HEADINGS, "rows": [["市司法局", ""]]}
    assert kept(table_in(text_of_table(before)), [before]) == before
    assert kept(table_in("单位｜职务\n市司法局｜"), [before])["columns"] == [{"title": "单位"}, {"title": "职务"}]
