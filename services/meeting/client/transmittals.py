from services.meeting.client.circumstances import Circumstances, Fields, Sentence
from services.meeting.client.words import RETURN_FIELDS, WAYS
from shared.kernel.sentences import because, day, quoted, unit, units, word


def _issued(data: Fields, of: Circumstances) -> str:
    verb = "转发" if data["passed_from"] else "下发"
    return f"{of.whose}{verb}传达通知{quoted(data['title'])}，发{units(data['units'])}，要求{day(data['due_on'])}前反馈"


def _submitted(data: Fields, _: Circumstances) -> str:
    ways = "、".join(word(WAYS, way) for way in data["ways"])
    late = "，逾期反馈" if data["late"] else ""
    return f"{unit(data['unit_id'])}反馈：{day(data['held_on'])}{ways}传达，{data['attended']}人参加{late}"


def _corrected(data: Fields, of: Circumstances) -> str:
    changed = "、".join(word(RETURN_FIELDS, name) for name in data["changed"]) or "无改动"
    return f"{of.whose}更正传达情况反馈（{changed}）{because(data['reason'])}"


TRANSMITTAL_SENTENCES: dict[str, Sentence] = {
    "meeting.transmittal.issued": _issued,
    "meeting.transmittal.widened": lambda d, of: f"{of.whose}将传达通知增发{units(d['units'])}",
    "meeting.transmittal_return.submitted": _submitted,
    "meeting.transmittal_return.corrected": _corrected,
    "meeting.transmittal_return.accepted": lambda d, of: f"{of.whose}的传达情况反馈于{day(d['accepted_on'])}被接收",
    "meeting.transmittal_return.sent_back": lambda d, of: (
        f"{of.whose}的传达情况反馈于{day(d['sent_back_on'])}被退回{because(d['reason'])}"
    ),
}
