"""What a draft of a meeting is suggested to say: made of it and the registry, edited by a clerk before it goes on.

Suggestions hold no names of people: who signs, attended or chaired is filled in by who may see names.
"""

from collections.abc import Callable, Sequence

from services.meeting.application.papers.parts import columns_of, receipt
from services.meeting.application.papers.passing_on import notice_to_pass_on
from services.meeting.application.papers.wording import (
    Doc,
    Known,
    considered,
    day_of_meeting,
    invited,
    invited_members,
    invited_units,
    lines,
    listed,
    meeting_name,
    place_of,
    purpose,
    sections,
    sentence,
    sentences,
    time_of_meeting,
    title_over_lines,
)
from services.meeting.application.sheets import asked_units
from services.meeting.domain.paper_blanks import CHAIR, CONTACT, TO_FILL
from services.meeting.domain.paper_text import WISH, PaperText, TextAttachment, TextPeople, TextTable
from services.meeting.domain.vocabulary import CHAIRING_OFFICES

_CHAIRS = {"director": "主任", "executive_director": "常务主任", "deputy_director": "副主任"}
_SHEET_ROWS_LEAST = 10
_SHEET_MARKS = {"observer": "（列席）", "host": "（召开单位）"}


def suggested_of_meeting(kind: str, meeting: Doc, known: Known) -> PaperText:
    return _TEMPLATES[kind](meeting, known)


def _request(meeting: Doc, known: Known) -> PaperText:
    name = meeting_name(meeting)
    return PaperText(
        title=f"{known.committee}关于召开{name}的请示",
        addressees=(known.party_committee,),
        text=lines(
            f"{purpose(meeting['theme'])}拟于{day_of_meeting(meeting)}召开{name}。现将有关事项请示如下。",
            sections(
                ("会议主题", [sentence(meeting["theme"])]),
                ("会议议程", listed(meeting["agenda"])),
                ("拟议定事项", listed(meeting["matters"])),
            ),
            WISH,
        ),
        note=CONTACT,
    )


def _notice(meeting: Doc, known: Known) -> PaperText:
    name = meeting_name(meeting)
    agreed = f"经{known.party_committee}同意，" if meeting["joint"] and known.party_committee else ""
    asked = invited_members(meeting, known)
    observers = invited(meeting, known, "observer")
    requirements = meeting["notice"]["requirements"] if meeting["notice"] else ""
    return PaperText(
        title=f"{known.committee}关于召开{name}的通知",
        addressees=(*asked, *observers),
        text=lines(
            f"{agreed}定于{day_of_meeting(meeting)}召开{name}。现将有关事项通知如下。",
            sections(
                ("会议时间", [f"{time_of_meeting(meeting)}。"]),
                ("会议地点", [f"{place_of(meeting)}。"]),
                ("会议议程", listed(meeting["agenda"])),
                (
                    "参加人员",
                    [
                        f"{'、'.join(asked)}{'分管领导' if meeting['joint'] else '有关负责同志'}。" if asked else "",
                        f"列席单位：{'、'.join(observers)}。" if observers else "",
                    ],
                ),
                ("有关要求", [requirements or "请各单位安排好参加人员，并于会前将参会回执报送我委办公室。"]),
            ),
        ),
        attachments=(receipt("参会回执", ("单位", "姓名", "职务", "联系电话", "备注")),),
        note=CONTACT,
    )


def _agenda(meeting: Doc, known: Known) -> PaperText:
    return PaperText(
        title=title_over_lines(known.committee, f"{meeting_name(meeting)}议程"),
        text=lines(
            f"时间：{time_of_meeting(meeting)}",
            f"地点：{place_of(meeting)}",
            CHAIR,
            listed(meeting["agenda"], "{}、"),
        ),
    )


def _attendance_sheet(meeting: Doc, known: Known) -> PaperText:
    """A row for each unit of the sheet at the door; the last column is signed by hand. Each venue has its own."""
    rows = [
        (one["unit_id"], f"{known.name(one['unit_id'])}{_SHEET_MARKS.get(one['as'], '')}")
        for one in asked_units(meeting)
    ]
    main, *others = known.venues or (place_of(meeting),)
    tables = {
        venue: _sheet([name for unit, name in rows if known.venue_of.get(unit, main) == venue]) for venue in others
    }
    elsewhere = {unit for unit, venue in known.venue_of.items() if venue in tables}
    title = f"{meeting_name(meeting)}签到表"
    return PaperText(
        title=title,
        text=lines(f"时间：{time_of_meeting(meeting)}", f"地点：{main}"),
        table=_sheet([name for unit, name in rows if unit not in elsewhere]),
        attachments=tuple(TextAttachment(title=f"{title}（{venue}）", table=table) for venue, table in tables.items()),
    )


def _sheet(names: Sequence[str]) -> TextTable:
    rows = [(str(number), name, "", "", "") for number, name in enumerate(names, 1)]
    rows += [(str(number), "", "", "", "") for number in range(len(rows) + 1, _SHEET_ROWS_LEAST + 1)]
    return TextTable(
        columns=columns_of(("序号", 2), ("单位", 8), ("姓名", 4), ("职务", 5), ("签名", 7)), rows=tuple(rows)
    )


def _minutes(meeting: Doc, known: Known) -> PaperText:
    name = meeting_name(meeting)
    resolutions = [str(one["text"]) for one in meeting["resolutions"]]
    advice = [str(one["text"]) for one in meeting["advice"]]
    if resolutions and advice:
        decided = sections(("会议议定事项", sentences(resolutions)), ("会议提出的意见建议", sentences(advice)))
    elif resolutions:
        decided = ["会议议定以下事项。", *sentences(resolutions, "{}、")]
    else:
        decided = ["会议没有议定事项。", *(["会议提出以下意见建议。"] if advice else []), *sentences(advice, "{}、")]
    return PaperText(
        title=name,
        text=lines(
            f"{day_of_meeting(meeting)}，{_chair(meeting)}在{place_of(meeting)}主持召开{name}。"
            + considered(meeting["theme"]),
            decided,
        ),
        people=_people(meeting, known),
        copies_to=tuple(filter(None, (known.party_committee,))),
    )


def _people(meeting: Doc, known: Known) -> tuple[TextPeople, ...]:
    """By the attendance sheet; who came is nobody's guess, so without one it is left for the clerk."""
    if not known.presence:
        return tuple(TextPeople(label=label, names=TO_FILL) for label in ("出席", "请假"))
    members, observers = invited_units(meeting, "member"), invited_units(meeting, "observer")
    came = [unit for unit in members if known.presence.get(unit) == "present"]
    excused = [unit for unit in members if known.presence.get(unit) == "excused"]
    sat_in = [unit for unit in observers if known.presence.get(unit) == "present"]
    listed = (("出席", came), ("请假", excused), ("列席", sat_in))
    return tuple(
        TextPeople(label=label, names="、".join(map(known.name, units)) or "无")
        for label, units in listed
        if units or label == "请假"
    )


def _report(meeting: Doc, known: Known) -> PaperText:
    name = meeting_name(meeting)
    advice = [str(one["text"]) for one in meeting["advice"]]
    resolutions = [str(one["text"]) for one in meeting["resolutions"]]
    return PaperText(
        title=f"{known.committee}关于{name}情况的报告",
        addressees=(known.party_committee,) if known.party_committee else (),
        text=lines(
            f"{day_of_meeting(meeting)}，我委召开{name}。现将有关情况报告如下。",
            sections(
                ("会议基本情况", [f"会议由{_chair(meeting)}主持。{considered(meeting['theme'])}"]),
                ("会议议定事项", sentences(resolutions) or ["会议没有议定事项。"]),
                ("意见建议", sentences(advice)),
            ),
            "特此报告。",
        ),
        note=CONTACT,
    )


def _transmittal_notice(meeting: Doc, known: Known) -> PaperText:
    name = meeting_name(meeting)
    resolutions = [str(one["text"]) for one in meeting["resolutions"]]
    opening = f"{day_of_meeting(meeting)}，我委召开{name}。为传达贯彻好会议精神，现将有关事项通知如下。"
    return notice_to_pass_on(f"{name}精神", opening, sentences(resolutions) or ["会议精神和有关要求。"], known)


def _chair(meeting: Doc) -> str:
    held = meeting["held"] or {}
    if held.get("delegation"):
        return "受委托的同志"
    office = held.get("chair_office") or CHAIRING_OFFICES[0]
    return f"关工委{_CHAIRS.get(office, '有关负责同志')}"


_TEMPLATES: dict[str, Callable[[Doc, Known], PaperText]] = {
    "request": _request,
    "notice": _notice,
    "agenda": _agenda,
    "attendance_sheet": _attendance_sheet,
    "minutes": _minutes,
    "report": _report,
    "transmittal_notice": _transmittal_notice,
}
