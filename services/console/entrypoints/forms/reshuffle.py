"""Who leaves and who comes after a reshuffle: a line for each office with those who hold it now, all in one command."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from services.console.application.words import OFFICES, day_words
from services.console.entrypoints.forms.fields import Field, Option, Options
from services.console.entrypoints.forms.form import Form, Values
from services.console.entrypoints.forms.meeting import today
from services.console.entrypoints.forms.people import names_of_people
from services.console.entrypoints.visit import Visit

LEAVING: Final = "leaving."
COMING: Final = "coming."
OF_COMMITTEES: Final = frozenset({"director", "executive_director", "deputy_director", "secretary_general"})
OF_SEVERAL: Final = frozenset({"deputy_director"})


def changed(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    def held(prefix: str) -> list[dict[str, str]]:
        named = {office: values.get(prefix + office, []) for office in OFFICES}
        listed = {office: [who] if isinstance(who, str) else who for office, who in named.items()}
        return [{"office": office, "person_id": person} for office, people in listed.items() for person in people]

    return {"on": values["on"], "leaving": held(LEAVING), "coming": held(COMING), "reason": values["reason"]}


RESHUFFLE: Final = Form(
    "change-office-holders",
    "换届、调整任职",
    "登记",
    "离任和到任已经登记。",
    "organization",
    "/units/{unit_id}/change-office-holders",
    (
        Field("on", "从哪一天起", "day", "离任的第一天，也是到任的日期。", start=today),
        Field("reason", "依据", hint="如：关工委换届会议、市委文件。请不要写姓名。"),
    ),
    why="一次登记完：离任的勾上，到任的写姓名，没有变动的不动。有一项不对，全都不登记。",
    body=changed,
    checks_version=False,
)


async def with_lines(form: Form, visit: Visit, unit: Mapping[str, Any]) -> Form:
    """The offices that this unit can have, each with those who hold it today."""
    found = await visit.asked.find("organization", f"/units/{unit['unit_id']}/offices")
    terms = found["offices"] if found else []
    names = await names_of_people(visit, [term["person_id"] for term in terms])
    offices = [office for office in OFFICES if unit["kind"] == "committee" or office not in OF_COMMITTEES]
    lines: list[Field] = []
    for office in offices:
        holders = [
            Option(term["person_id"], f"{names[term['person_id']]}（{day_words(term['from'])}起）")
            for term in terms
            if term["office"] == office
        ]
        lines += _line(office, holders)
    return replace(form, fields=(*lines, *form.fields))


def _line(office: str, holders: Sequence[Option]) -> list[Field]:
    words = OFFICES[office]
    coming = (
        Field(COMING + office, f"{words}：谁到任", "people", "一行一位。", required=False, rows=3)
        if office in OF_SEVERAL
        else Field(COMING + office, f"{words}：谁到任", "person", required=False)
    )
    leaving = Field(LEAVING + office, f"{words}：谁离任", "choices", required=False, options=_fixed(holders))
    return [leaving, coming] if holders else [coming]


def _fixed(holders: Sequence[Option]) -> Options:
    async def options(visit: Visit, matter: Any) -> Sequence[Option]:
        return holders

    return options
