"""Every page: nothing serious for axe-core, pictures in three widths and in large type, no page wider than a window."""

import pytest

from tests.browser.conftest import CLERK, NewVisitor
from tests.browser.meeting import Held

pytestmark = [pytest.mark.slow, pytest.mark.server]
DISPLAYS = {"标准": "standard", "大字": "large", "大字高对比": "large-contrast"}
PLACES = {"desk": "/console/", "meetings": "/console/meetings", "draft": "/console/meetings/new"}


@pytest.mark.parametrize("display", DISPLAYS)
def test_every_page_can_be_read_by_everybody(visitor: NewVisitor, display: str) -> None:
    clerk = visitor(CLERK)
    clerk.press(display) if display != "标准" else None
    meeting = Held(clerk, f"看看每一页{display}").drafted()
    places = {**PLACES, "meeting": meeting.address.removeprefix(clerk.server.base_url)}
    faults = {}
    for name, address in places.items():
        clerk.open(address).keep(f"{name}-{DISPLAYS[display]}")
        faults[name] = clerk.faults()
    assert faults == {name: [] for name in places}


def test_the_sign_in_page_can_be_read_by_everybody(visitor: NewVisitor) -> None:
    anybody = visitor().open("/console/sign-in")
    anybody.keep("sign-in")
    assert anybody.faults() == []
