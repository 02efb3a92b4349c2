"""A receipt by the link in a notice: no account, one unit, one meeting, until it begins; and nothing else."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import grpc.aio
import httpx
import pytest

from services.notification.adapters.meeting import MeetingClient
from services.notification.application.links import ANSWERS, GUESSES, OPENINGS
from services.notification.domain.link import Link
from shared.contracts.meeting.v1 import meeting_pb2 as pb
from shared.serving.grpc import RpcServer, bearer, method_of
from shared.serving.grpc_errors import failure_of
from tests.unit.meeting.given import COMMITTEE, EDUCATION, HOSPITAL, JUSTICE
from tests.unit.meeting.office import Office
from tests.unit.meeting.test_http import MEETING, PATH, Desk, notice
from tests.unit.notification.world import PUBLIC, World

COMING: dict[str, Any] = {"attending": True, "seat": "holder", "mode": "on_site", "heads": 2}
COMMANDS = pb.DESCRIPTOR.services_by_name["MeetingCommands"]


class Both:
    """The real meeting service with a notice that is out, on a port of its own, and notification that follows it."""

    def __init__(self, path: Path) -> None:
        (path / "notification").mkdir()
        self.office = Office(path)
        parts = self.office.parts
        self.server = RpcServer(parts.servicers, parts.rpc_services, self.office.issuer.verifier())
        self.world = World(
            path / "notification",
            issuer=self.office.issuer,
            clock=self.office.clock,
            meeting=self.office.store,
            channel_to=self.channel_to,
        )
        self._channels: list[grpc.aio.Channel] = []

    async def start(self) -> None:
        await self.office.open_city()
        self.port = await self.server.start("127.0.0.1:0")
        await notice(self.office, Desk(self.office))
        await self.world.settle()

    def channel_to(self, service: str) -> grpc.aio.Channel:
        assert service == "meeting"
        self._channels.append(grpc.aio.insecure_channel(f"127.0.0.1:{self.port}"))
        return self._channels[-1]

    async def link(self, unit: UUID = EDUCATION) -> str:
        """The token in the link of a unit's message, as the dispatcher writes it."""
        rows = await self.world.rows("SELECT * FROM {notices} WHERE unit_id = :unit ORDER BY recorded_at", unit=unit)
        address = await self.world.links.link_of(rows[-1])
        assert address.startswith(f"{PUBLIC}/console/r/")
        return address.rpartition("/")[2]

    async def open(self, token: str, status: int = 200) -> dict[str, Any]:
        async with self.visitor() as visitor:
            answer = await visitor.get(f"/receipt-links/{token}")
        assert answer.status_code == status, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    async def answer(self, token: str, status: int = 200, /, **body: Any) -> dict[str, Any]:
        async with self.visitor() as visitor:
            answer = await visitor.post(f"/receipt-links/{token}", json=COMING | body)
        assert answer.status_code == status, answer.text
        await self.world.settle()
        given: dict[str, Any] = answer.json()
        return given

    def visitor(self) -> httpx.AsyncClient:
        """Nobody in particular: without a token."""
        transport = httpx.ASGITransport(app=self.world.parts.app)
        return httpx.AsyncClient(transport=transport, base_url="http://test/notification/v1")

    async def close(self) -> None:
        for channel in self._channels:
            await channel.close()
        await self.server.stop(0)
        self.world.close()
        self.office.close()


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    both = Both(tmp_path)
    await both.start()
    yield both
    await both.close()


@pytest.mark.accepts("M6")
async def test_m6_whoever_holds_the_link_answers_for_the_unit_and_the_event_says_so(both: Both):
    token = await both.link()
    shown = await both.open(token)
    assert (shown["theme"], shown["place"], shown["answered"]) == ("校园周边环境整治", "市委一号会议室", False)
    assert (await both.answer(token))["round"] == 1
    assert (await both.open(token))["answered"] is True
    event = (await both.office.store.read(0, 100))[-1]
    assert event.envelope.type == "meeting.receipt.returned"
    actor = event.envelope.actor
    assert (actor.unit_id, actor.role, actor.person_id) == (EDUCATION, "pass", None)
    (own,) = (await Desk(both.office, EDUCATION, "liaison").get(f"{PATH}/receipts"))["items"]
    assert own["state"] == "attending"


async def test_it_can_be_answered_anew_until_the_meeting_begins(both: Both):
    token = await both.link()
    await both.answer(token)
    assert (await both.answer(token, attending=False, seat=None, mode=None, heads=0, reason="出差"))["round"] == 2
    both.office.clock.move_to(datetime.fromisoformat("2023-09-20T01:30:00+00:00"))
    assert (await both.answer(token, 422))["code"] == "link_closed"
    assert "已经开始" in (await both.open(token))["why_closed"]


@pytest.mark.refuses("M6")
async def test_m6_what_the_meetings_rules_refuse_is_told_in_their_words(both: Both):
    told = await both.answer(await both.link(), 422, seat="substitute", office="副局长")
    assert (told["rule"], told["because"], told["field"]) == ("M6", "receipt_incomplete", "reason")
    assert told["detail"] == "由他人代为参加的，请写明原因。"


async def test_an_observer_is_not_asked_who_holds_the_seat(both: Both):
    token = await both.link(HOSPITAL)
    assert (await both.open(token))["has_seat"] is False
    await both.answer(token, seat=None)


async def test_a_changed_notice_is_answered_by_the_same_link(both: Both):
    token = await both.link()
    await both.answer(token)
    changed = {"held_at": "2023-09-22T01:30:00Z", "place": "市委二号会议室", "reason": "一号会议室另有安排。"}
    await Desk(both.office).post(f"{PATH}/change-notice", requirements="", **changed)
    await both.world.settle()
    assert await both.link() == token
    shown = await both.open(token)
    assert (shown["place"], shown["answered"]) == ("市委二号会议室", False)
    await both.answer(token)


async def test_a_link_of_a_meeting_that_is_called_off_says_so(both: Both):
    token = await both.link()
    await Desk(both.office).post(f"{PATH}/call-off", reason="因防汛取消。")
    await both.world.settle()
    assert "已经取消" in (await both.open(token))["why_closed"]
    assert (await both.answer(token, 422))["code"] == "link_closed"


async def test_a_link_that_was_made_anew_leaves_the_former_void(both: Both):
    token = await both.link()
    await both.world.post(COMMITTEE, f"/matters/{MEETING}/units/{EDUCATION}/renew-link")
    await both.open(token, 404)
    await both.answer(token, 404)
    assert (await both.open(await both.link()))["answered"] is False


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
        lambda token: token[:20],
        lambda token: "A" * len(token),
        lambda token: token + "AAAA",
        lambda token: token.swapcase(),
        lambda _: "不是链接",
    ],
)
async def test_no_other_token_opens_anything(both: Both, forge: Callable[[str], str]):
    token = await both.link()
    told = await both.open(forge(token), 404)
    assert (told["code"], "theme" in told) == ("link_unknown", False)


async def test_a_mac_of_one_unit_opens_nothing_of_another(both: Both):
    own = Link(str(MEETING), str(EDUCATION), str(COMMITTEE), 1)
    other = Link(str(MEETING), str(JUSTICE), str(COMMITTEE), 1)
    await both.link(JUSTICE)
    key = both.office.issuer.secret_for("receipt-links")
    assert not other.opens(own.token(key), key)


@pytest.mark.parametrize(
    ("tries", "guessed", "answering"), [(OPENINGS, False, False), (ANSWERS, False, True), (GUESSES, True, False)]
)
async def test_opening_answering_and_guessing_have_their_pace(
    both: Both, tries: tuple[int, float], guessed: bool, answering: bool
):
    """The machine's clock goes on meanwhile, so that a few more than the allowed are let through."""
    token = "A" * 48 if guessed else await both.link()
    statuses: list[int] = []
    async with both.visitor() as visitor:
        while 503 not in statuses and len(statuses) < 5 * tries[0]:
            path = f"/receipt-links/{token}"
            asked = visitor.post(path, json={**COMING, "seat": None}) if answering else visitor.get(path)
            statuses.append((await asked).status_code)
    assert statuses[-1] == 503
    assert len(statuses) > tries[0]
    assert set(statuses[:-1]) == {404 if guessed else 422 if answering else 200}


@pytest.mark.parametrize("name", sorted(COMMANDS.methods_by_name))
async def test_the_identity_behind_a_link_can_give_no_other_command(both: Both, name: str):
    token = both.office.issuer.pass_token(EDUCATION, "ReturnReceipt", MEETING)
    elsewhere = both.office.issuer.pass_token(EDUCATION, "ReturnReceipt", JUSTICE)
    given = pb.ReturnReceipt(meeting_id=str(MEETING), unit_id=str(EDUCATION), **COMING)
    channel = both.channel_to("meeting")
    call = method_of(channel, COMMANDS, name)
    for one in [elsewhere, *([token] if name != "ReturnReceipt" else [])]:
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await call(given, metadata=bearer(one))
        assert failure_of(refused.value).code == "pass_elsewhere"
    head = await both.office.store.head()
    assert (await both.office.store.read(head.position - 1, 1))[0].envelope.type == "meeting.meeting.notice_issued"


async def test_the_identity_behind_a_link_answers_for_no_other_unit(both: Both):
    token = both.office.issuer.pass_token(EDUCATION, "ReturnReceipt", MEETING)
    given = pb.ReturnReceipt(meeting_id=str(MEETING), unit_id=str(JUSTICE), **COMING)
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await method_of(both.channel_to("meeting"), COMMANDS, "ReturnReceipt")(given, metadata=bearer(token))
    assert failure_of(refused.value).code in ("not_found", "not_permitted")


async def test_the_identity_behind_a_link_reads_nothing_and_gives_nothing_over_http(both: Both):
    token = both.office.issuer.pass_token(EDUCATION, "ReturnReceipt", MEETING)
    transport = httpx.ASGITransport(app=both.office.parts.app)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test/meeting/v1", headers=headers) as client:
        for path in ("/meetings", f"/meetings/{MEETING}", f"{PATH}/receipts", "/notices", "/log"):
            assert (await client.get(path)).status_code == 401, path
        assert (await client.post(f"{PATH}/return-receipt", json=COMING)).status_code == 401


async def test_when_meeting_is_away_the_answer_is_not_lost_unsaid(both: Both):
    await both.server.stop(0)
    link = Link(str(MEETING), str(EDUCATION), str(COMMITTEE), 1)
    client = MeetingClient(both.channel_to, both.office.issuer.pass_token)
    with pytest.raises(Exception, match="回执还没有报上"):
        await client.return_receipt(link, COMING)
