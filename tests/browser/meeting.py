"""A joint meeting held by clicks, step by step."""

from dataclasses import dataclass
from datetime import date

from tests.browser.visitor import Visitor, in_days, move_to

DRAFT = "筹备一次会议"
# What the suggestion of a paper leaves open before there is a notice, and what a clerk writes there.
OPEN_PLACES = {
    "　　年　月　日　时": "2026年9月20日9时",
    "　　年　月　日": "2026年9月20日",
    "　　　　。": "一号会议室。",
}


def without_blanks(clerk: Visitor) -> Visitor:
    """On the form of a paper: no place of its text and no contact is left open."""
    words = clerk.field("正文").input_value()
    for place, filled in OPEN_PLACES.items():
        words = words.replace(place, filled)
    return clerk.fill("正文", words).fill("附注", "联系人：江某，电话：0467—0000000")


@dataclass
class Held:
    """A meeting that a visitor takes from step to step; `days` from now it takes place."""

    by: Visitor
    theme: str
    days: int = 14

    def drafted(self) -> "Held":
        self.by.open("/console/meetings/new").choose("联席会议", "专题会议").fill("会议主题", self.theme)
        self.by.fill("议程", "通报摸底情况\n讨论责任分工").fill("拟议定的事项", "整治工作责任分工").press("保存")
        self.address = self.by.page.url.partition("?")[0]
        return self

    def step(self, title: str) -> Visitor:
        """Over the link on the meeting's page, which is there only when the step is possible."""
        if self.by.page.url.partition("?")[0] != self.address:
            self.by.page.goto(self.address)
        return self.by.follow(title)

    def form(self, name: str) -> Visitor:
        """The form at its address, possible or not."""
        self.by.page.goto(f"{self.address}/{name}")
        return self.by

    def requested(self) -> "Held":
        self.step("会前请示").upload("请示文件").press("报党委")
        return self

    def approved(self) -> "Held":
        form = self.step("记录党委同意").fill("批示人", "示例领导甲").fill("批示原文", "同意召开。")
        form.upload("批示的扫描件").press("记录下来")
        return self

    def noticed(self) -> "Held":
        self.step("发会议通知")
        self.called()
        assert self.by.said == "会议通知已经发出。"
        return self

    def called(self) -> "Held":
        """On the page of the notice."""
        self.day = in_days(self.by.server, self.days)
        self.by.fill("开会时间", f"{self.day}T09:30").fill("开会地点", "市委一号会议室")
        self.by.press("发出通知")
        return self

    def took_place(self) -> "Held":
        move_to(self.by.server, self.day, hour=17)
        self.by.page.goto(self.address)
        form = self.step("记录会议召开")
        form.tick(form.page.get_by_label("主任 示例主任", exact=False).first)
        form.press("记录下来")
        return self

    def resolved(self) -> "Held":
        self.step("记录议定事项").fill("议定事项", "九月底前完成校园周边环境集中整治。").press("记录下来")
        return self

    def reported(self) -> "Held":
        self.step("会后报告").upload("会后报告").press("报党委")
        return self

    def minuted(self) -> "Held":
        self.step("印发会议纪要").upload("会议纪要").press("印发")
        return self

    def filed(self) -> "Held":
        self.step("会议归档").press("归档")
        return self

    day: date = date.min
    address: str = ""
