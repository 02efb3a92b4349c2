"""People in forms: chosen among who is in office, or named; a name goes to the registry's vault and nowhere else."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.console.application.words import OFFICES
from services.console.entrypoints.forms.fields import Option
from services.console.entrypoints.visit import Visit
from shared.kernel.limits import PAGE_ROWS_MAX

CHAIRING = ("director", "executive_director", "deputy_director", "secretary_general")


async def holders(visit: Visit, unit: str, offices: Iterable[str], on: str | None = None) -> list[Option]:
    """Who holds one of these offices on the day: person id, with office and name."""
    found = await visit.asked.find("organization", f"/units/{unit}/offices", on=on)
    wanted = [term for office in offices for term in (found or {"offices": []})["offices"] if term["office"] == office]
    names = await names_of_people(visit, [term["person_id"] for term in wanted])
    together: dict[str, list[str]] = {}
    for term in wanted:
        together.setdefault(term["person_id"], []).append(OFFICES[term["office"]])
    return [Option(person, f"{'兼'.join(titles)} {names[person]}") for person, titles in together.items()]


async def names_of_people(visit: Visit, people: Sequence[str]) -> dict[str, str]:
    """Person id → name; for whom the visitor may not know a name it reads 姓名不公开."""
    names = dict.fromkeys(people, "（姓名不公开）")
    wanted = list(names)
    for begin in range(0, len(wanted), PAGE_ROWS_MAX):
        asked = {"persons": wanted[begin : begin + PAGE_ROWS_MAX]}
        names |= (await visit.asked.post("organization", "/person-names", asked))["names"]
    return names


async def _registered(visit: Visit) -> list[str]:
    """Everybody whom the visitor's unit registered, but those whose names were erased."""
    people: list[str] = []
    cursor: str | None = None
    while True:
        page = await visit.asked.get("organization", "/persons", unit=visit.unit_id, limit=PAGE_ROWS_MAX, cursor=cursor)
        people += [person["person_id"] for person in page["items"] if not person["erased"]]
        cursor = page["cursor"]
        if cursor is None:
            return people


async def person_named(visit: Visit, name: str, person_id: str) -> str:
    """The person whom the visitor's unit knows by this name; registered under `person_id` when there is none."""
    people = await _registered(visit)
    names = await names_of_people(visit, people)
    found = [person for person in people if names[person] == name]
    if found:
        return str(found[0])
    body: dict[str, Any] = {"person_id": person_id, "unit_id": visit.unit_id, "name": name}
    await visit.asked.command("organization", "/persons", body, key=f"person-{person_id}")
    return person_id
