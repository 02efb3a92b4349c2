"""Chapters 1 and 2: the organisation, and a joint meeting from the draft to the filed dossier."""

from collections import Counter
from datetime import date
from typing import Any

from services.local.demo import cast
from services.local.demo.cast import Stage, china
from services.local.demo.checks import assert_equal
from services.local.example.calendar import calendar_of
from services.local.example.load import Step, load_example, total
from shared.kernel.ids import derive

LEVELS = {"province": "省", "prefecture": "市（地）", "county": "县（市、区）", "agency": "系统和机关"}
THEME = "推进新时代全市关心下一代工作"


async def organisation(stage: Stage) -> None:
    stage.tell.chapter("一", "组织：单位、任期、改名")
    registrar = stage.province_clerk
    with stage.tell.progress("载入黑龙江示例名册", total()) as advance:

        async def send(step: Step) -> None:
            await stage.api.loader.do(f"1.{step.name}", "organization", step.command, **step.fields)
            advance()

        await load_example(send, stage.settle)
    units = await registrar.all("/organization/v1/units")
    counted = Counter(unit["level"] for unit in units if unit["kind"] == "committee")
    words = "、".join(f"{LEVELS[level]}关工委{counted[level]}个" for level in LEVELS)
    stage.tell.good(f"名册载入：{len(units)} 个单位，其中{words}")
    await _calendars(stage)
    name = "鸡西市新闻传媒中心"
    await stage.clerk.do(
        "1.rename",
        "organization",
        "RenameUnit",
        unit_id=cast.MEDIA_CENTRE,
        name=name,
        short_names=["市新闻传媒中心"],
        on=date(2023, 8, 1),
    )
    stage.tell.step(f"鸡西市融媒体中心自2023年8月1日起改名为{name}，旧年份仍用旧名")
    await stage.settle()
    for day, expected in ((date(2023, 7, 31), "鸡西市融媒体中心"), (date(2023, 8, 1), name)):
        shown = await registrar.get("/organization/v1/resolve", name="230300-rmtzx", on=day)
        assert_equal(shown["name"], expected)
        stage.tell.good(f"{day.month}月{day.day}日的名称是{expected}")


async def _calendars(stage: Stage) -> None:
    """Working days, make-up days included: lights are judged by them."""
    for year in (2023, 2024):
        seed = calendar_of(year)
        await stage.province_clerk.do(
            f"1.calendar.{year}",
            "supervision",
            "PublishCalendar",
            year=year,
            holidays=seed.holidays,
            workdays=seed.workdays,
            source=seed.source,
            provisional=seed.provisional,
        )
    stage.tell.step("公布2023、2024年的工作日，含调休")


async def joint_meeting(stage: Stage) -> None:
    stage.tell.chapter("二", "会议：请示、通知、议定、报告、归档")
    clerk = stage.clerk
    await stage.move_to(china(7, 10))
    await clerk.do(
        "2.draft",
        "meeting",
        "DraftMeeting",
        meeting_id=cast.MEETING,
        committee_id=cast.CITY,
        hosts=[cast.CITY],
        kinds=["thematic"],
        joint=True,
        theme=THEME,
        agenda=["通报上半年工作", "讨论责任分工"],
        matters=["责任分工方案", "校园周边环境整治"],
        planned_on=date(2023, 7, 25),
    )
    stage.tell.step(f"起草专题联席会议：{THEME}")
    refused = await clerk.refused(
        "2.notice-too-early", "meeting", "IssueNotice", "meeting_not_approved", "M5", **_notice()
    )
    stage.tell.refusal("发会议通知", refused.rule, refused.detail)
    await _request(stage)
    await clerk.do("2.notice", "meeting", "IssueNotice", **_notice())
    await stage.settle()
    notices = await stage.liaison(cast.EDUCATION).all("/meeting/v1/notices")
    stage.tell.good(f"通知发出，市教育局联络员收到 {len(notices)} 份通知")
    await _hold(stage)
    await _file(stage)


def _notice() -> dict[str, Any]:
    return {
        "meeting_id": cast.MEETING,
        "held_at": china(7, 25, 14),
        "place": "市委第三会议室",
        "scope": "all_members",
        "requirements": "请分管领导参加，并准备发言材料。",
        "observers": [cast.AGENCIES_COMMITTEE],
    }


async def _request(stage: Stage) -> None:
    """会前请示: submitted, returned once, revised, agreed to on paper."""
    clerk = stage.clerk
    await clerk.do(
        "2.request",
        "meeting",
        "SubmitRequest",
        meeting_id=cast.MEETING,
        document=await stage.document("2.request.paper", "meeting", "关于召开专题联席会议的请示"),
    )
    await stage.move_to(china(7, 12))
    await clerk.do(
        "2.returned",
        "meeting",
        "RecordReturn",
        meeting_id=cast.MEETING,
        reason="请把议题再集中一些。",
        decision=await _decision(stage, "2.returned", date(2023, 7, 12), "请把议题再集中一些。"),
    )
    stage.tell.step("市委退回请示：请把议题再集中一些")
    await clerk.do(
        "2.revise",
        "meeting",
        "ReviseMeeting",
        meeting_id=cast.MEETING,
        theme=THEME,
        agenda=["讨论责任分工"],
        matters=["责任分工方案", "校园周边环境整治"],
        planned_on=date(2023, 7, 25),
    )
    await clerk.do(
        "2.request-again",
        "meeting",
        "SubmitRequest",
        meeting_id=cast.MEETING,
        document=await stage.document("2.request-again.paper", "meeting", "关于召开专题联席会议的请示（修改稿）"),
    )
    await stage.move_to(china(7, 14))
    await clerk.do(
        "2.approved",
        "meeting",
        "RecordApproval",
        meeting_id=cast.MEETING,
        decision=await _decision(stage, "2.approved", date(2023, 7, 14), "同意召开。"),
    )
    stage.tell.good("市委同意：经办人记下批示人、日期、批示原文和扫描件")


async def _decision(stage: Stage, step: str, on: date, words: str) -> dict[str, Any]:
    """What the party committee decided on paper: who, when, the words, the scan."""
    return {
        "unit_id": cast.CITY_PARTY,
        "decided_on": on,
        "person_id": cast.APPROVER,
        "words": await stage.document(f"{step}.words", "meeting", words),
        "scan": await stage.clerk.upload(f"{step}.scan", "meeting", SCAN + step.encode(), "application/pdf"),
    }


SCAN = b"%PDF-1.4\n% example scan\n"


async def _hold(stage: Stage) -> None:
    clerk = stage.clerk
    await stage.move_to(china(7, 25, 17))
    await clerk.do(
        "2.hold",
        "meeting",
        "HoldMeeting",
        meeting_id=cast.MEETING,
        held_on=date(2023, 7, 25),
        chair=cast.person(cast.CITY, "executive_director"),
    )
    await clerk.do(
        "2.resolution-1",
        "meeting",
        "AdoptResolution",
        meeting_id=cast.MEETING,
        resolution_id=cast.RESOLUTION,
        text="制定全市贯彻落实责任分工方案，由各成员单位分工负责。",
        importance="important",
    )
    await clerk.do(
        "2.resolution-2",
        "meeting",
        "AdoptResolution",
        meeting_id=cast.MEETING,
        resolution_id=cast.LISTED,
        text="开学前完成校园周边环境整治。",
        importance="important",
        supervised_by="party_committee",
        listed_by=cast.CITY_PARTY,
    )
    await clerk.do(
        "2.advice",
        "meeting",
        "GiveAdvice",
        meeting_id=cast.MEETING,
        advice_id=derive("story", "advice"),
        text="建议将关心下一代工作经费列入年度预算。",
    )
    stage.tell.step("会议由常务主任主持，议定两项，其中一项由市委列为督办；提出一条意见建议")


async def _file(stage: Stage) -> None:
    clerk = stage.clerk
    await stage.move_to(china(7, 28))
    filing = {"meeting_id": cast.MEETING, "filed_on": date(2023, 7, 28)}
    refused = await clerk.refused("2.file-too-early", "meeting", "FileMeeting", "report_missing", "M9", **filing)
    stage.tell.refusal("归档", refused.rule, refused.detail)
    await clerk.do(
        "2.report",
        "meeting",
        "SubmitMeetingReport",
        meeting_id=cast.MEETING,
        submitted_on=date(2023, 7, 28),
        document=await stage.document("2.report.paper", "meeting", "关于专题联席会议情况的报告"),
    )
    await clerk.do(
        "2.minutes",
        "meeting",
        "IssueMinutes",
        meeting_id=cast.MEETING,
        issued_on=date(2023, 7, 28),
        document=await stage.document("2.minutes.paper", "meeting", "专题联席会议纪要"),
    )
    await clerk.do("2.file", "meeting", "FileMeeting", **filing)
    stage.tell.good("会后报告已报市委，纪要已印发，会议归档")
    await clerk.do(
        "2.consent",
        "meeting",
        "RecordConsent",
        meeting_id=cast.MEETING,
        resolution_id=cast.RESOLUTION,
        decision=await _decision(stage, "2.consent", date(2023, 7, 28), "同意按责任分工方案部署。"),
    )
    stage.tell.good("市委同意部署第一项议定事项")
