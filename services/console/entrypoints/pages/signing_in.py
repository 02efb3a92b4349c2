"""In and out."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from services.console.adapters.services import Problem
from services.console.entrypoints.rendering import pages_of
from services.console.entrypoints.session import PATH, Cookies, is_sealed, local_path
from services.console.settings import SignIn
from shared.access.tokens import TokenVerifier
from shared.kernel.errors import Unauthenticated

router = APIRouter()
STALE = "登录页打开得太久，请再按一次。"


@router.get("/sign-in")
async def sign_in_page(request: Request) -> Response:
    return _page(request, request.query_params.get("next"))


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    sent = await request.form()
    if not is_sealed(request, sent.get("seal"), request.app.state.settings.key):
        return _page(request, sent.get("next"), STALE, sent, status=403)
    try:
        token = await _token(request, sent)
    except Problem as problem:
        return _page(request, sent.get("next"), problem.detail, sent, status=422)
    verifier: TokenVerifier = request.app.state.verifier
    try:
        await verifier.verify(token)
    except Unauthenticated as error:
        return _page(request, sent.get("next"), error.message, sent, status=422)
    response = RedirectResponse(local_path(sent.get("next")), 303)
    cookies: Cookies = request.app.state.cookies
    cookies.sign_in(response, token)
    return response


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    sent = await request.form()
    response = RedirectResponse(f"{PATH}/sign-in", 303)
    if is_sealed(request, sent.get("seal"), request.app.state.settings.key):
        cookies: Cookies = request.app.state.cookies
        cookies.sign_out(response)
    return response


async def _token(request: Request, sent: FormData) -> str:
    """Raises Problem."""
    offered: SignIn = request.app.state.sign_in
    if "identity" in sent:
        number = str(sent["identity"])
        if number.isascii() and number.isdigit() and int(number[:4]) < len(offered.identities):
            identity = offered.identities[int(number[:4])]
            return await offered.token_for(identity.unit, identity.role)
        raise Problem(422, "identity_unknown", "没有这个示例身份，请重新选择。", {})
    if offered.by_unit:
        return await offered.token_for(str(sent.get("unit", "")).strip(), str(sent.get("role", "")))
    return str(sent.get("token", "")).strip()


def _page(
    request: Request, following: Any, refused: str = "", sent: FormData | None = None, *, status: int = 200
) -> Response:
    return pages_of(request).plain(
        request,
        "sign_in.html",
        status=status,
        refused=refused,
        following=local_path(following),
        sign_in=request.app.state.sign_in,
        unit_text=str(sent.get("unit", "")) if sent else "",
        role_chosen=str(sent.get("role", "clerk")) if sent else "clerk",
    )
