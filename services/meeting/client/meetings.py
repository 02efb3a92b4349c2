from services.meeting.client.circumstances import Circumstances, Fields, Sentence
from services.meeting.client.words import KINDS, LEVELS, LISTED_BY, OFFICES, PRESENCES
from shared.kernel.sentences import because, day, excerpt, moment, quoted, unit, units, word


def _drafted(data: Fields, _: Circumstances) -> str:
    kinds = "、".join(word(KINDS, kind) for kind in data["kinds"])
    return f"{unit(data['committee_id'])}筹备{kinds}，主题{quoted(data['theme'])}"


def _notice(data: Fields, of: Circumstances) -> str:
    invited = units(one["unit_id"] for one in data["invitations"])
    return f"{of.whose}通知{invited}，会议定于{moment(data['held_at'])}在{data['place']}召开"


def _held(data: Fields, of: Circumstances) -> str:
    office = word(OFFICES, data["chair_office"]) if data["chair_office"] else "受委托的同志"
    mark = f"（受委托主持{because(data['delegation']['reason'])}）" if data["delegation"] else ""
    return f"{of.whose}于{day(data['held_on'])}召开会议，由{office}主持{mark}"


def _adopted(data: Fields, of: Circumstances) -> str:
    listed = f"，{LISTED_BY[data['supervised_by']]}列入督办" if data["supervised_by"] else ""
    return f"{of.whose}的会议议定第{data['number']}项：{excerpt(data['text'])}{listed}"


def _answered(data: Fields, _: Circumstances) -> str:
    modes = {"on_site": "到现场", "video": "以视频", "mobile": "以手机"}
    if not data["attending"]:
        return f"{unit(data['unit_id'])}回执不能参加会议" + because(data["reason"])
    seat = "，由他人代为参加" if data["seat"] == "substitute" else ""
    return f"{unit(data['unit_id'])}回执{word(modes, data['mode'])}参加会议，{data['heads']}人{seat}"


def _came(data: Fields, of: Circumstances) -> str:
    count = {name: sum(1 for row in data["rows"] if row["presence"] == name) for name in PRESENCES}
    told = "，".join(f"{PRESENCES[name]}{number}个" for name, number in count.items() if number)
    return f"{of.whose}登记会议签到" + (f"：{told}单位" if told else "的会场")


def _forwarded(data: Fields, of: Circumstances) -> str:
    told = units(one["unit_id"] for one in data["invitations"])
    return f"{of.whose}向{told}转发{unit(data['source_committee'])}的会议通知"


MEETING_SENTENCES: dict[str, Sentence] = {
    "meeting.meeting.drafted": _drafted,
    "meeting.meeting.revised": lambda d, of: f"{of.whose}修改会议方案，主题{quoted(d['theme'])}",
    "meeting.meeting.topics_taken_up": lambda d, of: f"{of.whose}为会议列入议题{len(d['topics'])}个",
    "meeting.meeting.request_submitted": lambda d, of: (
        f"{of.whose}于{day(d['submitted_on'])}向{unit(d['party_committee'])}报送会前请示（第{d['round']}次）"
    ),
    "meeting.meeting.request_returned": lambda d, of: (
        f"{of.decided}退回会前请示（第{d['round']}次）" + because(d["reason"])
    ),
    "meeting.meeting.request_approved": lambda d, of: f"{of.decided}同意会前请示（第{d['round']}次）",
    "meeting.meeting.notice_issued": _notice,
    "meeting.meeting.notice_changed": lambda d, of: (
        f"{of.whose}更改会议通知：{moment(d['held_at'])}在{d['place']}召开" + because(d["reason"])
    ),
    "meeting.meeting.called_off": lambda d, of: f"{of.whose}取消会议" + because(d["reason"]),
    "meeting.meeting.held": _held,
    "meeting.meeting.attendance_recorded": _came,
    "meeting.meeting.resolution_adopted": _adopted,
    "meeting.meeting.advice_given": lambda d, of: f"{of.whose}的会议提出意见建议：{excerpt(d['text'])}",
    "meeting.meeting.report_submitted": lambda d, of: f"{of.whose}于{day(d['submitted_on'])}向党委报送会后报告",
    "meeting.meeting.minutes_issued": lambda d, of: f"{of.whose}于{day(d['issued_on'])}印发会议纪要",
    "meeting.meeting.filed": lambda d, of: f"{of.whose}于{day(d['filed_on'])}将会议归档",
    "meeting.meeting.resolution_consented": lambda d, of: f"{of.decided}同意安排部署：{excerpt(d['text'])}",
    "meeting.duty.levels_set": lambda d, of: (
        f"{of.whose}规定{'、'.join(word(LEVELS, level) for level in d['levels'])}关工委自{day(d['begins_on'])}起"
        "每年召开联席会议"
    ),
    "meeting.duty.committee_set": lambda d, of: (
        f"{of.whose}规定{unit(d['unit_id'])}自{day(d['on'])}起{'' if d['carries'] else '不'}承担每年召开联席会议的责任"
        + because(d["reason"])
    ),
    "meeting.duty.warning_set": lambda d, of: f"{of.whose}规定每年{d['warn_from']}起提醒还没有召开的联席会议",
    "meeting.kinds.added": lambda d, of: f"{of.whose}增加会议形式{quoted(d['kind'])}",
    "meeting.kinds.retired": lambda d, of: f"{of.whose}停用会议形式{quoted(d['kind'])}",
    "meeting.receipt.returned": _answered,
    "meeting.forwarded_notice.forwarded": _forwarded,
    "meeting.topic.instructed": lambda d, of: (
        f"{of.decided}交办议题{quoted(d['subject'])}，由{unit(d['committee_id'])}组织研究"
    ),
    "meeting.topic.proposed": lambda d, of: (
        f"{unit(d['unit_id'])}向{unit(d['committee_id'])}提出议题{quoted(d['subject'])}" + because(d["grounds"])
    ),
    "meeting.topic.accepted": lambda d, of: f"{of.whose}采纳议题" + (f"：{excerpt(d['note'])}" if d["note"] else ""),
    "meeting.topic.merged": lambda d, of: f"{of.whose}把议题并入另一议题" + because(d["reason"]),
    "meeting.topic.declined": lambda d, of: f"{of.whose}没有采纳议题" + because(d["reason"]),
    "meeting.topic.taken_up": lambda d, of: f"{of.whose}把议题列入会议",
    "meeting.topic.put_back": lambda d, of: f"{of.whose}把议题从会议撤下",
}
