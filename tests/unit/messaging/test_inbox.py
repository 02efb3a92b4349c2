"""The inbox: effectively once, gaps repaired, a bad event parked, nothing else stopped."""

import asyncio
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from shared.database.interface import Reader
from shared.eventstore.interface import LogHead, LogReader
from shared.kernel.envelope import RecordedEvent
from shared.kernel.errors import Unavailable
from shared.kernel.ids import derive
from shared.messaging.documents import Doc, DocumentView
from shared.messaging.inbox import Redriven
from shared.messaging.interface import Policy, PolicyCommand
from shared.messaging.policies import PolicyInbox, policy_refusals
from shared.messaging.projecting import ProjectionInbox
from shared.telemetry.logs import configure_logs
from tests.support import matters as m
from tests.support.stores import held_writer
from tests.support.two_services import UNIT, TwoServices, context, dump

ONE, TWO = derive("matter", "one"), derive("matter", "two")


async def story(services: TwoServices, matters: Sequence[UUID] = (ONE, TWO), notes: int = 2) -> list[RecordedEvent]:
    """Matters of different units, so that they lie in different partitions, with notes in turn."""
    for ordinal, matter in enumerate(matters):
        await services.give(
            m.OpenMatter(matter_id=matter, title=f"事{ordinal}"), f"open {matter}", derive("u", ordinal)
        )
    for number in range(notes):
        for ordinal, matter in enumerate(matters):
            note = m.NoteMatter(matter_id=matter, text=str(number))
            await services.give(note, f"note {matter} {number}", derive("u", ordinal))
    return await services.matters.read(0, 500)


async def notes(services: TwoServices, view: str = "matter_copies") -> dict[str, int]:
    rows = await dump(services.watching, f"SELECT id, body FROM {{{view}}}")
    return {row["id"]: row["body"].count('"') for row in rows}


async def bodies(services: TwoServices) -> list[str]:
    return [row["body"] for row in await dump(services.watching, "SELECT body FROM {matter_copies} ORDER BY id")]


def replica_inbox(services: TwoServices, reader: LogReader | None = None) -> ProjectionInbox:
    return ProjectionInbox(services.replica, services.watching, reader or services.matters)


def policy_inbox(services: TwoServices) -> PolicyInbox:
    return PolicyInbox(
        m.FOLLOW_MATTERS, "watching", services.watch_bus, services.watching, services.matters, services.clock
    )


async def test_a_batch_delivered_three_times_counts_once(services: TwoServices) -> None:
    events, inbox = await story(services), replica_inbox(services)
    for _ in range(3):
        await inbox.receive(events)
    assert ['"notes":["0","1"]' in body for body in await bodies(services)] == [True, True]


async def test_a_gap_is_noticed_and_repaired_from_the_producer(services: TwoServices) -> None:
    events, inbox = await story(services), replica_inbox(services)
    await inbox.receive(events[-1:])
    assert str(events[-1].envelope.stream_id) in {
        row["id"] for row in await dump(services.watching, "SELECT id FROM {matter_copies}")
    }
    await inbox.catch_up()
    assert await inbox.behind() == {}
    assert ['"notes":["0","1"]' in body for body in await bodies(services)] == [True, True]


async def test_the_missing_last_message_is_seen_by_the_producers_tail(services: TwoServices) -> None:
    events, inbox = await story(services), replica_inbox(services)
    await inbox.receive(events[:-1])
    assert list((await inbox.behind()).values()) == [(events[-3].position, events[-1].position)]
    await inbox.catch_up()
    assert await inbox.behind() == {}


class Blind:
    """A producer whose log cannot be read at the moment: it gives nothing."""

    log = "matters"

    async def head(self) -> LogHead:
        return LogHead(1, 0, None)

    async def read(self, after: int, limit: int, partition: int | None = None) -> list[RecordedEvent]:
        return []

    async def tails(self) -> dict[int, int]:
        return {}


async def test_a_gap_that_cannot_be_repaired_now_stores_nothing_and_is_tried_again(services: TwoServices) -> None:
    events = await story(services)
    with pytest.raises(Unavailable):
        await replica_inbox(services, Blind()).receive(events[-1:])
    assert await bodies(services) == []
    await replica_inbox(services).receive(events[-1:])
    assert len(await bodies(services)) == 1


async def test_a_partition_out_of_order_ends_like_one_in_order(services: TwoServices) -> None:
    events, inbox = await story(services), replica_inbox(services)
    for event in reversed(events):
        await inbox.receive([event])
    assert ['"notes":["0","1"]' in body for body in await bodies(services)] == [True, True]


class Poisoned:
    """A view that cannot take events holding a certain text, until it is mended."""

    def __init__(self, view: DocumentView, text: str) -> None:
        self.name, self.tables, self.sources = view.name, view.tables, view.sources
        self.view, self.text = view, text

    def apply(self, event: RecordedEvent, tx: object) -> None:
        self.view.apply(event, tx)  # type: ignore[arg-type]
        if self.text and event.fields().get("text") == self.text and event.envelope.stream_id == ONE:
            raise LookupError(f"cannot take {self.text}")


async def poisoned(services: TwoServices) -> tuple[Poisoned, ProjectionInbox]:
    view = Poisoned(services.replica, "0")
    inbox = ProjectionInbox(view, services.watching, services.matters)
    await inbox.receive(await story(services))
    return view, inbox


async def test_a_poison_event_is_parked_with_its_reason_and_its_stream_queues_behind(services: TwoServices) -> None:
    _, inbox = await poisoned(services)
    parked = await inbox.parked()
    assert [(one.stream_id, one.reason, one.waits_behind) for one in parked] == [
        (ONE, "LookupError: cannot take 0", None),
        (ONE, "", parked[0].position),
    ]
    incomplete = await inbox.incomplete()
    assert incomplete is not None and (incomplete.parked, incomplete.streams) == (2, (ONE,))


async def test_all_other_streams_of_the_batch_go_on_and_nothing_of_the_bad_event_stays(services: TwoServices) -> None:
    _, inbox = await poisoned(services)
    found = {row["id"]: row["body"] for row in await dump(services.watching, "SELECT id, body FROM {matter_copies}")}
    assert '"notes":["0","1"]' in found[str(TWO)]
    assert '"notes":[]' in found[str(ONE)]
    assert await inbox.behind() == {}


async def test_what_comes_later_to_a_parked_stream_queues_too(services: TwoServices) -> None:
    _, inbox = await poisoned(services)
    await services.give(m.CloseMatter(matter_id=ONE), "close", derive("u", 0))
    await inbox.catch_up()
    assert [one.event_type.rpartition(".")[2] for one in await inbox.parked()] == ["noted", "noted", "closed"]


async def test_a_redrive_that_fails_again_keeps_everything_parked(services: TwoServices) -> None:
    _, inbox = await poisoned(services)
    assert await inbox.redrive() == Redriven(done=0, still_parked=2)


async def test_a_redrive_after_mending_gives_what_an_undisturbed_run_gives(services: TwoServices) -> None:
    view, inbox = await poisoned(services)
    view.text = ""
    assert await inbox.redrive() == Redriven(done=2, still_parked=0)
    assert ['"notes":["0","1"]' in body for body in await bodies(services)] == [True, True]
    assert await inbox.incomplete() is None


async def test_a_redrive_that_fails_at_a_later_event_waits_for_that_one(services: TwoServices) -> None:
    view, inbox = await poisoned(services)
    view.text = "1"
    assert await inbox.redrive() == Redriven(done=1, still_parked=1)
    assert [(one.reason, one.waits_behind) for one in await inbox.parked()] == [("LookupError: cannot take 1", None)]


async def test_a_policy_answers_each_event_once_however_often_it_is_delivered(services: TwoServices) -> None:
    events, inbox = await story(services), policy_inbox(services)
    for _ in range(3):
        await inbox.receive(events)
    types = [event.envelope.type for event in await services.watching.read(0, 500)]
    assert (types.count("watching.watch.opened"), types.count("watching.watch.counted")) == (2, 4)


async def test_a_policy_decides_while_the_writer_is_busy_with_views(services: TwoServices) -> None:
    events, decided = await story(services), asyncio.Event()

    async def when_matter_opened(event: RecordedEvent, view: Reader) -> Sequence[PolicyCommand]:
        decided.set()
        return await m.when_matter_opened_then_open_watch(event, view)

    policy = Policy("watching.busy", "matters", {"matters.matter.opened": when_matter_opened})
    inbox = PolicyInbox(policy, "watching", services.watch_bus, services.watching, services.matters, services.clock)
    await inbox.receive(events[:1])  # the log's generation is noted with its first event
    decided.clear()
    with held_writer(services.watching.database):
        received = asyncio.create_task(inbox.receive(events))
        await asyncio.wait_for(decided.wait(), 5)
    await received
    assert len(await services.watching.read(0, 500)) == 2


async def test_a_policys_events_name_their_cause_and_lie_after_it(services: TwoServices) -> None:
    events, inbox = await story(services, [ONE], 0), policy_inbox(services)
    await inbox.receive(events)
    (caused,) = await services.watching.read(0, 500)
    assert caused.envelope.causation_id == events[0].envelope.id
    assert caused.envelope.correlation_id == events[0].envelope.correlation_id
    assert caused.envelope.actor.role == "service:watching"
    assert caused.recorded_at > events[0].recorded_at


async def test_a_policys_events_stay_in_the_trace_of_their_cause(services: TwoServices) -> None:
    trace, span = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
    given = replace(context("open"), traceparent=f"00-{trace}-{span}-01")
    await services.matter_bus.handle(m.OpenMatter(matter_id=ONE, title="事"), given)
    await services.give(m.OpenMatter(matter_id=TWO, title="事"), "without a trace")
    events = await services.matters.read(0, 500)
    await policy_inbox(services).receive(events)
    traced, other = [event.envelope for event in await services.watching.read(0, 500)]
    assert traced.traceparent == f"00-{trace}-{traced.command_id.hex[:16]}-01"
    assert other.traceparent == f"00-{other.correlation_id.hex}-{other.command_id.hex[:16]}-00"


async def test_a_parked_event_is_told_with_its_trace_and_without_its_reason(services: TwoServices) -> None:
    lines = io.StringIO()
    configure_logs(lines)
    _, inbox = await poisoned(services)
    (line,) = [json.loads(text) for text in lines.getvalue().splitlines()]
    (stopped,) = [one for one in await inbox.parked() if one.waits_behind is None]
    (event,) = await services.matters.read(stopped.position - 1, 1)
    told = {"event": "event_parked", "log": "matters", "position": stopped.position, "error": "LookupError"}
    assert line.items() >= told.items()
    assert (line["event_id"], line["trace_id"]) == (str(event.envelope.id), event.envelope.correlation_id.hex)
    assert "cannot take" not in lines.getvalue()


async def test_a_policy_command_that_a_rule_refuses_is_recorded_and_is_no_poison(services: TwoServices) -> None:
    inbox = policy_inbox(services)
    await inbox.receive(await story(services, [ONE], m.Watch.NOTES_MAX + 1))
    async with services.watching.snapshot() as reader:
        refusals = await policy_refusals(reader)
        of_others = await policy_refusals(reader, UNIT)
    assert [(one.command, one.code, one.rule) for one in refusals] == [("CountNote", "watch_full", "X2")]
    assert of_others == []
    assert await inbox.parked() == []


async def test_a_policy_that_breaks_parks_the_event_and_its_redrive_gives_the_commands(services: TwoServices) -> None:
    events, inbox = await story(services, [ONE, TWO], 1), policy_inbox(services)
    broken = dict(services.watch_bus._handlers)
    services.watch_bus._handlers[m.CountNote] = _broken
    await inbox.receive(events)
    assert [one.reason for one in await inbox.parked()] == ["ZeroDivisionError: broken", "ZeroDivisionError: broken"]
    services.watch_bus._handlers.update(broken)
    assert await inbox.redrive() == Redriven(done=2, still_parked=0)
    types = [event.envelope.type for event in await services.watching.read(0, 500)]
    assert types.count("watching.watch.counted") == 2
    assert await inbox.redrive() == Redriven(done=0, still_parked=0)


async def _broken(command: m.CountNote, work: object) -> Doc:
    raise ZeroDivisionError("broken")


async def test_two_inboxes_of_one_consumer_answer_each_event_once(services: TwoServices) -> None:
    import asyncio

    events = await story(services)
    await asyncio.gather(policy_inbox(services).receive(events), policy_inbox(services).receive(events))
    assert (await services.watching.head()).position == 6


async def test_a_new_generation_goes_on_where_the_old_one_ended(services: TwoServices) -> None:
    inbox = replica_inbox(services)
    await inbox.receive(await story(services, [ONE], 1))
    await services.matters.begin_generation()
    assert await inbox.notice_generation()
    await services.give(m.NoteMatter(matter_id=ONE, text="新"), "new", derive("u", 0))
    await inbox.catch_up()
    assert '"notes":["0","新"]' in (await bodies(services))[0]
    assert await inbox.incomplete() is None


@pytest.mark.files  # it takes events out of a log, which the appending role of PostgreSQL cannot
async def test_events_that_a_restore_undid_make_the_view_incomplete(services: TwoServices) -> None:
    inbox = replica_inbox(services)
    await inbox.receive(await story(services, [ONE], 2))

    def restore(tx: object) -> None:
        connection = tx.connection  # type: ignore[attr-defined]
        connection.execute("DELETE FROM events WHERE position > 2")
        connection.execute("UPDATE log_head SET position = 2, generation = 2")

    await services.matters.write(restore)
    assert await inbox.notice_generation()
    incomplete = await inbox.incomplete()
    assert incomplete is not None and incomplete.lost == 3
    await services.give(m.NoteMatter(matter_id=ONE, text="另"), "other", derive("u", 0))
    await inbox.catch_up()
    assert await inbox.behind() == {}
