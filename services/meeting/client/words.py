"""The Chinese words of the values in meeting's events."""

from typing import Final

KINDS: Final = {
    "thematic": "专题会议",
    "consultation": "工作协商会议",
    "task_advancing": "任务推进会议",
    "experience_exchange": "工作经验交流会议",
    "briefing": "情况通报会议",
    "plenary": "全体委员会议",
    "directors_office": "主任办公会",
    "regular": "例会",
    "promotion": "推进会",
}
OFFICES: Final = {
    "director": "主任",
    "executive_director": "常务主任",
    "deputy_director": "副主任",
    "secretary_general": "秘书长",
    "office_head": "办公室主任",
    "leader_in_charge": "分管领导",
    "liaison_officer": "联络员",
}
LEVELS: Final = {
    "province": "省",
    "prefecture": "市（地）",
    "county": "县（市、区）",
    "township": "乡镇（街道）",
    "village": "村（社区）",
    "agency": "机关",
}
LISTED_BY: Final = {"party_committee": "党委", "government": "政府"}
PRESENCES: Final = {"present": "到会", "excused": "请假", "absent": "缺席"}
INSTRUCTION_KINDS: Final = {"visit": "视察", "speech": "讲话", "instruction": "批示"}
CONVEYS: Final = {"meeting_spirit": "会议精神", "superior_document": "上级文件", "instruction": "领导视察讲话批示精神"}
WAYS: Final = {"gathered": "集中", "dispersed": "分散", "online": "线上", "offline": "线下"}
RETURN_FIELDS: Final = {
    "held_on": "传达日期",
    "ways": "传达方式",
    "attended": "参加人数",
    "measures": "贯彻措施",
    "told_on": "汇报日期",
    "not_told": "未汇报的原因",
    "answers": "问题的回答",
    "documents": "附件",
}
PAPER_KINDS: Final = {
    "request": "请示",
    "notice": "通知",
    "agenda": "议程",
    "attendance_sheet": "签到表",
    "minutes": "纪要",
    "report": "报告",
    "transmittal_notice": "传达通知",
}
