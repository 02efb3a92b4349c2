"""Papers as their pages show them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec

from shared.papers import MinutesHead, Paper, Paragraph, RedHead
from shared.papers.outline import heading_of
from shared.papers.titles import title_lines

KINDS: Final[Mapping[str, str]] = {
    "request": "请示",
    "notice": "通知",
    "agenda": "议程",
    "attendance_sheet": "签到表",
    "minutes": "纪要",
    "report": "报告",
    "transmittal_notice": "传达通知",
}
UPWARD: Final = frozenset({"request", "report"})
# What an issued paper is for, by kind of its matter and its own: the form of the matter that sends it on, and its name.
SENT_ON_BY: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("meeting", "request"): ("submit-request", "报党委"),
    ("meeting", "report"): ("submit-report", "报党委"),
    ("meeting", "minutes"): ("issue-minutes", "登记印发会议纪要"),
    ("instruction", "report"): ("submit-report", "报送专题汇报"),
}
# The word of a kind in its number, unless a committee sets another.
TYPE_WORDS: Final[Mapping[str, str]] = {
    "request": "请",
    "report": "报",
    "notice": "通",
    "transmittal_notice": "传",
    "minutes": "纪要",
}
UNNUMBERED: Final = frozenset({"agenda", "attendance_sheet"})
# Kinds that are written for other units, so that without any they reach nobody.
FOR_UNITS: Final = frozenset({"notice", "transmittal_notice"})
# Minutes are numbered by issues, with a code word or without.
NUMBERED_BY_WORD: Final = frozenset(TYPE_WORDS) - {"minutes"}
# Kinds that name their bodies in head and signature, so that several can issue them.
JOINTLY: Final = frozenset({"request", "notice", "report", "transmittal_notice"})
STAGES: Final[Mapping[str, tuple[str, str]]] = {
    "drafted": ("待核稿", "next"),
    "checked": ("已核稿", "next"),
    "signed": ("已签发", "next"),
    "numbered": ("已编号", "next"),
    "issued": ("已印发", "done"),
    "returned": ("已退回，待修改", "wait"),
    "withdrawn": ("已撤回", "none"),
}
# What a paper of the office waits for, by its stage.
WAITING: Final[Mapping[str, str]] = {
    "drafted": "待核稿",
    "returned": "待修改",
    "checked": "待签发",
    "signed": "待编号",
    "numbered": "待印发",
}
_WAITS_FOR: Final = {"cosign": "待会签", "issue": "待印发"}
_BEFORE_ISSUE: Final = ("return", "withdraw")
_NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "drafted": ("check", "revise", *_BEFORE_ISSUE),
    "checked": ("sign", *_BEFORE_ISSUE),
    "signed": ("number", *_BEFORE_ISSUE),
    "numbered": ("issue", *_BEFORE_ISSUE),
    "returned": ("revise", "withdraw"),
}


def steps_of(paper: Mapping[str, Any]) -> tuple[str, ...]:
    """The forms that are possible now, the next step first; what carries no number is issued once it is checked.

    A joint paper goes on when every body has signed it.
    """
    steps = _NEXT.get(paper["stage"], ())
    if paper["kind"] in UNNUMBERED and paper["stage"] == "checked":
        return ("cosign" if not_cosigned(paper) else "issue", *steps[1:])
    if not_cosigned(paper) and paper["stage"] == "checked":
        return (steps[0], "cosign", *steps[1:])
    return ("cosign", *steps[1:]) if not_cosigned(paper) and paper["stage"] == "signed" else steps


def waits_for(paper: Mapping[str, Any]) -> str:
    steps = steps_of(paper)
    return _WAITS_FOR.get(steps[0], WAITING[paper["stage"]]) if steps else WAITING[paper["stage"]]


def not_cosigned(paper: Mapping[str, Any]) -> list[str]:
    """The bodies of a joint paper that have still to sign it, beside its own committee."""
    return [body for body, cosigned in cosignatures(paper) if cosigned is None]


def cosignatures(paper: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any] | None]]:
    """Every other body of a joint paper, with what is known of its signature."""
    known = {one["body"]: one for one in paper.get("cosigned", ())}
    return [(body, known.get(body)) for body in paper["bodies"][1:]]


def returns_before(paper: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What it was sent back for and revised since; the last one stands by itself while it waits for that."""
    returns: Sequence[Mapping[str, Any]] = paper["returns"]
    return returns[:-1] if paper["stage"] == "returned" else returns


def looks_of(preview: Any) -> Paper:
    """The paper as it would be issued."""
    return msgspec.convert(preview, Paper)


def people_of(paper: Mapping[str, Any]) -> list[str]:
    """Who checked it and who signed it, as far as it has come."""
    checked, signed = paper["checked"], paper["signed"]
    own = [*([checked["checker"]] if checked else []), *([signed["signer"]] if signed else [])]
    return [*own, *(one["signer"] for one in paper.get("cosigned", ()))]


def differing_signer(paper: Mapping[str, Any], looks: Paper, people: Mapping[str, str]) -> str:
    """Whoever signed it, where 签发人 on the paper to be issued names somebody else or nobody."""
    if paper["signed"] is None or paper["stage"] == "issued" or not looks.signers:
        return ""
    name = people[paper["signed"]["signer"]]
    return "" if name in looks.signers else name


def style_in_force(versions: Sequence[Mapping[str, Any]], day: str) -> Mapping[str, Any]:
    """Of the settings begun by then the latest day's, and of one day what was said last; empty without any."""
    begun = sorted((one for one in versions if one["on"] <= day), key=lambda one: one["on"])
    return begun[-1]["style"] if begun else {}


def heads_of(paper: Paper) -> tuple[str, ...]:
    """The lines of the red head; none without one."""
    if isinstance(paper.head, RedHead):
        word = "文件" if paper.head.with_word else ""
        return (*paper.head.bodies[:-1], paper.head.bodies[-1] + word)
    return (paper.head.name,) if isinstance(paper.head, MinutesHead) else ()


def title_of(paper: Paper) -> tuple[str, ...]:
    return title_lines(paper.title, whole=paper.head.bodies if isinstance(paper.head, RedHead) else ())


def namely(units: Sequence[str], names: Mapping[str, str]) -> str:
    return "、".join(names[unit] for unit in units)


def heading_and_rest(block: Paragraph) -> tuple[str, str]:
    return heading_of(block)
