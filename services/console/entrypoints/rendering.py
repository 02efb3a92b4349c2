"""Templates to pages. Text is escaped always; nothing here marks text as safe."""

from importlib import resources
from typing import Any, Final

import jinja2
from fastapi import Request
from starlette.responses import HTMLResponse, Response

from services.console.application import words
from services.console.entrypoints.session import Cookies, browser_of, display_of, new_browser, seal_of
from services.console.entrypoints.visit import Visit, unit_of

PACKAGE: Final = "services.console"


def environment() -> jinja2.Environment:
    made = jinja2.Environment(
        loader=jinja2.PackageLoader(PACKAGE, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(day=words.day_words, moment=words.moment_words, kinds=words.kinds_words)
    made.globals["words"] = words
    return made


class Pages:
    """Renders; one for the whole program."""

    def __init__(self, cookies: Cookies) -> None:
        self._cookies, self._templates = cookies, environment()

    async def page(self, visit: Visit, template: str, *, status: int = 200, **shown: Any) -> Response:
        """For somebody who is signed in."""
        unit = await unit_of(visit)
        role = words.ROLES.get(visit.actor.role, visit.actor.role)
        return self.plain(
            visit.request, template, status=status, unit=unit, role=role, visit=visit, today=visit.today, **shown
        )

    def plain(self, request: Request, template: str, *, status: int = 200, **shown: Any) -> Response:
        """For anybody."""
        browser = browser_of(request)
        fresh = browser is None
        browser = browser or new_browser()
        shown.setdefault("unit", None)
        text = self._templates.get_template(template).render(
            **shown,
            request=request,
            here=_here(request),
            display=display_of(request),
            seal=seal_of(browser, self._cookies.settings.key),
        )
        response = HTMLResponse(text, status)
        if fresh:
            self._cookies.remember_browser(response, browser)
        return response


def pages_of(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


def static_bytes(name: str) -> bytes:
    return resources.files(PACKAGE).joinpath("static", name).read_bytes()


def _here(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query
