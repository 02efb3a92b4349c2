"""What a clerk does to the registry, by clicks."""

from services.organization.application.imports.layout import OFFICES, RELATIONS, UNITS
from shared.sheets.sheet import Row, Sheet
from shared.sheets.writing import write_workbook
from tests.browser.visitor import Visitor


def opened(clerk: Visitor, code: str) -> Visitor:
    """A unit's page, found by its code."""
    clerk.open("/console/units").fill("名称、曾用名或代码", code).press("查找")
    clerk.main.locator("a.row-title").first.click()
    return clerk


def form(clerk: Visitor, code: str, title: str) -> Visitor:
    return opened(clerk, code).follow(title)


def registered(clerk: Visitor, name: str, code: str, *, kind: str, level: str, status: str = "已建") -> Visitor:
    clerk.open("/console/units/new").fill("全称", name).fill("代码", code)
    clerk.pick("是什么单位", kind).choose(level, status).fill("从哪一天起", "2023-01-01").press("登记")
    return clerk


def file_of(units: tuple[Row, ...] = (), relations: tuple[Row, ...] = (), offices: tuple[Row, ...] = ()) -> bytes:
    tables = ((UNITS, units), (RELATIONS, relations), (OFFICES, offices))
    return write_workbook(Sheet(layout.title, [layout.titles, *rows]) for layout, rows in tables if rows)
