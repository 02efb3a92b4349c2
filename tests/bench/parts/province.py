"""A file of a whole province: units, relations and office holders as an import takes them."""

from collections.abc import Iterator

from services.organization.application.imports.layout import OFFICES, RELATIONS, UNITS
from shared.sheets.sheet import Row, Sheet

SINCE = "2020-01-01"
CITIES, COUNTIES, TOWNS = 13, 9, 11  # Heilongjiang has 13, 121 and 1,345


def province_file(units: int) -> list[Sheet]:
    """Cities, counties, townships; then schools and bureaus, each a member of the committee of its place."""
    places = [*_places()][:units]
    organs = [*_organs(places, units - len(places))]
    every: list[Row] = [
        (code, name, "", kind, level, "已建", SINCE, "") for code, name, kind, level, _ in places + organs
    ]
    committees = {code for code, *_ in places}
    relations: list[Row] = [
        (code, "", "上级关工委" if code in committees else "成员单位", above, "", "", SINCE, "", "")
        for code, *_, above in places + organs
    ]
    offices: list[Row] = [
        (code, "", "主任" if code in committees else "联络员", f"示例{number}", SINCE, "", "")
        for number, (code, *_) in enumerate(places + organs)
    ]
    return [
        Sheet(layout.title, [layout.titles, *rows])
        for layout, rows in ((UNITS, every), (RELATIONS, relations), (OFFICES, offices))
    ]


def _places() -> Iterator[tuple[str, str, str, str, str]]:
    for city in range(1, CITIES + 1):
        city_code = f"23{city:02}00"
        yield city_code, f"示例市{city}关工委", "关工委", "市级", "230000"
        for county in range(1, COUNTIES + 1):
            county_code = f"23{city:02}{county:02}"
            yield county_code, f"示例县{city}-{county}关工委", "关工委", "县级", city_code
            for town in range(1, TOWNS + 1):
                yield f"{county_code}{town:03}", f"示例乡{city}-{county}-{town}关工委", "关工委", "乡级", county_code


def _organs(places: list[tuple[str, str, str, str, str]], number: int) -> Iterator[tuple[str, str, str, str, str]]:
    for organ in range(max(number, 0)):
        place = places[organ % len(places)]
        yield f"{place[0]}-dw{organ}", f"示例单位{organ}", "学校", place[3], place[0]
