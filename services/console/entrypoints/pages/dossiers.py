"""卷宗 and 履历: a matter's files and how it went, a unit's history; both step back to any day (M11, A1)."""

from datetime import date, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from services.console.entrypoints.forms.reading import Fault, unit_named
from services.console.entrypoints.pages.paging import Cursor, further, narrowed
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH
from services.console.entrypoints.visit import Visiting, names_of
from shared.kernel.clock import end_of_day

router = APIRouter()
Day = Annotated[str, Query(max_length=10)]
Order = Annotated[str, Query(max_length=10)]
STEPS: Final = "steps"
SHOWS: Final = (("", "卷内文件"), (STEPS, "办理过程"))
Show = Annotated[str, Query(pattern=f"^({STEPS})?$")]
# As audit judges it (A1): by whether an auditor asks.
NOT_SEEN: Final = {
    False: "只能看本单位的履历。别的单位的履历，由上级的审计人员看。",
    True: "只能看本单位、下级关工委和它们登记的单位的履历。",
}
OLDEST: Final = "oldest"
ORDERS: Final = (("", "后办的在前"), (OLDEST, "先办的在前"))
PLACES: Final = {
    ("meeting", "meeting"): "meetings",
    ("meeting", "instruction"): "instructions",
    ("meeting", "transmittal"): "transmittals",
    ("meeting", "transmittal_return"): "returns",
}
ELSEWHERE: Final = {
    ("tasking", "plan"): "责任分工方案",
    ("supervision", "case"): "督办件",
    ("supervision", "campaign"): "调研督导",
}


@router.get("/dossiers/{matter_id}")
async def dossier(
    matter_id: UUID, visit: Visiting, on: Day = "", show: Show = "", order: Order = "", cursor: Cursor = None
) -> Response:
    """Its files as an office lists them; or everything that was done, the newest first."""
    told = await visit.asked.get(
        "meeting",
        f"/dossiers/{matter_id}",
        as_of=moment_of(on, visit.today),
        cursor=cursor,
        limit=100,
        **({"latest_first": order != OLDEST} if show == STEPS else {"files": True}),
    )
    address = f"{PATH}/dossiers/{matter_id}"
    kept = {"on": on, "show": show}
    return await pages_of(visit.request).page(
        visit,
        "dossier.html",
        dossier=told,
        places=PLACES,
        elsewhere=ELSEWHERE,
        address=narrowed(address, show=show),
        matter_address=f"{PATH}/{PLACES['meeting', told['kind']]}/{matter_id}",
        on=on,
        show=show,
        shows=[(narrowed(address, on=on, show=value), words, value == show) for value, words in SHOWS],
        orders=orders_of(address, order, **kept),
        order=order,
        further=further(address, told["cursor"], **kept, order=order),
    )


@router.get("/history")
async def history(
    visit: Visiting,
    unit: Annotated[str, Query(max_length=200)] = "",
    on: Day = "",
    order: Order = "",
    cursor: Cursor = None,
) -> Response:
    """Of the visitor's own unit, or of one that it names; the audit service decides whose it may read."""
    fault, unit_id = "", visit.unit_id
    page: dict[str, Any] = {"items": [], "cursor": None}
    asked = {"as_of": moment_of(on, visit.today), "latest_first": order != OLDEST, "cursor": cursor, "limit": 50}
    try:
        unit_id = await unit_named(unit, visit) if unit.strip() else visit.unit_id
    except Fault as wrong:
        fault = wrong.words
    if not fault:
        found = await visit.asked.find("audit", f"/units/{unit_id}/history", **asked)
        fault, page = (NOT_SEEN[visit.actor.role == "auditor"], page) if found is None else ("", found)
    return await pages_of(visit.request).page(
        visit,
        "history.html",
        status=404 if fault else 200,
        events=page["items"],
        fault=fault,
        unit_text=unit,
        unit_name=(await names_of(visit.asked, [unit_id]))[unit_id],
        on=on,
        orders=orders_of(f"{PATH}/history", order, unit=unit, on=on),
        order=order,
        further=further(f"{PATH}/history", page["cursor"], unit=unit, on=on, order=order),
    )


def moment_of(on: str, today: date) -> str | None:
    """The end of a past day in China; None, which is now, for today, later days and what is no day."""
    try:
        day = date.fromisoformat(on)
    except ValueError:
        return None
    if not date(1970, 1, 2) <= day < today:
        return None
    return (end_of_day(day) - timedelta(microseconds=1)).isoformat()


def orders_of(address: str, order: str, **kept: str) -> list[tuple[str, str, bool]]:
    """Each order: its address, what it is called, whether it is shown. The newest first unless asked otherwise."""
    now = order if order == OLDEST else ""
    return [(narrowed(address, **kept, order=value), words, value == now) for value, words in ORDERS]
