"""Names of the example registry around one committee: what `lianxi plan parse` knows without a server."""

from collections.abc import Iterator

from services.local.example.registry import PROVINCE, UnitSeed, load_registry, territories
from services.organization.client.texts import is_relative
from services.tasking.domain.plan_document import DirectoryEntry, NameIndex


def directory_of(issuer: str) -> NameIndex:
    """The units and groups that a plan of a territory's committee can name; raises KeyError.

    `issuer` is the territory's code. Relative names (市教育局, 市委) are known of the issuer's own place and of the
    province (省教育厅); units of other places go by their full names only. Groups stay groups.
    """
    committee = load_registry().unit(issuer)
    return NameIndex([*_units_around(committee), *_groups_of(committee)])


def issuer_named(text: str) -> UnitSeed:
    """The committee meant by a territory's code or name, or by the committee's own name; raises KeyError."""
    for place in territories():
        committee = load_registry().unit(place.code)
        names = (committee.name, *committee.short_names)
        if text in (place.code, place.name) or (text in names and not is_relative(text)):
            return committee
    raise KeyError(text)


def _units_around(committee: UnitSeed) -> Iterator[DirectoryEntry]:
    for unit in load_registry().units:
        near = unit.code.split("-")[0] in (committee.code, PROVINCE)
        for name in (unit.name, *unit.short_names):
            if near or not is_relative(name):
                yield DirectoryEntry(name, (unit.unit_id,))


def _groups_of(committee: UnitSeed) -> Iterator[DirectoryEntry]:
    for group in load_registry().groups:
        if group.committee_id == committee.unit_id:
            for name in (group.name, *group.aliases):
                yield DirectoryEntry(name, (), group.group_id)
