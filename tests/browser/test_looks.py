"""Every page: nothing serious for axe-core, pictures in three widths and in large type, no page wider than a window."""

import pytest

from shared.serving import samples
from tests.browser.conftest import CLERK, NewVisitor
from tests.browser.meeting import Held

pytestmark = [pytest.mark.slow, pytest.mark.server]
UNIT = samples.COMMITTEE
DISPLAYS = {"标准": "standard", "大字": "large", "大字高对比": "large-contrast"}
PLACES = {
    "desk": "/console/",
    "meetings": "/console/meetings",
    "draft": "/console/meetings/new",
    "units": "/console/units",
    "units-found": "/console/units?text=关工委&line=agencies",
    "unit": f"/console/units/{UNIT}",
    "unit-earlier": f"/console/units/{UNIT}?on=2019-01-01",
    "unit-new": "/console/units/new",
    "unit-merge": f"/console/units/{UNIT}/merge",
    "coverage": f"/console/units/{UNIT}/coverage",
    "coverage-units": f"/console/units/{UNIT}/coverage/units?status=established",
    "founding": "/console/units/founding",
    "founding-new": "/console/units/founding/new",
    "unit-files": "/console/units/files",
    "topics": "/console/topics",
    "instruct": "/console/topics/instruct",
    "duty-board": "/console/duty-board",
    "calendar": "/console/calendar",
}
PLACES |= {"contacts": "/console/contacts", "contact": "/console/contacts/new", "outbox": "/console/outbox"}


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
