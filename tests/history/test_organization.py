"""What organization stored in its first version must replay for ever."""

from datetime import date

from services.organization.domain.claim import GroupName, UnitCode
from services.organization.domain.events import REGISTRY
from services.organization.domain.founding import FoundingBatch
from services.organization.domain.group import Group
from services.organization.domain.person import Person
from services.organization.domain.registry_import import RegistryImport
from services.organization.domain.roster import Roster
from services.organization.domain.unit import Unit
from shared.kernel.ids import derive
from tests.history import registry as told
from tests.support.histories import HISTORIES, golden, replayed

AGGREGATES = (Unit, UnitCode, Roster, Group, GroupName, Person)
OTHER = derive("unit", "CN", "230800")
BUREAU, COUNTY = derive("unit", "CN", "230300-jyj"), derive("unit", "CN", "230321")
SOMEBODY = derive("person", "一")


def test_the_first_version_still_replays() -> None:
    events = golden(HISTORIES / "organization-1.jsonl")
    streams = replayed(events, REGISTRY, AGGREGATES)
    bureau, county, roster = streams[BUREAU], streams[COUNTY], streams[Roster.stream_id(BUREAU)]
    assert isinstance(bureau, Unit)
    assert isinstance(county, Unit)
    assert isinstance(roster, Roster)
    assert (bureau.status, bureau.code, bureau.changed_on["name"]) == ("dissolved", "230300-jtj", date(2023, 7, 3))
    assert county.superior == OTHER
    assert roster.holders("liaison_officer", date(2023, 7, 3)) == [SOMEBODY]
    assert roster.holders("liaison_officer", date(2023, 8, 1)) == []


def test_units_that_merged_split_and_were_founded_in_batches_still_replay() -> None:
    events = golden(HISTORIES / "organization" / "v2.jsonl")
    streams = replayed(events, REGISTRY, (*AGGREGATES, FoundingBatch, RegistryImport))
    merged, split, batch = streams[told.MERGED], streams[told.SPLIT], streams[told.BATCH]
    assert isinstance(merged, Unit)
    assert isinstance(split, Unit)
    assert isinstance(batch, FoundingBatch)
    done = streams[told.IMPORT]
    assert isinstance(done, RegistryImport)
    assert (done.batches, done.done) == (1, 0)
    assert (merged.status, merged.successors) == ("dissolved", (told.BUREAU,))
    assert (split.status, split.successors) == ("established", (told.MERGED,))
    assert [founding.founded_on for founding in batch.foundings.values()] == [told.ON, told.ON]
