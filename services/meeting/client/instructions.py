from services.meeting.client.circumstances import Circumstances, Fields, Sentence
from services.meeting.client.words import INSTRUCTION_KINDS
from shared.kernel.sentences import UNITS_SHOWN, because, day, excerpt, quoted, unit, word


def _kinds(kinds: list[str]) -> str:
    return "、".join(word(INSTRUCTION_KINDS, kind) for kind in kinds)


def _recorded(data: Fields, of: Circumstances) -> str:
    leaders = "、".join(leader["office"] for leader in data["leaders"][:UNITS_SHOWN])
    more = "等" if len(data["leaders"]) > UNITS_SHOWN else ""
    return f"{of.whose}记录{leaders}{more}{day(data['given_on'])}的{_kinds(data['kinds'])}：{excerpt(data['title'])}"


def _opinions_passed(data: Fields, of: Circumstances) -> str:
    number, first = len(data["opinions"]), data["opinions"][0]["text"]
    return f"{of.whose}主任办公会{day(data['passed_on'])}通过贯彻落实意见{number}条：{excerpt(first)}"


def _report_submitted(data: Fields, of: Circumstances) -> str:
    named = [unit(one["unit_id"]) if one["unit_id"] else one["name"] for one in data["recipients"]]
    more = f"等{len(named)}个单位" if len(named) > UNITS_SHOWN else ""
    return f"{of.whose}于{day(data['submitted_on'])}向{'、'.join(named[:UNITS_SHOWN])}{more}报送专题汇报"


INSTRUCTION_SENTENCES: dict[str, Sentence] = {
    "meeting.instruction.recorded": _recorded,
    "meeting.instruction.text_added": lambda d, of: (
        f"{of.whose}补充{day(d['given_on'])}的{_kinds([d['kind']])}：{excerpt(d['title'])}"
    ),
    "meeting.instruction.opinions_passed": _opinions_passed,
    "meeting.instruction.opinions_consented": lambda d, of: (
        f"{of.decided}同意按贯彻落实意见安排部署：{excerpt(d['title'])}"
    ),
    "meeting.instruction.report_submitted": _report_submitted,
    "meeting.instruction.campaign_linked": lambda d, of: f"{of.whose}安排调研督导落实情况{quoted(d['purpose'])}",
    "meeting.instruction.closed": lambda d, of: (
        f"{of.whose}于{day(d['closed_on'])}将卷宗结卷"
        + (f"，未报送专题汇报{because(d['no_report_reason'])}" if d["no_report_reason"] else "")
    ),
}
