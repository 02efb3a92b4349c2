"""The outbox: every message once, whatever is repeated, killed or refused; visible, bounded, resent by a clerk."""

import asyncio
from uuid import UUID

import pytest

from services.notification.application.outbox import NO_CONTACT
from services.notification.domain.sending import (
    ATTEMPTS_MAX,
    PAUSE_SECONDS_MAX,
    Address,
    Later,
    Message,
    Outcome,
    Refused,
    Sent,
    pause_after,
)
from services.notification.settings import NotificationSettings
from tests.unit.notification.sending import RecordingChannel, Sending
from tests.unit.notification.world import COMMITTEE, COUNTY, EDUCATION, FINANCE, MEETING, MEMBERS, World

ADDRESS = "lianluoyuan@jyj.example.cn"


@pytest.fixture
def channel() -> RecordingChannel:
    return RecordingChannel()


@pytest.fixture
def sending(world: World, channel: RecordingChannel) -> Sending:
    return Sending(world, NotificationSettings(), {"mail": channel})


async def called(sending: Sending) -> None:
    sending.world.drafts()
    sending.world.calls()
    await sending.world.settle()


async def test_a_notice_goes_to_the_units_address_and_says_what_the_desk_says(
    sending: Sending, channel: RecordingChannel
):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    await called(sending)
    await sending.dispatcher.run_once()
    ((to, message),) = channel.sent
    assert to.address == ADDRESS
    assert message.subject == "【会议通知】研究未成年人保护工作"
    assert message.text.startswith("甲市关心下一代工作委员会定于2023年7月20日（星期四）9:00在市委第一会议室召开会议")
    assert "要求：请准时参加。" in message.text


async def test_without_an_address_the_desk_shows_it_and_the_clerk_sees_why_no_message_went(sending: Sending):
    await called(sending)
    await sending.dispatcher.run_once()
    answer = await sending.world.get(COMMITTEE, "/outbox", matter=str(MEETING))
    assert {item["state"] for item in answer["items"]} == {"no_contact"}
    assert not any(item["reachable"] for item in answer["items"])
    await sending.contact("mail", ADDRESS)
    answer = await sending.world.get(COMMITTEE, "/outbox", matter=str(MEETING))
    assert {item["unit_id"] for item in answer["items"] if item["reachable"]} == {str(EDUCATION)}
    assert {item["last_error"] for item in answer["items"]} == {NO_CONTACT}
    assert len(answer["items"]) == len(MEMBERS)
    assert len(await sending.world.desk(EDUCATION)) == 1


async def test_an_event_that_is_delivered_three_times_is_sent_once(sending: Sending, channel: RecordingChannel):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    event = sending.world.calls(EDUCATION)
    (inbox,) = [one.inbox for one in sending.world.runner._followers() if one.inbox.log == "meeting"]
    for _ in range(3):
        await inbox.receive([event])
        await sending.dispatcher.run_once()
    assert len(channel.sent) == 1


async def test_a_rebuilt_view_sends_nothing_again(sending: Sending, channel: RecordingChannel):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    await called(sending)
    await sending.dispatcher.run_once()
    await sending.world.runner.rebuild("notification", "notices")
    await sending.contact("webhook", "https://oa.example.cn/hook", secret="s" * 16)
    await sending.dispatcher.run_once()
    assert len(channel.sent) == 1
    assert {row["channel"] for row in await sending.outbox()} == {"mail", "none"}


async def test_what_may_go_well_later_is_tried_again_after_a_growing_pause(sending: Sending, channel: RecordingChannel):
    channel.outcomes = [Later("忙"), Later("忙", after_seconds=600)]
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    sending.world.calls(EDUCATION)
    await sending.world.settle()
    await sending.dispatcher.run_once()
    assert await sending.dispatcher.run_once() == 0, "not before its time"
    sending.machine.pass_seconds(pause_after(1, 0.5))
    assert await sending.dispatcher.run_once() == 1
    sending.machine.pass_seconds(599)
    assert await sending.dispatcher.run_once() == 0, "the receiver said when"
    sending.machine.pass_seconds(1)
    assert await sending.dispatcher.run_once() == 1
    (row,) = await sending.outbox()
    assert (row["state"], row["attempts"], row["last_error"]) == ("sent", 3, "")
    assert len(set(channel.ids)) == 1, "the receiver can tell that it is the same message"


async def test_it_is_given_up_after_the_last_try_and_the_reason_stays(sending: Sending, channel: RecordingChannel):
    channel.outcomes = [Later("连接不上邮件服务器")] * (ATTEMPTS_MAX + 1)
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    sending.world.calls(EDUCATION)
    await sending.world.settle()
    for _ in range(ATTEMPTS_MAX + 2):
        await sending.dispatcher.run_once()
        sending.machine.pass_seconds()
    (row,) = await sending.outbox()
    assert (row["state"], row["attempts"]) == ("given_up", ATTEMPTS_MAX)
    assert row["last_error"].endswith("最后一次：连接不上邮件服务器")
    assert len(channel.sent) == ATTEMPTS_MAX


async def test_a_clerk_sends_again_also_by_an_address_that_is_new(sending: Sending, channel: RecordingChannel):
    channel.outcomes = [Refused("地址不对")]
    await sending.world.settle()
    await sending.contact("mail", "old@jyj.example.cn")
    sending.world.calls(EDUCATION, FINANCE)
    await sending.world.settle()
    await sending.dispatcher.run_once()
    assert sorted(await sending.states()) == ["failed", "no_contact"]
    await sending.contact("mail", ADDRESS)
    await sending.contact("mail", "lly@czj.example.cn", FINANCE)
    for unit in (EDUCATION, FINANCE):
        await sending.world.post(COMMITTEE, f"/matters/{MEETING}/units/{unit}/resend")
    await sending.dispatcher.run_once()
    assert await sending.states() == ["sent", "sent"]
    assert {to.address for to, _ in channel.sent[1:]} == {ADDRESS, "lly@czj.example.cn"}
    assert len(set(channel.ids)) == 3, "a wish of a clerk is another message"


async def test_nobody_is_written_to_about_what_is_over(sending: Sending, channel: RecordingChannel):
    channel.outcomes = [Later("忙")]
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    sending.world.calls(EDUCATION)
    await sending.world.settle()
    await sending.dispatcher.run_once()
    sending.world.holds()
    await sending.world.settle()
    sending.machine.pass_seconds()
    await sending.dispatcher.run_once()
    assert await sending.states() == ["expired"]
    refused = await sending.world.post(COMMITTEE, f"/matters/{MEETING}/units/{EDUCATION}/resend", status=400)
    assert refused["code"] == "matter_ended"
    assert len(channel.sent) == 1


async def test_a_service_that_is_new_tells_nobody_of_old_news(sending: Sending, channel: RecordingChannel):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    sending.world.watches()
    sending.world.reminds()
    sending.world.clock.move_to(sending.world.clock.now().replace(month=8))
    await sending.world.settle()
    await sending.dispatcher.run_once()
    assert channel.sent == []
    assert len(await sending.world.desk(EDUCATION)) == 1


async def test_a_killed_dispatchers_message_goes_again_under_the_same_id(sending: Sending, channel: RecordingChannel):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    sending.world.calls(EDUCATION)
    await sending.world.settle()
    unsaid = RecordingChannel()
    cut = Sending(sending.world, NotificationSettings(), {"mail": Cut(unsaid)})
    running = asyncio.create_task(cut.dispatcher.run())
    await unsaid.first.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await sending.states() == ["sending"], "whether it arrived nobody knows"
    again = asyncio.create_task(sending.again().run())
    await until(sending, "sent")
    again.cancel()
    await asyncio.gather(again, return_exceptions=True)
    assert channel.ids == unsaid.ids


class Cut:
    """Its message is sent; the answer never comes."""

    def __init__(self, inner: RecordingChannel) -> None:
        self._inner = inner

    async def send(self, to: Address, message: Message) -> Outcome:
        await self._inner.send(to, message)
        await asyncio.Event().wait()
        return Sent()


async def until(sending: Sending, state: str) -> None:
    while state not in await sending.states():  # noqa: ASYNC110 - a dispatcher tells nobody what it did
        await asyncio.sleep(0)


async def test_a_slow_receiver_holds_nobody_up(sending: Sending):
    unsaid, quick = RecordingChannel(), RecordingChannel()
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    await sending.contact("webhook", "https://oa.example.cn/hook", secret="s" * 16)
    both = Sending(sending.world, NotificationSettings(), {"mail": Cut(unsaid), "webhook": quick})
    sending.world.calls(EDUCATION)
    await sending.world.settle()
    running = asyncio.create_task(both.dispatcher.run())
    await until(both, "sent")
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(quick.sent) == 1


async def test_what_is_for_a_liaison_officer_goes_to_a_committees_own_address(
    sending: Sending, channel: RecordingChannel
):
    await sending.world.settle()
    await sending.contact("mail", "bgs@yx.example.cn", COUNTY, role="clerk")
    sending.world.passes_on(COUNTY)
    await sending.world.settle()
    await sending.dispatcher.run_once()
    assert [to.address for to, _ in channel.sent] == ["bgs@yx.example.cn"]


async def test_an_address_counts_while_its_person_holds_the_office(sending: Sending, channel: RecordingChannel):
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    person = (await sending.world.rows("SELECT person_id FROM {contacts}"))[0]["person_id"]
    await sending.world.store.write(
        lambda tx: tx.execute("DELETE FROM {registry_terms} WHERE person_id = :p", {"p": person})
    )
    await called(sending)
    await sending.dispatcher.run_once()
    assert channel.sent == []
    (item,) = (await sending.world.get(EDUCATION, f"/units/{EDUCATION}/contacts"))["items"]
    assert item["outdated"] is True


async def test_numbers_tell_what_waits_and_what_nobody_took(sending: Sending, channel: RecordingChannel):
    channel.outcomes = [Refused("地址不对"), Later("忙")]
    await sending.world.settle()
    await sending.contact("mail", ADDRESS)
    await sending.contact("mail", "lly@czj.example.cn", FINANCE)
    sending.world.calls(EDUCATION, FINANCE)
    await sending.world.settle()
    await sending.dispatcher.run_once()
    sending.machine.pass_seconds(5)
    await sending.dispatcher.run_once()
    said = sending.world.metrics.exposition().decode()
    assert 'lianxi_outbox_waiting_messages{service="notification"} 1.0' in said
    assert 'lianxi_outbox_failed_messages{service="notification"} 1.0' in said
    assert 'lianxi_outbox_oldest_seconds{service="notification"} 5.0' in said
    assert 'lianxi_outbox_attempts_total{channel="mail",outcome="later",service="notification"} 1.0' in said


@pytest.mark.parametrize(("unit", "role"), [(EDUCATION, "liaison"), (COUNTY, "clerk"), (COMMITTEE, "auditor")])
async def test_only_who_told_sends_again(sending: Sending, unit: UUID, role: str):
    await called(sending)
    status = 403 if unit == COMMITTEE else 404
    await sending.world.post(unit, f"/matters/{MEETING}/units/{EDUCATION}/resend", role=role, status=status)


async def test_each_side_sees_its_own_part_of_the_outbox(sending: Sending):
    await called(sending)
    await sending.dispatcher.run_once()
    assert len((await sending.world.get(COMMITTEE, "/outbox"))["items"]) == 3
    (own,) = (await sending.world.get(EDUCATION, "/outbox"))["items"]
    assert own["unit_id"] == str(EDUCATION)
    assert (await sending.world.get(COUNTY, "/outbox"))["items"] == []
    assert (await sending.world.get(COMMITTEE, "/outbox", state="sent"))["items"] == []


def test_pauses_double_are_bounded_and_differ_by_chance():
    assert [pause_after(attempt, 1.0) for attempt in (1, 2, 3)] == [30.0, 60.0, 120.0]
    assert pause_after(40, 1.0) == PAUSE_SECONDS_MAX
    assert pause_after(1, 0.0) == 15.0
