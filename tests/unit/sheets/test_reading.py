"""What somebody uploads as a table: the ordinary is read as people read it, the hostile refused before it costs."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from shared.kernel.errors import Refusal, TooLarge
from shared.kernel.limits import UPLOAD_BYTES_MAX
from shared.sheets import reading
from shared.sheets.reading import read_sheets
from shared.sheets.sheet import Row, Sheet, SheetRefused
from shared.sheets.writing import write_csv, write_workbook

DAY = datetime(2023, 7, 3)  # noqa: DTZ001 - a cell knows no zone
ROWS: list[Row] = [("代码", "名称"), ("230300", "甲市"), ("007", "=1+1"), ("-3", "@同事"), ("'引", "+86")]


def workbook(*rows: tuple[Any, ...]) -> bytes:
    made = Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def changed(body: bytes, **parts: bytes) -> bytes:
    """The same archive with parts put in place of its own, or beside them."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        replaced = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
        for name in old.namelist():
            if name not in replaced:
                new.writestr(name, old.read(name))
        for name, content in replaced.items():
            new.writestr(name, content)
    return written.getvalue()


def test_what_is_written_is_read_again_and_acts_nowhere() -> None:
    [sheet] = read_sheets(write_workbook([Sheet("表", ROWS)]))
    assert (sheet.name, sheet.rows, sheet.acting) == ("表", ROWS, set())
    text = write_csv(ROWS)
    assert not [cell for line in text.decode("utf-8-sig").splitlines() for cell in line.split(",") if cell[0] in "=+-@"]
    assert read_sheets(text)[0].rows == ROWS


def test_cells_are_read_as_people_read_them() -> None:
    [sheet] = read_sheets(workbook((230300, 1.5, DAY, " 甲 ", None, True), (None, None)))
    assert sheet.rows == [("230300", "1.5", "2023-07-03", "甲", "", "True")]


def test_a_formula_is_told_by_its_place() -> None:
    [sheet] = read_sheets(workbook(("代码", "名称"), ("230300", "=HYPERLINK(1)")))
    assert sheet.acting == {(2, 1)}
    assert read_sheets("代码,名称\n230300,=1+1\n".encode())[0].acting == {(2, 1)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_of_every_encoding_that_offices_use(encoding: str) -> None:
    [sheet] = read_sheets('代码,名称\r\n230300,"甲市,关工委"\r\n\r\n'.encode(encoding))
    assert sheet.rows == [("代码", "名称"), ("230300", "甲市,关工委")]


def bomb() -> bytes:
    return changed(workbook(("a",)), xl__worksheets__sheet1=b" " * (64 * 1024 * 1024))


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(bomb(), id="zip bomb"),
        pytest.param(changed(workbook(("a",)), xl__worksheets__sheet1=ENTITIES), id="document type"),
        pytest.param(changed(workbook(("a",)), xl__worksheets__sheet1=b"<broken"), id="broken part"),
        pytest.param(b"PK\x03\x04 not a zip", id="not a zip"),
        pytest.param(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(100), id="old workbook"),
        pytest.param("代码\n".encode("utf-16"), id="utf-16"),
        pytest.param(b"\xff\xfe\xfd\xff", id="no text"),
        pytest.param(b"a\0b", id="zero bytes"),
        pytest.param(("长" * 3000).encode(), id="huge cell"),
        pytest.param(b"a," * 100 + b"a", id="huge row"),
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(body: bytes) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_sheets(body)
    assert refused.value.message.endswith("。")


def test_a_zip_of_something_else_is_no_workbook() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(SheetRefused):
        read_sheets(written.getvalue())


def test_too_many_rows_and_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ROWS_MAX", 2)
    with pytest.raises(SheetRefused):
        read_sheets(b"a\nb\nc\n")
    monkeypatch.setattr(reading, "CELLS_MAX", 3)
    with pytest.raises(SheetRefused):
        read_sheets(b"a,b\nc,d\n")
    monkeypatch.setattr(reading, "PARTS_MAX", 2)
    with pytest.raises(SheetRefused):
        read_sheets(workbook(("a",)))


def test_a_file_over_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge):
        read_sheets(b"a" * (UPLOAD_BYTES_MAX + 1))


def test_a_sheet_that_claims_a_million_rows_is_read_as_far_as_it_goes() -> None:
    body = workbook(("a", "b"), ("c",))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    claiming = part.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert claiming != part
    assert read_sheets(changed(body, xl__worksheets__sheet1=claiming))[0].rows == [("a", "b"), ("c",)]


@pytest.mark.parametrize("body", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_has_no_rows(body: bytes) -> None:
    assert read_sheets(body)[0].rows == []


def test_every_refusal_is_one_of_the_house() -> None:
    assert issubclass(SheetRefused, Refusal)
