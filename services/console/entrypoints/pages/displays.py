"""Large type and high contrast, remembered by the browser."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.console.entrypoints.session import DISPLAYS, Cookies, is_sealed, local_path

router = APIRouter()


@router.post("/display")
async def choose_display(request: Request) -> Response:
    sent = await request.form()
    response = RedirectResponse(local_path(sent.get("back")), 303)
    display = str(sent.get("display", ""))
    if display in DISPLAYS and is_sealed(request, sent.get("seal"), request.app.state.settings.key):
        cookies: Cookies = request.app.state.cookies
        cookies.remember_display(response, display)
    return response
