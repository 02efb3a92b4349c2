"""Every page: nothing serious for axe-core, pictures in three widths and in large type, no page wider than a window."""

from collections.abc import Callable
from uuid import UUID

import pytest

from shared.kernel.ids import derive
from shared.serving import samples
from tests.browser.conftest import CLERK, NewVisitor
from tests.browser.meeting import Held, without_blanks
from tests.browser.visitor import Visitor

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
    "unit-reshuffle": f"/console/units/{UNIT}/change-office-holders",
    "coverage": f"/console/units/{UNIT}/coverage",
    "coverage-units": f"/console/units/{UNIT}/coverage/units?status=established",
    "founding": "/console/units/founding",
    "founding-new": "/console/units/founding/new",
    "unit-files": "/console/units/files",
    "topics": "/console/topics",
    "instruct": "/console/topics/instruct",
    "groups": "/console/groups",
    "group-new": "/console/groups/define",
    "group": f"/console/groups/{derive('group', UUID(UNIT), '县(市)区关工委')}",
    "duty-board": "/console/duty-board",
    "meeting-kinds": "/console/meeting-kinds",
    "meeting-kind-new": "/console/meeting-kinds/add",
    "duties": "/console/duties",
    "duty-warning": "/console/duties/set-warning",
    "calendar": "/console/calendar",
}
PLACES |= {"rules": "/console/rules", "persons": "/console/persons"}
PLACES |= {"contacts": "/console/contacts", "contact": "/console/contacts/new", "outbox": "/console/outbox"}
PLACES |= {
    "instructions": "/console/instructions",
    "instruction-new": "/console/instructions/new",
    "transmittals": "/console/transmittals",
    "transmittal-new": "/console/transmittals/new",
    "history": "/console/history",
    "paper-style": "/console/paper-style?done=paper-style",
    "receipt-link-unknown": "/console/r/unknown",
}
PARTY = "中共鸡西市委　党委审批人"
DIRECTOR = "示例主任008号"
WAY_OF_A_PAPER = {"checked": "核稿", "signed": "签发", "numbered": "编号", "issued": "印发"}
# What is typed and pressed to come to a stage.
GIVEN: dict[str, Callable[[Visitor], object]] = {
    "returned": lambda clerk: clerk.fill("退回原因", "写明期限。").press("退回"),
    "drafted-again": lambda clerk: clerk.press("保存文稿"),
    "checked": lambda clerk: clerk.fill("在纸上核稿的人", "核稿的同志").press("确认核过"),
    "signed": lambda clerk: clerk.fill("在纸上签发的人", DIRECTOR).upload("签发稿的扫描件").press("签发"),
    "numbered": lambda clerk: clerk.press("编号"),
    "issued": lambda clerk: clerk.press("印发"),
}
# Below a meeting's own address.
OF_A_MEETING = (
    "papers",
    "papers/request",
    "papers/notice",
    "papers/minutes",
    "papers/attendance_sheet",
    "submit-request",
)


@pytest.mark.parametrize("display", DISPLAYS)
def test_every_page_can_be_read_by_everybody(visitor: NewVisitor, display: str) -> None:
    clerk = visitor(CLERK)
    clerk.press(display) if display != "标准" else None
    meeting = Held(clerk, f"看看每一页{display}").drafted()
    at = meeting.address.removeprefix(clerk.server.base_url)
    own = {f"meeting-{name.replace('/', '-')}": f"{at}/{name}" for name in OF_A_MEETING}
    places = {**PLACES, **own, "meeting": at, "dossier": at.replace("/meetings/", "/dossiers/")}
    faults = {}
    for name, address in places.items():
        clerk.open(address).keep(f"{name}-{DISPLAYS[display]}")
        faults[name] = clerk.faults()
    assert faults == {name: [] for name in places}


@pytest.mark.parametrize("display", DISPLAYS)
def test_a_paper_can_be_read_in_every_stage_and_what_it_is_for(visitor: NewVisitor, display: str) -> None:
    clerk = visitor(CLERK)
    clerk.press(display) if display != "标准" else None
    clerk.open("/console/paper-style").fill("机关代字", "鸡关").press("保存")
    assert clerk.said == "公文格式已经设置。"
    clerk.keep(f"paper-style-set-{DISPLAYS[display]}", (1280,))
    meeting = Held(clerk, f"看看公文{display}").drafted()
    clerk.follow("公文：起草、核稿、签发、印发").follow("起草请示")
    without_blanks(clerk).fill("签发人", "示例主任").press("保存文稿")
    faults = {"drafted": stage_of(clerk, f"drafted-{DISPLAYS[display]}")}
    for stage, title in (("returned", "退回修改"), ("drafted-again", "修改文稿"), *WAY_OF_A_PAPER.items()):
        clerk.follow(title)
        GIVEN[stage](clerk)
        faults[stage] = stage_of(clerk, f"{stage}-{DISPLAYS[display]}")
    clerk.follow("报党委").press("报党委")
    assert clerk.said == "会前请示已经报出，等党委答复。"
    party = visitor(PARTY)
    party.press(display) if display != "标准" else None
    party.open().follow(f"会前请示：{meeting.theme}")
    party.keep(f"request-{DISPLAYS[display]}")
    faults["request"] = party.faults()
    party.follow("同意召开").press("同意召开")
    assert party.said.startswith("已经答复同意")
    assert faults == {stage: [] for stage in faults}


def stage_of(clerk: Visitor, name: str) -> list[str]:
    clerk.keep(f"paper-{name}")
    return clerk.faults()


def test_the_sign_in_page_can_be_read_by_everybody(visitor: NewVisitor) -> None:
    anybody = visitor().open("/console/sign-in")
    anybody.keep("sign-in")
    assert anybody.faults() == []


@pytest.mark.parametrize("display", ["标准", "大字"])
def test_a_telephone_shows_rows_as_cards_under_a_slim_header(visitor: NewVisitor, display: str) -> None:
    clerk = visitor(CLERK)
    clerk.press(display) if display != "标准" else None
    meeting = Held(clerk, f"手机上看{display}").drafted()
    clerk.page.set_viewport_size({"width": 360, "height": 800})
    dossier = meeting.address.removeprefix(clerk.server.base_url).replace("/meetings/", "/dossiers/")
    places = {"dossier": f"{dossier}?show=steps", "coverage": f"/console/units/{UNIT}/coverage"}
    for name, address in places.items():
        clerk.open(address)
        assert clerk.page.evaluate("document.querySelector('header.top').offsetHeight") < 200, address
        cells = clerk.main.locator("tbody td:visible")
        assert cells.count() > 2, address
        ends = [box["x"] + box["width"] for cell in cells.all() if (box := cell.bounding_box())]
        assert max(ends) <= 360, address
        label = "getComputedStyle(document.querySelector('tbody td'), '::before').content"
        assert clerk.page.evaluate(label) not in ("none", "normal"), address
        clerk.keep(f"telephone-{name}-{DISPLAYS[display]}", (360,))
        clerk.page.set_viewport_size({"width": 360, "height": 800})
