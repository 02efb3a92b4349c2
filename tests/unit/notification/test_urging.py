"""Who has not answered is told once more, at its time, and once."""

from datetime import timedelta

import pytest

from services.notification.settings import NotificationSettings
from tests.unit.notification.sending import RecordingChannel, Sending
from tests.unit.notification.world import COMMITTEE, EDUCATION, FINANCE, MEETING, World

ADDRESS = "lianluoyuan@jyj.example.cn"
BEFORE = timedelta(days=7, hours=1)  # from the call of the 10th to three days before the meeting of the 20th


@pytest.fixture
def channel() -> RecordingChannel:
    return RecordingChannel()


@pytest.fixture
async def sending(world: World, channel: RecordingChannel) -> Sending:
    sending = Sending(world, NotificationSettings(), {"mail": channel})
    await world.settle()
    await sending.contact("mail", ADDRESS)
    return sending


async def called(sending: Sending) -> None:
    sending.world.drafts()
    sending.world.calls(EDUCATION, FINANCE)
    await sending.world.settle()
    await sending.dispatcher.run_once()


async def later(sending: Sending, time: timedelta) -> None:
    sending.world.clock.advance(time)
    await sending.dispatcher.run_once()


async def test_a_missing_receipt_is_urged_three_days_before_the_meeting_and_once(
    sending: Sending, channel: RecordingChannel
):
    await called(sending)
    await later(sending, BEFORE - timedelta(hours=2))
    assert len(channel.sent) == 1
    await later(sending, timedelta(hours=2))
    (_, first), (_, second) = channel.sent
    assert first.text.startswith("甲市关心下一代工作委员会定于2023年7月20日")
    assert second.text.startswith("还没有收到贵单位的回执，请尽快报送。甲市关心下一代工作委员会定于2023年7月20日")
    assert second.delivery_id != first.delivery_id
    for _ in range(3):
        await later(sending, timedelta(hours=20))
    assert len(channel.sent) == 2


async def test_who_answered_is_not_urged(sending: Sending, channel: RecordingChannel):
    await called(sending)
    sending.world.answers(EDUCATION)
    await sending.world.settle()
    await later(sending, BEFORE)
    assert len(channel.sent) == 1


async def test_who_was_called_a_moment_ago_is_not_urged_the_same_day(sending: Sending, channel: RecordingChannel):
    sending.world.clock.advance(BEFORE)
    await called(sending)
    await later(sending, timedelta(hours=12))
    assert len(channel.sent) == 1
    await later(sending, timedelta(hours=13))
    assert len(channel.sent) == 2


async def test_a_late_return_is_urged_once_after_its_day(sending: Sending, channel: RecordingChannel):
    sending.world.passes_on(EDUCATION)
    await sending.world.settle()
    await sending.dispatcher.run_once()
    await later(sending, timedelta(days=31))  # the 10th of August is not over
    assert len(channel.sent) == 1
    await later(sending, timedelta(days=1))
    assert channel.sent[-1][1].text.startswith("报送期限已过，还没有收到贵单位的贯彻情况，请尽快报送。")
    await later(sending, timedelta(days=1))
    assert len(channel.sent) == 2


async def test_a_return_that_came_in_time_is_not_urged(sending: Sending, channel: RecordingChannel):
    sending.world.passes_on(EDUCATION)
    sending.world.returns(EDUCATION)
    await sending.world.settle()
    await later(sending, timedelta(days=32))
    assert channel.sent == []


async def test_nobody_is_urged_of_what_is_long_over(sending: Sending, channel: RecordingChannel):
    sending.world.passes_on(EDUCATION)
    await sending.world.settle()
    await sending.dispatcher.run_once()
    await later(sending, timedelta(days=90))
    assert len(channel.sent) == 1


async def test_a_rebuilt_view_urges_nobody_again(sending: Sending, channel: RecordingChannel):
    await called(sending)
    await later(sending, BEFORE)
    await sending.world.runner.rebuild("notification", "notices")
    await later(sending, timedelta(hours=1))
    assert len(channel.sent) == 2


async def test_a_unit_without_an_address_stands_in_the_outbox_once(sending: Sending):
    await called(sending)
    await later(sending, BEFORE)
    answer = await sending.world.get(COMMITTEE, "/outbox", matter=str(MEETING))
    assert [item["state"] for item in answer["items"] if item["unit_id"] == str(FINANCE)] == ["no_contact"]
