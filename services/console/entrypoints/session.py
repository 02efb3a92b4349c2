"""Who visits: a token in a cookie that scripts cannot read, and the seal that every form carries.

The seal is bound to the browser and not to the token: a form that was open while the visitor signed in again can
still be sent, so that nothing typed is lost.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from starlette.responses import Response

from services.console.settings import ConsoleSettings

TOKEN: Final = "lianxi_token"  # noqa: S105
BROWSER: Final = "lianxi_browser"
DISPLAY: Final = "lianxi_display"
PATH: Final = "/console"
TOKEN_SECONDS: Final = 12 * 3600
DISPLAY_SECONDS: Final = 400 * 24 * 3600
_BROWSER_CHARS: Final = 43
DISPLAYS: Final = ("standard", "large", "large-contrast")


@dataclass(frozen=True, slots=True)
class Cookies:
    settings: ConsoleSettings

    def sign_in(self, response: Response, token: str) -> None:
        self._set(response, TOKEN, token, TOKEN_SECONDS)

    def sign_out(self, response: Response) -> None:
        response.delete_cookie(TOKEN, path=PATH, secure=self.settings.secure, httponly=True, samesite="lax")

    def remember_browser(self, response: Response, browser: str) -> None:
        self._set(response, BROWSER, browser, None)

    def remember_display(self, response: Response, display: str) -> None:
        self._set(response, DISPLAY, display, DISPLAY_SECONDS)

    def _set(self, response: Response, name: str, value: str, seconds: int | None) -> None:
        response.set_cookie(
            name, value, max_age=seconds, path=PATH, secure=self.settings.secure, httponly=True, samesite="lax"
        )


def new_browser() -> str:
    return secrets.token_urlsafe(32)


def browser_of(request: Request) -> str | None:
    browser = request.cookies.get(BROWSER, "")
    return browser if len(browser) == _BROWSER_CHARS else None


def display_of(request: Request) -> str:
    display = request.cookies.get(DISPLAY, "")
    return display if display in DISPLAYS else DISPLAYS[0]


def seal_of(browser: str, key: bytes) -> str:
    return hmac.new(key, browser.encode(), hashlib.sha256).hexdigest()


def is_sealed(request: Request, seal: object, key: bytes) -> bool:
    browser = browser_of(request)
    if browser is None or not isinstance(seal, str) or _from_elsewhere(request):
        return False
    return hmac.compare_digest(seal_of(browser, key), seal)


def _from_elsewhere(request: Request) -> bool:
    """A browser says where a form comes from; one that says nothing is judged by the seal alone."""
    site = request.headers.get("sec-fetch-site")
    return site is not None and site not in ("same-origin", "none")


def local_path(path: object, otherwise: str = f"{PATH}/") -> str:
    """Only an address of these pages is gone back to."""
    if not isinstance(path, str) or not path.startswith(f"{PATH}/"):
        return otherwise
    safe = all(" " < character != "\\" for character in path) and "//" not in path.partition("?")[0]
    return path if safe else otherwise
