"""The matters that papers belong to: where each kind is, what it is called, which papers it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.console.application.papers import KINDS


@dataclass(frozen=True, slots=True)
class PaperMatter:
    """`place` is its part of the addresses, here and in the service; `titled` the field with its title."""

    kind: str
    place: str
    words: str
    one: str
    titled: str
    papers: tuple[str, ...]

    def address(self, matter_id: str) -> str:
        return f"/console/{self.place}/{matter_id}"

    def title(self, matter: Mapping[str, Any]) -> str:
        return str(matter[self.titled]) or self.one

    def trail(self, matter_id: str, matter: Mapping[str, Any] | None) -> list[tuple[str, str]]:
        """To the matter's own page, as far as the visitor sees it."""
        above = [(f"/console/{self.place}", self.words)]
        return [*above, (self.address(matter_id), self.title(matter))] if matter else above


MATTERS: Final[Mapping[str, PaperMatter]] = {
    each.kind: each
    for each in (
        PaperMatter("meeting", "meetings", "会议", "这次会议", "theme", tuple(KINDS)),
        PaperMatter("transmittal", "transmittals", "传达贯彻", "这份传达通知", "title", ("transmittal_notice",)),
        PaperMatter("instruction", "instructions", "视察批示", "这件事", "title", ("report", "transmittal_notice")),
    )
}
_NAMES: Final[Mapping[tuple[str, str], str]] = {("instruction", "report"): "专题报告"}


def kind_name(matter_kind: str, paper_kind: str) -> str:
    return _NAMES.get((matter_kind, paper_kind), KINDS[paper_kind])


def by_kind(matter: PaperMatter, papers: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, list[Mapping[str, Any]]]]:
    """Kind, its name, and the papers of it, in the order of the matter's way."""
    return [
        (kind, kind_name(matter.kind, kind), [one for one in papers if one["kind"] == kind]) for kind in matter.papers
    ]
