"""Groups of units: a committee's own, what each stands for today, and the forms that define and change one (O6)."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.console.application import groups as about
from services.console.entrypoints.forms.groups import DEFINE, EVERY, REDEFINE
from services.console.entrypoints.forms.serving import FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visit, Visiting, names_of

router = APIRouter()
GROUPS: Final = f"{PATH}/groups"
WORDS: Final = "单位组"


@router.get("/groups")
async def groups(visit: Visiting, cursor: Cursor = None) -> Response:
    page = await visit.asked.get(
        "organization", "/groups", committee=visit.unit_id, cursor=cursor, limit=50, at_least=visit.at_least
    )
    return await pages_of(visit.request).page(
        visit,
        "groups.html",
        groups=page["items"],
        about=about,
        may_set=visit.is_office,
        further=further(GROUPS, page["cursor"]),
        done=done_by(EVERY, visit.request),
    )


@router.get("/groups/define")
async def define_form(visit: Visiting) -> Response:
    return await _defining(visit).show()


@router.post("/groups/define")
async def define_group(visit: Visiting, request: Request) -> Response:
    return await _defining(visit).send(await request.form())


@router.get("/groups/{group_id}")
async def group(group_id: UUID, visit: Visiting) -> Response:
    found = await visit.asked.get("organization", f"/groups/{group_id}", at_least=visit.at_least)
    expanded = await visit.asked.get("organization", f"/groups/{group_id}/expansion", at_least=visit.at_least)
    excepted = about.standing(found)["selector"]["except"]
    names = await names_of(visit.asked, excepted)
    return await pages_of(visit.request).page(
        visit,
        "group.html",
        group=found,
        units=expanded["units"],
        excepted=[names[unit] for unit in excepted],
        about=about,
        may_set=visit.is_office and found["committee_id"] == visit.unit_id,
        done=done_by(EVERY, visit.request),
    )


@router.get("/groups/{group_id}/redefine")
async def redefine_form(group_id: UUID, visit: Visiting) -> Response:
    return await (await _redefining(group_id, visit)).show()


@router.post("/groups/{group_id}/redefine")
async def redefine_group(group_id: UUID, visit: Visiting, request: Request) -> Response:
    return await (await _redefining(group_id, visit)).send(await request.form())


def _defining(visit: Visit) -> FormPage:
    return FormPage(DEFINE, visit, (None, None), GROUPS, WORDS, fixed={"committee_id": visit.unit_id})


async def _redefining(group_id: UUID, visit: Visit) -> FormPage:
    found = await visit.asked.document("organization", f"/groups/{group_id}")
    group = found.document
    names = await names_of(visit.asked, about.units_named(group))
    stands = about.standing(group)
    named = {part: [names[unit] for unit in stands["selector"][part]] for part in ("units", "except")}
    matter: dict[str, Any] = {**stands, "named": named}
    form = replace(REDEFINE, title=f"调整组：{group['name']}")
    at = f"{GROUPS}/{group_id}"
    return FormPage(form, visit, (matter, found.version), at, group["name"], path={"group_id": str(group_id)})
