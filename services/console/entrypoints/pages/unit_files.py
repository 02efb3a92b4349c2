"""The registry as a file: upload, preview with every mistake, start, progress, download."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.console.adapters.services import Problem
from services.console.application import unit_page
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.forms.serving import STALE, FormPage
from services.console.entrypoints.pages.doing import done_by
from services.console.entrypoints.pages.paging import Cursor, further
from services.console.entrypoints.pages.units import SHOWN_MAX, UNITS
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import is_sealed
from services.console.entrypoints.visit import Visit, Visiting
from shared.kernel.ids import random_id
from shared.kernel.limits import UPLOAD_BYTES_MAX

router = APIRouter()
FILES = f"{UNITS}/files"
START = Form(
    "start",
    "开始导入",
    "开始导入",
    "导入已经开始。",
    "organization",
    "/imports/{import_id}/start",
    why="开始以后不能撤回；每一个单位的改动要么全部办成，要么都不办。中断了会自动接着办。",
    checks_version=False,
)
NOTHING_CHOSEN = "请选择一个文件。"
Table = Annotated[str | None, Query(pattern="^(units|relations|offices)$")]


@router.get("/units/files")
async def files(visit: Visiting) -> Response:
    return await _files(visit, "")


@router.post("/units/files")
async def upload(visit: Visiting, request: Request) -> Response:
    sent = await request.form()
    if not is_sealed(request, sent.get("seal"), request.app.state.settings.key):
        return await _files(visit, STALE, 403)
    chosen = sent.get("file")
    if not isinstance(chosen, UploadFile) or not chosen.filename:
        return await _files(visit, NOTHING_CHOSEN, 422)
    body = await chosen.read(UPLOAD_BYTES_MAX + 1)
    import_id = random_id()
    try:
        await visit.asked.send_file("organization", f"/imports?import_id={import_id}", body)
    except Problem as problem:
        return await _files(visit, problem.detail, problem.status)
    return RedirectResponse(f"{FILES}/{import_id}", 303)


@router.get("/units/files/export")
async def export(
    visit: Visiting,
    format: Annotated[str, Query(pattern="^(xlsx|csv)$")] = "xlsx",
    table: Table = None,
    committee: UUID | None = None,
) -> Response:
    content = await visit.asked.content("organization", "/export", format=format, table=table, committee=committee)
    name = quote(f"名册{visit.today:%Y%m%d}{_TABLES.get(table or '', '')}.{format}")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content.body, media_type=content.media_type, headers=headers)


_TABLES = {"units": "单位", "relations": "关系", "offices": "任职"}


@router.get("/units/files/{import_id}")
async def one_import(
    import_id: UUID,
    visit: Visiting,
    verdict: Annotated[str, Query(pattern="^(changing|new|changed|unchanged|)$")] = "changing",
    cursor: Cursor = None,
) -> Response:
    asked, path = visit.asked, f"/imports/{import_id}"
    shown = await asked.get("organization", path, at_least=visit.at_least)
    listed: dict[str, Any] = {"errors": [], "entries": [], "refused": []}
    cursor_after = None
    for name, wanted in (
        ("errors", shown["errors"] > 0),
        ("entries", not shown["errors"] and shown["state"] == "prepared"),
        ("refused", shown["refused"] > 0),
    ):
        if wanted:
            narrowed = {"verdict": verdict or None} if name == "entries" else {}
            page = await asked.get("organization", f"{path}/{name}", limit=SHOWN_MAX, cursor=cursor, **narrowed)
            listed[name], cursor_after = page["items"], page["cursor"]
    return await pages_of(visit.request).page(
        visit,
        "unit_file.html",
        shown=shown,
        **listed,
        verdict=verdict,
        about=unit_page,
        further=further(f"{FILES}/{import_id}", cursor_after, verdict=verdict),
        done=done_by((START,), visit.request),
    )


@router.get("/units/files/{import_id}/start")
async def start_form(import_id: UUID, visit: Visiting) -> Response:
    return await (await _start(import_id, visit)).show()


@router.post("/units/files/{import_id}/start")
async def start(import_id: UUID, visit: Visiting, request: Request) -> Response:
    page = await _start(import_id, visit)
    return await page.send(await request.form())


async def _start(import_id: UUID, visit: Visit) -> FormPage:
    shown = await visit.asked.get("organization", f"/imports/{import_id}")
    back = f"{FILES}/{import_id}"
    return FormPage(START, visit, (shown, None), back, "预览", path={"import_id": str(import_id)})


async def _files(visit: Visit, refused: str, status: int = 200) -> Response:
    recent = await visit.asked.get("organization", "/imports", limit=10)
    return await pages_of(visit.request).page(
        visit, "unit_files.html", status=status, recent=recent["items"], refused=refused, about=unit_page
    )
