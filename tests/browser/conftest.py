"""A real server with the example registry and a headless Chromium, one of each for all tests here.

Tests share the server and its clock: each makes its own matters, and reckons its days from the clock.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Visitor
from tests.support.processes import Server, serving

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CLERK = "鸡西市关工委　经办人"

NewVisitor = Callable[..., Visitor]


# Of this package and not of the session: while Playwright is open its event loop counts as running in this thread, and
# no test elsewhere could run one of its own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("Chromium is not there (Debian: apt install chromium fonts-noto-cjk)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    directory = tmp_path_factory.mktemp("console")
    with serving(directory, "--clock", "manual", "--clock-from", "2023-09-06T10:00") as server:
        yield server


@pytest.fixture
def visitor(chromium: Browser, console: Server) -> Iterator[NewVisitor]:
    """Makes visitors: `visitor(CLERK)` is signed in; with `scripts=False` its browser runs none."""
    with ExitStack() as closing:

        def made(identity: str | None = None, *, scripts: bool = True, kind: type[Visitor] = Visitor) -> Visitor:
            context = chromium.new_context(
                locale="zh-CN", java_script_enabled=scripts, viewport={"width": 1280, "height": 900}
            )
            closing.callback(context.close)
            page = context.new_page()
            page.on("pageerror", lambda error: pytest.fail(f"a script failed: {error}"))
            one = kind(page, console)
            return one.sign_in(identity) if identity else one

        yield made
