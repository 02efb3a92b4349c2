"""What stands at the root of the one base URL: the way to the pages, an index of interfaces, keys, a movable clock."""

from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp

from services.distributed.root_pages import ClockPage, index_page
from services.local.composition import Province
from shared.kernel.clock import ManualClock


def root_pages(province: Province) -> dict[str, ASGIApp]:
    pages: dict[str, ASGIApp] = {
        "/": RedirectResponse("/console/"),
        "/api": index_page({name: parts.app.title for name, parts in province.services.items()}),
        "/.well-known/jwks.json": JSONResponse(province.issuer.jwks()),
    }
    if isinstance(province.clock, ManualClock):  # without a movable clock these addresses do not exist
        pages["/clock/move"] = ClockPage(province)
        pages["/clock/settle"] = ClockPage(province)
    return pages
