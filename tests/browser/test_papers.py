"""Texts of papers in a real browser: attachments and tables, joint papers, papers of a visit and of a transmittal."""

import pytest

from tests.browser.conftest import CLERK, NewVisitor
from tests.browser.meeting import Held, without_blanks
from tests.browser.test_matters import WAYS, issued, recorded
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.server]
ROWS = "单位\t任务\n市教育局\t校园周边摸底\n市司法局\t法治宣传"


def checked(clerk: Visitor) -> Visitor:
    clerk.follow("核稿").fill("在纸上核稿的人", "核稿的同志").press("确认核过")
    return clerk


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.accepts("R6")
def test_r6_a_joint_notice_gets_an_attachment_and_every_bodys_signature(visitor: NewVisitor, way: str) -> None:
    clerk = visitor(CLERK, **WAYS[way])
    Held(clerk, f"联合行文{way}").drafted()
    clerk.follow("公文：起草、核稿、签发、印发").follow("起草通知")
    without_blanks(clerk).fill("联合行文的其他机关", "市教育局").fill("标题", "改过的标题").press("再加一个附件")
    assert clerk.field("标题").input_value() == "改过的标题"
    clerk.fill("附件2的标题", "任务分工").fill("附件2的表格", ROWS)
    faults = {"form": kept(clerk, "paper-text")} if way == "by clicks" else {}
    clerk.press("保存文稿")
    assert clerk.said == "文稿已经保存。"
    assert clerk.reads("2.任务分工")
    assert clerk.reads("校园周边摸底")
    assert clerk.reads("还没有会签")
    checked(clerk).follow("登记会签").tick(clerk.page.get_by_label("鸡西市教育局", exact=True))
    clerk.fill("会签人", "会签的同志").upload("会签稿的扫描件")
    if way == "by clicks":
        faults["cosigning"] = kept(clerk, "paper-cosign")
    clerk.press("登记")
    assert clerk.said == "会签已经登记。"
    if way == "by clicks":
        faults["cosigned"] = kept(clerk, "paper-cosigned")
    assert faults == {name: [] for name in faults}


@pytest.mark.accepts("M12")
def test_m12_a_visits_report_and_a_transmittals_notice_are_drafted_from_their_pages(visitor: NewVisitor) -> None:
    clerk, faults = visitor(CLERK), {}
    for begun, kind, name in ((recorded, "专题报告", "visit"), (issued, "传达通知", "transmittal")):
        address = begun(clerk, f"公文出自{name}")
        clerk.page.locator(f'a[href$="{address.rpartition("/")[2]}/papers"]').click()
        faults[f"{name} papers"] = kept(clerk, f"papers-of-a-{name}")
        clerk.follow(f"起草{kind}")
        faults[f"{name} form"] = kept(clerk, f"paper-of-a-{name}-form")
        clerk.press("保存文稿")
        assert clerk.said == "文稿已经保存。"
        faults[name] = kept(clerk, f"paper-of-a-{name}")
        assert clerk.page.locator(".main-nav [aria-current]").inner_text() in ("视察批示", "传达贯彻")
    assert faults == {name: [] for name in faults}


def kept(clerk: Visitor, name: str) -> list[str]:
    clerk.keep(name)
    return clerk.faults()
