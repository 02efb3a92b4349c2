"""The table of the benchmarks."""

from tests.bench.report import Row, table


def test_a_row_shows_its_median_beside_its_floor():
    row = Row(
        measure="append, 8 callers", median=4321.5, unit="events/s", floor=4000, ratio=1.08, floor_is="bare INSERT"
    )
    head, line = table([row]).splitlines()
    assert head.split("  ")[0].startswith("measure")
    assert line.split() == "append, 8 callers 4,322 events/s 4,000 1.08 bare INSERT".split()


def test_chinese_words_do_not_shift_the_columns():
    rows = [Row(measure="全省汇总", median=12.3456, unit="ms"), Row(measure="rollup  ", median=1.0, unit="ms")]
    assert [line.split("ms")[0].replace("全省汇总", "x" * 8) for line in table(rows).splitlines()[1:]] == [
        "xxxxxxxx  12.3    ",
        "rollup    1       ",
    ]
