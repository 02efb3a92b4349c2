"""The commands about topics; the examples are a story: one topic is instructed, one proposed,
declined, thought over, accepted, and merged into the instructed one, which a meeting takes up.
"""

from typing import Any

from services.meeting.application import topic_commands as commands
from services.meeting.entrypoints.examples import DECISION, MEETING
from shared.serving import samples
from shared.serving.commands import CommandRoute

_INSTRUCTED, _PROPOSED = {"topic_id": samples.matter("议题")}, {"topic_id": samples.matter("单位提出的议题")}
_SUBJECT = {"committee_id": samples.COMMITTEE, "subject": "校园周边环境整治"}
_PROPOSAL: dict[str, Any] = _SUBJECT | {
    "subject": "青少年心理健康工作协同",
    "grounds": "开学以来多所学校反映，需要几个部门一起研究。",
}

TOPIC_ROUTES = (
    CommandRoute(
        commands.InstructTopic,
        "/topics/instruct",
        "记录党委交办的议题",
        _INSTRUCTED | _SUBJECT | {"grounds": "九月重点工作。", "decision": DECISION | {"decided_on": "2023-09-05"}},
        ("M4",),
    ),
    CommandRoute(commands.ProposeTopic, "/topics/propose", "成员单位提出议题", _PROPOSED | _PROPOSAL, ("M4",)),
    CommandRoute(
        commands.AcceptTopic,
        "/topics/{topic_id}/accept",
        "采纳议题",
        _PROPOSED | {"note": "列入第四季度联席会议。"},
        ("M4",),
    ),
    CommandRoute(
        commands.MergeTopic,
        "/topics/{topic_id}/merge",
        "并入另一议题",
        _PROPOSED | {"into": _INSTRUCTED["topic_id"], "reason": "与党委交办的议题一并研究。"},
        ("M4",),
    ),
    CommandRoute(
        commands.DeclineTopic,
        "/topics/{topic_id}/decline",
        "不采纳议题",
        _PROPOSED | {"reason": "已由市教育局专项部署。"},
        ("M4",),
    ),
    CommandRoute(
        commands.TakeUpTopics,
        "/meetings/{meeting_id}/take-up-topics",
        "议题列入会议",
        MEETING | {"topics": [_INSTRUCTED["topic_id"]]},
        ("M1", "M4"),
    ),
)
