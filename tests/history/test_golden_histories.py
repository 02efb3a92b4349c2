"""What was stored once must be read for ever: by each service's aggregates, and by audit's folding."""

from itertools import pairwise

import pytest

from services.audit.application.summaries import SUMMARIES, summary_of
from services.audit.domain.digests import StateDigest
from services.audit.domain.events import CopiedEvent, head_of
from services.audit.domain.folding import FOLDS, Folding
from shared.kernel.aggregate import Aggregate
from shared.kernel.envelope import RecordedEvent
from shared.kernel.events import DomainEvent, EventRegistry
from tests.support.golden_logs import SERVICES, GoldenLog, histories
from tests.support.histories import GoldenEvent, replayed
from tests.support.project import subclasses

# What the first kept histories fold to. Another digest means that audit reads old events differently than it did.
DIGEST_V1 = "a9f3c880b12a8aa15172315f839b84aabaaf76216bd0ef98f4d8d28e20d1acca"


def registry_of(service: str) -> EventRegistry:
    return EventRegistry({cls for cls in subclasses(DomainEvent) if cls.NAME.startswith(f"{service}.")})


def aggregates_of(service: str) -> list[type[Aggregate]]:
    """Those with a permanent name; a base that only shares handlers has the same one and comes first."""
    found = [cls for cls in subclasses(Aggregate) if getattr(cls, "STREAM", "").startswith(f"{service}.")]
    return sorted(found, key=lambda cls: len(cls.__mro__))


def copied(event: RecordedEvent) -> CopiedEvent:
    return CopiedEvent(
        log=event.log,
        generation=event.generation,
        position=event.position,
        recorded_at=event.recorded_at,
        head=head_of(event.envelope_bytes),
        envelope=event.envelope_bytes,
        data=event.data,
        leaf=event.leaf,
    )


def every_history() -> list[tuple[str, list[GoldenEvent]]]:
    return [(service, events) for service in SERVICES for events in histories(service)]


def test_every_event_there_is_stands_in_a_kept_history():
    kept = {(event.envelope.type, event.envelope.version) for _, events in every_history() for event in events}
    assert {(cls.NAME, cls.VERSION) for cls in subclasses(DomainEvent) if cls.NAME} <= kept


@pytest.mark.parametrize(("service", "events"), every_history())
def test_kept_histories_replay_in_the_services_aggregates(service: str, events: list[GoldenEvent]):
    streams = replayed(events, registry_of(service), aggregates_of(service))
    last = {event.envelope.stream_id: event.envelope for event in events}
    assert {id_: stream.version for id_, stream in streams.items()} == {
        id_: envelope.stream_version for id_, envelope in last.items()
    }
    assert all(stream.owner_unit == last[id_].owner_unit for id_, stream in streams.items())


@pytest.mark.parametrize(("service", "events"), every_history())
def test_kept_histories_are_whole(service: str, events: list[GoldenEvent]):
    log = GoldenLog(service, events)
    assert all(one.recorded_at < other.recorded_at for one, other in pairwise(log.events))
    assert all(copied(event).is_whole for event in log.events)


def test_the_first_kept_histories_fold_to_the_state_they_had():
    digest = StateDigest()
    for service in SERVICES:
        folding = Folding(FOLDS[service])
        folding.apply_all(map(copied, GoldenLog(service, histories(service)[0]).events))
        for document in folding.documents.values():
            digest.add(document, document.units)
    assert list(digest.make())
    assert digest.of_all().hex() == DIGEST_V1


@pytest.mark.parametrize(("service", "events"), every_history())
def test_every_kept_event_has_a_sentence(service: str, events: list[GoldenEvent]):
    for event in GoldenLog(service, events).events:
        sentence = summary_of(copied(event))
        assert sentence.strip() == sentence
        assert 4 < len(sentence) < 400
        assert "None" not in sentence


def test_folding_and_sentences_know_the_same_events():
    folded = {name for folds in FOLDS.values() for view in folds.views for name in view.on}
    elsewhere = {name for folds in FOLDS.values() for name in folds.elsewhere}
    assert folded | elsewhere == set(SUMMARIES) == {cls.NAME for cls in subclasses(DomainEvent) if cls.NAME}
