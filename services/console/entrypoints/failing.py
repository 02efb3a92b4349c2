"""What a visitor reads when a page cannot be shown."""

from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from services.console.adapters.services import Problem
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH, local_path
from services.console.entrypoints.visit import SignInNeeded
from shared.kernel.errors import Refusal
from shared.serving.errors import STATUS

TEMPLATE: Final = "problem.html"
HEADINGS: Final = {
    403: "这件事不归这个身份办",
    404: "没有找到",
    413: "内容太大",
    503: "暂时打不开",
}
NOT_FOUND: Final = "没有这个页面，或者它不是给本单位看的。请从“我的工作”重新进入。"
LINK_UNKNOWN: Final = "这个链接不对，或者已经失效。请打开收到的通知里的链接，打不开的请联系发通知的关工委。"


def add_handlers(app: FastAPI) -> None:
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(HTTPException, _http)


async def _sign_in(request: Request, _: Exception) -> Response:
    if request.method == "POST":
        return await _again(request)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{PATH}/sign-in?next={quote(request.url.path + query, safe='')}", 303)


async def _again(request: Request) -> Response:
    """What was typed waits in the page while the visitor signs in beside it; the seal outlives that."""
    sent = await request.form()
    typed = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
    chosen = any(isinstance(value, UploadFile) and value.filename for value in sent.values())
    return pages_of(request).plain(
        request, "again.html", status=401, typed=typed, chosen=chosen, action=local_path(request.url.path)
    )


async def _problem(request: Request, error: Any) -> Response:
    if error.status == 401:
        return await _sign_in(request, error)
    by_link = request.url.path.startswith(f"{PATH}/r/")  # nobody signs in for it
    sentence = (LINK_UNKNOWN if by_link else NOT_FOUND) if error.status == 404 else error.detail
    return _page(request, error.status, sentence, error.rule)


async def _refusal(request: Request, error: Any) -> Response:
    return _page(request, STATUS[error.kind].http, error.message, error.rule)


async def _not_found(request: Request, _: Exception) -> Response:
    return _page(request, 404, NOT_FOUND)


async def _http(request: Request, error: Any) -> Response:
    if error.status_code == 405:
        return _page(request, 405, "这个页面不能这样打开，请从“我的工作”重新进入。")
    return _page(request, error.status_code, NOT_FOUND)


def _page(request: Request, status: int, sentence: str, rule: str | None = None) -> Response:
    heading = HEADINGS.get(status, "没有办成")
    return pages_of(request).plain(request, TEMPLATE, status=status, heading=heading, sentence=sentence, rule=rule)
