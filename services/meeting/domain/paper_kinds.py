"""The kinds of papers an office sends out, of which matters, and what each of them has on its way (R6)."""

from dataclasses import dataclass
from typing import Literal

PaperStage = Literal["drafted", "checked", "signed", "numbered", "issued", "returned", "withdrawn"]
MatterKind = Literal["meeting", "transmittal", "instruction"]
PaperKindName = Literal["request", "notice", "agenda", "attendance_sheet", "minutes", "report", "transmittal_notice"]
MinutesSeries = Literal["issue", "year"]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """`word` is the type word of its number unless a committee sets another; `upward`: 签发人 stands on it."""

    name: str
    word: str = ""
    signed: bool = True
    upward: bool = False

    @property
    def numbered(self) -> bool:
        return bool(self.word)


KINDS = {
    "request": PaperKind("请示", "请", upward=True),
    "notice": PaperKind("通知", "通"),
    "agenda": PaperKind("议程", signed=False),
    "attendance_sheet": PaperKind("签到表", signed=False),
    "minutes": PaperKind("纪要", "纪要"),
    "report": PaperKind("报告", "报", upward=True),
    "transmittal_notice": PaperKind("传达通知", "传"),
}
# What each kind of matter has papers for; the report of an instruction is its special report 专题报告.
KINDS_OF_MATTER: dict[MatterKind, tuple[str, ...]] = {
    "meeting": tuple(KINDS),
    "transmittal": ("transmittal_notice",),
    "instruction": ("report", "transmittal_notice"),
}
# Plans and supervision notices keep ledgers of their own; a word of theirs would repeat their numbers.
RESERVED_WORDS = {"发": "实施方案和责任分工方案", "督": "督办通知单"}
SIGNING_OFFICES = ("director", "executive_director")
EDITABLE: tuple[PaperStage, ...] = ("drafted", "returned")
OPEN: tuple[PaperStage, ...] = ("drafted", "checked", "signed", "numbered", "returned")
STAGE_WORDS: dict[PaperStage, str] = {
    "drafted": "拟稿",
    "checked": "已核稿",
    "signed": "已签发",
    "numbered": "已编号",
    "issued": "已印发",
    "returned": "已退回",
    "withdrawn": "已撤回",
}
