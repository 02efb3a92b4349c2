"""What queries answer, as protobuf messages."""

from collections.abc import Iterable, Mapping
from typing import Any

from shared.contracts.organization.v1 import organization_pb2 as pb
from shared.messaging.pages import Page

Fields = Mapping[str, Any]
# A branch tells of a unit what its row shows; its short names are in its entry.
_UNIT = ("unit_id", "kind", "level", "name", "short_names", "code", "status")
_FIGURE = ("planned", "established", "federated", "covered", "should", "percent")


def unit(brief: Fields) -> Any:
    return pb.Unit(**{name: brief[name] for name in _UNIT if name in brief})


def page(found: Page[Any]) -> Any:
    return pb.UnitsPage(units=map(unit, found.items), cursor=found.cursor)


def units(briefs: Iterable[Fields]) -> Any:
    return pb.Units(units=map(unit, briefs))


def entry(found: Fields) -> Any:
    return pb.Entry(
        unit=unit(found),
        on=found["on"],
        founded_on=found["founded_on"],
        relations=[pb.EntryRelation(**held) for held in found["relations"]],
        predecessors=[pb.Succession(**one) for one in found["predecessors"]],
        successors=[pb.Succession(**one) for one in found["successors"]],
        became=map(unit, found["became"]),
        superiors=map(unit, found["superiors"]),
    )


def coverage(found: Fields) -> Any:
    return pb.Coverage(
        committee=unit(found["committee"]),
        on=found["on"],
        total=_figure(found["total"]),
        own=_figure(found["own"]),
        branches=[pb.Branch(unit=unit(branch), figure=_figure(branch)) for branch in found["branches"]],
        lines=[pb.LineFigure(line=line["line"], figure=_figure(line)) for line in found["lines"]],
    )


def _figure(counted: Fields) -> Any:
    return pb.Figure(**{name: counted[name] for name in _FIGURE})
