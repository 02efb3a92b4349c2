"""What waits at a unit's desk, by due date, until it is done."""

from datetime import date, datetime, timedelta

import pytest

from services.notification.domain.wording import day_words, moment_words, shortened
from tests.unit.notification.world import (
    CASE,
    COMMITTEE,
    COUNTY,
    EDUCATION,
    FINANCE,
    HELD_AT,
    MEETING,
    PARTY,
    TOPIC,
    WATCH,
    YOUTH,
    World,
    invitation,
)


@pytest.mark.accepts("M6")
async def test_m6_a_meeting_notice_waits_at_the_liaison_officers_desk(world: World):
    world.drafts()
    world.calls()
    await world.settle()
    (item,) = await world.desk(EDUCATION)
    assert item["sentence"] == (
        "甲市关心下一代工作委员会定于2023年7月20日（星期四）9:00在市委第一会议室召开会议，议题：研究未成年人保护工作。请按时参加。"
    )
    assert (item["kind_name"], item["due_at"]) == ("会议通知", "2023-07-20T01:00:00.000000Z")
    assert item["matter"] == {
        "service": "meeting",
        "kind": "meeting",
        "id": str(MEETING),
        "title": "研究未成年人保护工作",
    }


async def test_a_unit_without_a_liaison_officer_is_told_itself(world: World):
    world.calls(invitations=[invitation(COUNTY, with_office=False)])
    await world.settle()
    assert await world.desk(COUNTY, "liaison") == []
    assert [item["role"] for item in await world.desk(COUNTY, "clerk")] == ["clerk"]


async def test_m6_a_unit_that_answered_waits_no_more_until_the_notice_changes(world: World):
    world.drafts()
    world.calls()
    world.answers(EDUCATION)
    await world.settle()
    assert await world.desk(EDUCATION) == []
    assert len(await world.desk(FINANCE)) == 1
    world.changes()
    await world.settle()
    (item,) = await world.desk(EDUCATION)
    assert item["sentence"] == (
        "甲市关心下一代工作委员会的会议改为2023年7月21日（星期五）14:00在市委第二会议室召开，"
        "议题：研究未成年人保护工作。原因：会议室另有安排。请重新报送回执。"
    )
    assert [one["kind"] for one in await world.desk(FINANCE)] == ["meeting_changed"], "in the place of its former"


async def test_a_meeting_that_is_called_off_is_told_to_everybody_who_was_called(world: World):
    world.drafts()
    world.calls()
    world.forwards(COUNTY, YOUTH)
    world.calls_off()
    await world.settle()
    for unit in (EDUCATION, FINANCE, YOUTH):
        assert [one["kind"] for one in await world.desk(unit)] == ["meeting_called_off"]
    world.clock.move_to(datetime.fromisoformat(HELD_AT))
    assert await world.desk(EDUCATION) == [], "once its moment has come nobody needs to know"


async def test_m6_a_forwarded_notice_waits_beside_the_one_it_came_from(world: World):
    world.drafts()
    world.calls(EDUCATION)
    world.forwards(COUNTY, EDUCATION)
    world.forwards(COUNTY, EDUCATION)
    world.answers(EDUCATION, to=COMMITTEE)
    await world.settle()
    (item,) = await world.desk(EDUCATION)
    assert item["issuer_id"] == str(COUNTY)
    assert item["sentence"].startswith("乙县关心下一代工作委员会转来会议通知：2023年7月20日（星期四）9:00在县委会议室")
    world.answers(EDUCATION, to=COUNTY)
    await world.settle()
    assert await world.desk(EDUCATION) == []


@pytest.mark.accepts("M5")
async def test_m5_a_request_waits_for_the_party_committees_word(world: World):
    world.drafts()
    world.asks()
    await world.settle()
    (item,) = await world.desk(PARTY, "party_approver")
    assert item["sentence"] == "甲市关心下一代工作委员会报来会前请示，议题：研究未成年人保护工作，请研究答复。"
    world._of_meeting("request_approved", MEETING, {"round": 1})
    await world.settle()
    assert await world.desk(PARTY, "party_approver") == []


@pytest.mark.accepts("M9")
async def test_m9_the_party_committee_finds_the_report_at_its_desk_for_a_week_whether_filed_or_not(world: World):
    """Nobody records that it was read: it goes by itself, and filing the meeting does not take it away unread."""
    world.drafts()
    world.asks()
    world.calls()
    world.holds()
    world.reports()
    world.files()
    await world.settle()
    (item,) = await world.desk(PARTY, "party_approver")
    assert item["sentence"] == "甲市关心下一代工作委员会报来会后报告，议题：研究未成年人保护工作，请阅知。"
    assert (item["kind_name"], item["due_at"], item["matter"]["kind"]) == ("会后报告", None, "meeting")
    assert await world.desk(COMMITTEE, "director") == await world.desk(EDUCATION) == []
    recorded = datetime.fromisoformat(item["recorded_at"])
    world.clock.move_to(recorded + timedelta(days=7) - timedelta(microseconds=1))
    assert len(await world.desk(PARTY, "party_approver")) == 1
    world.clock.move_to(recorded + timedelta(days=7))
    assert await world.desk(PARTY, "party_approver") == []


@pytest.mark.accepts("M10")
async def test_m10_a_transmittal_waits_for_each_units_return_and_comes_back_when_it_is_sent_back(world: World):
    world.passes_on(EDUCATION, COUNTY)
    world.passes_on(FINANCE, widened=True)
    await world.settle()
    (item,) = await world.desk(EDUCATION)
    assert item["sentence"] == (
        "甲市关心下一代工作委员会发来传达通知：全省关工委工作会议精神。请组织传达，并报送贯彻情况。"
    )
    assert item["due_at"] == "2023-08-10T16:00:00.000000Z"
    assert len(await world.desk(FINANCE)) == len(await world.desk(COUNTY, "clerk")) == 1
    world.returns(EDUCATION)
    await world.settle()
    assert await world.desk(EDUCATION) == []
    world.returns(EDUCATION, "sent_back", reason="没有写明参加人数")
    await world.settle()
    (again,) = await world.desk(EDUCATION)
    assert again["sentence"] == "报送的传达贯彻情况被退回：没有写明参加人数。请修改后重新报送。"
    world.returns(EDUCATION, "corrected")
    await world.settle()
    assert await world.desk(EDUCATION) == []


@pytest.mark.accepts("M4")
async def test_m4_the_unit_that_proposed_a_topic_is_told_of_each_answer_for_seven_days(world: World):
    world.proposes(EDUCATION, "青少年心理健康")
    world.answers_topic("declined", reason="条件还不成熟")
    await world.settle()
    (item,) = await world.desk(EDUCATION)
    told = "甲市关心下一代工作委员会没有采纳贵单位提出的议题“青少年心理健康”。理由：条件还不成熟。"
    assert (item["kind_name"], item["sentence"], item["due_at"]) == ("议题答复", told, None)
    assert item["matter"] == {"service": "meeting", "kind": "topic", "id": str(TOPIC), "title": "青少年心理健康"}
    assert await world.desk(FINANCE) == await world.desk(COMMITTEE, "clerk") == []
    answered = world.answers_topic("accepted", note="")
    await world.settle()
    (item,) = await world.desk(EDUCATION)
    assert item["sentence"] == "甲市关心下一代工作委员会采纳了贵单位提出的议题“青少年心理健康”。"
    world.clock.move_to(answered.envelope.occurred.at + timedelta(days=7))
    assert await world.desk(EDUCATION) == []


@pytest.mark.accepts("M4")
async def test_m4_of_a_topic_that_nobody_proposed_nobody_is_told(world: World):
    world.answers_topic("merged", into=str(MEETING), reason="是同一件事。")
    await world.settle()
    assert await world.rows("SELECT * FROM {notices}") == []


@pytest.mark.accepts("M6")
async def test_m6_missing_receipts_wait_at_the_desk_of_who_called_three_days_before(world: World):
    world.drafts()
    world.calls()
    world.answers(EDUCATION)
    await world.settle()
    assert await world.desk(COMMITTEE, "clerk") == []
    world.clock.move_to(datetime.fromisoformat(HELD_AT) - timedelta(days=3))
    (item,) = await world.desk(COMMITTEE, "clerk")
    assert (item["kind"], item["facts"]["units"]) == ("receipts_missing", "2")
    assert item["sentence"] == (
        "2023年7月20日（星期四）9:00的会议“研究未成年人保护工作”还有2个单位没有报回执，请催一催。"
    )
    assert await world.desk(COMMITTEE, "liaison") == []
    world.answers(FINANCE)
    world.answers(YOUTH)
    await world.settle()
    assert await world.desk(COMMITTEE, "clerk") == []


async def test_a_held_meeting_waits_no_more(world: World):
    world.drafts()
    world.calls()
    world.holds()
    await world.settle()
    assert await world.desk(EDUCATION) == []


@pytest.mark.accepts("S2")
async def test_s2_each_step_of_the_climb_waits_at_its_own_desk(world: World):
    world.watches()
    world.reminds("liaison_officer")
    world.reminds("leader_in_charge", "red")
    await world.settle()
    (first,) = await world.desk(EDUCATION, "liaison")
    (second,) = await world.desk(EDUCATION, "leader")
    assert first["sentence"] == "任务“组织“五老”进校园宣讲”已亮黄灯，请尽快办理并报送进展。"
    assert second["sentence"] == "任务“组织“五老”进校园宣讲”已亮红灯，请尽快办理并报送进展。"
    assert len(await world.desk(EDUCATION, "clerk")) == 2, "a clerk looks after the whole desk"


async def test_a_light_that_is_green_again_ends_the_reminders(world: World):
    world.watches()
    world.reminds()
    world.says("watch.light_changed", WATCH, light="red")
    await world.settle()
    assert len(await world.desk(EDUCATION)) == 1
    world.says("watch.light_changed", WATCH, light="green")
    await world.settle()
    assert await world.desk(EDUCATION) == []


@pytest.mark.accepts("S3")
async def test_s3_a_supervision_notice_waits_for_each_units_own_answer(world: World):
    world.says("case.opened", CASE, text="开学前完成校园周边整治。")
    issued = {"number": "鸡关督〔2023〕1号", "answer_due": "2023-08-20", "requirements": "请书面答复。"}
    world.says("case.notice_issued", CASE, lead=str(EDUCATION), co_units=[str(FINANCE)], **issued)
    world.says("case.answered", CASE, unit_id=str(EDUCATION))
    await world.settle()
    assert await world.desk(EDUCATION) == []
    (item,) = await world.desk(FINANCE)
    assert item["sentence"].endswith(
        "印发督办通知单鸡关督〔2023〕1号：开学前完成校园周边整治。请于2023年8月20日（星期日）前书面答复。"
    )
    assert item["due_at"] == "2023-08-20T16:00:00.000000Z", "late from the first moment after that day in China"


async def test_what_is_due_first_stands_first_and_what_has_no_date_last(world: World):
    world.watches(due=None)
    world.reminds()
    world.drafts()
    world.calls()
    await world.settle()
    assert [item["kind"] for item in await world.desk(EDUCATION)] == ["meeting_called", "reminder"]


async def test_pages_follow_each_other(world: World):
    world.watches()
    for step in ("liaison_officer", "leader_in_charge"):
        world.reminds(step)
    world.calls()
    await world.settle()
    first = await world.get(EDUCATION, "/desk", limit="2")
    rest = await world.get(EDUCATION, "/desk", limit="2", cursor=first["cursor"])
    found = [item["notice_id"] for page in (first, rest) for item in page["items"]]
    assert len(set(found)) == 3
    assert rest["cursor"] is None


@pytest.mark.parametrize("role", ["clerk", "director", "liaison", "supervisor"])
async def test_nobody_sees_anothers_desk_not_even_the_committee_above(world: World, role: str):
    world.calls()
    await world.settle()
    answer = await world.get(COMMITTEE, f"/desk?unit={EDUCATION}", role, status=403)
    assert answer["code"] == "desk_not_visible"


async def test_the_same_event_three_times_is_one_notice(world: World):
    called = world.calls()
    inboxes = [follower.inbox for follower in world.runner._followers() if follower.inbox.log == "meeting"]
    for _ in range(3):
        await inboxes[0].receive([called])
    assert len(await world.desk(EDUCATION)) == 1


async def test_a_rebuilt_view_holds_the_same_notices(world: World):
    world.drafts()
    world.calls()
    await world.settle()
    before = await world.desk(EDUCATION)
    await world.runner.rebuild("notification", "notices")
    assert await world.desk(EDUCATION) == before


def test_days_and_moments_are_written_as_an_office_writes_them():
    assert day_words(date(2026, 3, 5)) == "2026年3月5日（星期四）"
    assert moment_words("2026-03-05T16:05:00Z") == "2026年3月6日（星期五）0:05"
    assert shortened("一二 三四\n五六", 5) == "一二 三…"
