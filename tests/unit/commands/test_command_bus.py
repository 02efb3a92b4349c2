"""The command bus on a real store: once and for all, by permission, whole or not at all."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest

from shared.commands.bus import CommandBus, Refused
from shared.commands.interface import Handler, Work
from shared.commands.refusals import PermissionNotAsked
from shared.database.interface import Transaction
from shared.kernel.errors import IdempotencyKeyReused, NotFound, NotPermitted, VersionConflict
from shared.kernel.ids import derive
from tests.support import matters as m
from tests.support.two_services import OTHER, UNIT, TwoServices, context, dump

MATTER = derive("matter", "one")
OPEN = m.OpenMatter(matter_id=MATTER, title="甲")


async def head(services: TwoServices) -> int:
    return (await services.matters.head()).position


async def test_an_accepted_command_answers_stream_version_position_and_body(services: TwoServices) -> None:
    opened = await services.give(OPEN, "open")
    noted = await services.give(m.NoteMatter(matter_id=MATTER, text="一"), "note")
    assert (opened.stream_id, opened.version, str(opened.position)) == (MATTER, 1, "matters:1:1")
    assert (noted.version, str(noted.position), noted.body) == (2, "matters:1:2", {"notes": 1})


async def test_the_same_command_again_gets_the_stored_answer_and_stores_nothing(services: TwoServices) -> None:
    first = await services.give(OPEN, "open")
    await services.give(m.NoteMatter(matter_id=MATTER, text="一"), "note")
    assert await services.give(OPEN, "open") == first
    assert await head(services) == 2


async def test_the_same_key_with_another_body_is_refused(services: TwoServices) -> None:
    given = context("open", request_digest=b"one")
    await services.matter_bus.handle(OPEN, given)
    with pytest.raises(IdempotencyKeyReused):
        await services.matter_bus.handle(OPEN, replace(given, request_digest=b"two"))


async def test_a_refused_command_stores_nothing_and_is_judged_anew(services: TwoServices) -> None:
    note = m.NoteMatter(matter_id=MATTER, text="一")
    with pytest.raises(NotFound):
        await services.give(note, "note")
    assert await head(services) == 0
    await services.give(OPEN, "open")
    assert (await services.give(note, "note")).version == 2


async def test_what_is_none_of_the_units_business_answers_like_what_is_absent(services: TwoServices) -> None:
    await services.give(OPEN, "open")
    with pytest.raises(NotFound) as foreign:
        await services.give(m.NoteMatter(matter_id=MATTER, text="一"), "foreign", OTHER)
    with pytest.raises(NotFound) as absent:
        await services.give(m.NoteMatter(matter_id=OTHER, text="一"), "absent", OTHER)
    assert (foreign.value.message, foreign.value.details) == (absent.value.message, absent.value.details)


async def test_a_role_without_a_permission_row_is_refused(services: TwoServices) -> None:
    with pytest.raises(NotPermitted):
        await services.matter_bus.handle(OPEN, context("open", role="auditor"))
    assert await head(services) == 0


async def test_an_id_of_another_kind_of_stream_is_unknown(services: TwoServices) -> None:
    await services.give(OPEN, "open")

    async def take_it_for_a_watch(command: m.NoteMatter, work: Work) -> None:
        await work.get(m.Watch, command.matter_id)

    bus = CommandBus(services.matters, {m.NoteMatter: take_it_for_a_watch}, {m.NoteMatter: frozenset()})
    with pytest.raises(NotFound):
        await bus.handle(m.NoteMatter(matter_id=MATTER, text="一"), context("note"))


async def never_permits(command: m.OpenMatter, work: Work) -> None:
    work.add(m.Matter.open(command.matter_id, UNIT, "甲"))


async def judges_before_permission(command: m.OpenMatter, work: Work) -> None:
    raise m.MatterClosed("已办结")


@pytest.mark.parametrize("handler", [never_permits, judges_before_permission])
async def test_a_handler_that_slips_past_permission_is_a_programming_error(
    services: TwoServices, handler: Handler
) -> None:
    bus = CommandBus(services.matters, {m.OpenMatter: handler}, {m.OpenMatter: frozenset({("clerk", "own")})})
    with pytest.raises(PermissionNotAsked):
        await bus.handle(OPEN, context("open"))
    assert await head(services) == 0


def test_a_command_without_its_permission_row_stops_the_wiring(services: TwoServices) -> None:
    with pytest.raises(TypeError, match="CloseMatter"):
        CommandBus(services.matters, {m.CloseMatter: m.close_matter}, {})


async def test_a_stale_version_is_told_the_current_one(services: TwoServices) -> None:
    await services.give(OPEN, "open")
    await services.give(m.NoteMatter(matter_id=MATTER, text="一"), "note")
    with pytest.raises(VersionConflict) as conflict:
        await services.matter_bus.handle(m.CloseMatter(matter_id=MATTER), context("close", expected_version=1))
    assert conflict.value.details == {"expected_version": 1, "current_version": 2}
    closed = await services.matter_bus.handle(m.CloseMatter(matter_id=MATTER), context("again", expected_version=2))
    assert closed.version == 3


async def test_who_comes_second_with_a_version_hears_of_the_change_not_of_the_rule(services: TwoServices) -> None:
    await services.give(OPEN, "open")
    closing = [
        services.matter_bus.handle(m.CloseMatter(matter_id=MATTER), context(f"close {n}", expected_version=1))
        for n in range(2)
    ]
    outcomes = await asyncio.gather(*closing, return_exceptions=True)
    assert sorted(type(one).__name__ for one in outcomes) == ["CommandAnswer", "VersionConflict"]


async def test_concurrent_commands_without_a_version_are_judged_again_and_all_get_in(services: TwoServices) -> None:
    await services.give(OPEN, "open")
    notes = [services.give(m.NoteMatter(matter_id=MATTER, text=str(n)), f"note {n}") for n in range(8)]
    answers = await asyncio.gather(*notes)
    assert sorted(answer.version for answer in answers) == list(range(2, 10))


async def test_beginning_a_stream_twice_is_a_conflict(services: TwoServices) -> None:
    await services.give(OPEN, "open")
    with pytest.raises(VersionConflict):
        await services.give(m.OpenMatter(matter_id=MATTER, title="乙"), "another key")


async def test_an_effect_is_stored_with_the_events_or_not_at_all(services: TwoServices) -> None:
    await services.matters.write(lambda tx: tx.execute("CREATE TABLE vault (name TEXT PRIMARY KEY)"))

    def keep_name(tx: Transaction) -> None:
        tx.execute("INSERT INTO vault (name) VALUES (:name)", {"name": "某"})

    async def open_with_name(command: m.OpenMatter, work: Work) -> None:
        await m.open_matter(command, work)
        work.also(keep_name)

    bus = CommandBus(services.matters, {m.OpenMatter: open_with_name}, {m.OpenMatter: frozenset({("clerk", "own")})})
    await bus.handle(OPEN, context("open"))
    with pytest.raises(Exception, match=r"(?i)unique"):  # the same name again: the effect fails, and the event with it
        await bus.handle(m.OpenMatter(matter_id=OTHER, title="乙"), context("second"))
    assert await head(services) == 1
    assert await dump(services.matters, "SELECT name FROM vault") == [{"name": "某"}]


async def test_listeners_hear_of_what_was_appended_and_of_nothing_else(services: TwoServices) -> None:
    heard: list[str] = []
    services.matter_bus.on_appended(lambda position: heard.append(str(position)))
    await services.give(OPEN, "open")
    await services.give(OPEN, "open")
    with pytest.raises(NotFound):
        await services.give(m.CloseMatter(matter_id=OTHER), "absent")
    assert heard == ["matters:1:1"]


def judged(matter: UUID, *texts: str) -> list[tuple[object, object]]:
    service = "service:watching"
    commands = [m.OpenWatch(matter_id=matter), *(m.CountNote(matter_id=matter, text=text) for text in texts)]
    return [(one, context(f"{matter} {ordinal}", role=service)) for ordinal, one in enumerate(commands)]


async def test_commands_judged_together_see_each_other_and_a_refused_one_hurts_only_itself(
    services: TwoServices,
) -> None:
    seen: list[Refused] = []

    def effects(refused: object) -> list[object]:
        seen[:] = refused  # type: ignore[call-overload]
        return [lambda tx: tx.execute("CREATE TABLE done (id TEXT)")]

    judgement = await services.watch_bus.judge(judged(MATTER, "1", "2", "3", "4"), effects)  # type: ignore[arg-type]
    assert [answer.version for answer in judgement.answers] == [1, 2, 3, 4]
    assert [(type(one.command).__name__, one.refusal.code) for one in seen] == [("CountNote", "watch_full")]
    assert await dump(services.watching, "SELECT * FROM done") == []


async def test_when_the_effect_of_a_judgement_fails_none_of_its_commands_is_stored(services: TwoServices) -> None:
    def fail(tx: Transaction) -> None:
        raise LookupError("tracking moved on")

    with pytest.raises(LookupError):
        await services.watch_bus.judge(judged(MATTER, "1"), lambda refused: [fail])  # type: ignore[arg-type]
    assert (await services.watching.head()).position == 0


async def test_a_judgement_that_accepts_nothing_still_runs_its_effects(services: TwoServices) -> None:
    await services.watch_bus.judge(
        [(m.CountNote(matter_id=MATTER, text="1"), context("early", role="service:watching"))],
        lambda refused: [lambda tx: tx.execute("CREATE TABLE done (id TEXT)") and None],
    )
    assert (await services.watching.head()).position == 0
    assert await dump(services.watching, "SELECT * FROM done") == []


async def test_judging_again_what_is_stored_already_stores_nothing(services: TwoServices) -> None:
    commands = judged(MATTER, "1")
    for _ in range(2):
        await services.watch_bus.judge(commands, lambda refused: [])  # type: ignore[arg-type]
    assert (await services.watching.head()).position == 2
