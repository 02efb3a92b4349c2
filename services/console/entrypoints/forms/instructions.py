"""The forms of a leaders' visit, speech or instruction, from its record to the closing of its dossier (M12)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.console.application import matters as words
from services.console.entrypoints.forms.fields import Field, Nothing, Option, choices_of
from services.console.entrypoints.forms.form import Form, Values, nested
from services.console.entrypoints.forms.meeting import DECISION, issued, today
from services.console.entrypoints.visit import Visit

LISTED_MAX: Final = 200
_AT: Final = "/instructions/{instruction_id}"
NO_OFFICE_MEETING: Final = Nothing(
    "还没有记录召开的主任办公会。先筹备主任办公会，开过以后记录召开，再回到这里。",
    "/console/meetings/new?form=directors_office",
    "筹备主任办公会",
)


async def office_meetings(visit: Visit, _: Any) -> Sequence[Option]:
    """Directors' office meetings of the committee's own that were held, the newest first."""
    found = await visit.asked.get(
        "meeting", "/meetings", committee=visit.unit_id, kind="directors_office", latest_first=True, limit=LISTED_MAX
    )
    return [Option(one["meeting_id"], words.meeting_words(one)) for one in found["items"] if one["held"]]


async def opinions_open(visit: Visit, instruction: Any) -> Sequence[Option]:
    return [
        Option(one["opinions_id"], words.opinions_words(one)) for one in instruction["opinions"] if not one["consent"]
    ]


async def registered_recipients(visit: Visit, instruction: Any) -> Sequence[Option]:
    """The committee's party committee and the committees above it: their ids go along with their names."""
    units = [unit for unit in (instruction["party_committee"], *instruction["superiors"]) if unit]
    names = await visit.names_of(units)
    return [Option(f"{unit} {names[unit]}", names[unit]) for unit in units]


def recorded(values: Values, visit: Visit, _: Any) -> dict[str, Any]:
    leaders = [{"office": office} for office in values["leaders"]]
    return {"place": "", **values, "leaders": leaders, "committee_id": visit.unit_id}


def consented(values: Values, visit: Visit, instruction: Any) -> dict[str, Any]:
    body = nested(values, visit, instruction)
    return {**body, "decision": {**body.get("decision", {}), "unit_id": instruction["party_committee"]}}


def reported(values: Values, visit: Visit, instruction: Any) -> dict[str, Any]:
    chosen = [one.partition(" ") for one in values.get("registered", [])]
    recipients = [{"unit_id": unit, "name": name} for unit, _, name in chosen]
    return {
        "document": values["document"],
        "recipients": [*recipients, *({"name": name} for name in values.get("recipients", []))],
        "submitted_on": values["submitted_on"],
        "approved_at": values.get("approved_at"),
    }


RECORD: Final = Form(
    "new",
    "记录视察、讲话、批示",
    "保存",
    "已经记录，可以研究贯彻落实意见了。",
    "meeting",
    "/instructions",
    (
        Field("kinds", "是什么", "choices", "可以选几种。", options=choices_of(words.INSTRUCTION_KINDS)),
        Field("title", "标题", hint="例如“省关工委领导来我市视察”，不写领导姓名。"),
        Field("given_on", "哪一天", "day", start=today),
        Field("place", "地点", required=False),
        Field("leaders", "哪位领导", "lines", "一行一位，写职务，例如“省关工委主任”。"),
        Field("document", "情况、讲话或批示全文", "file", "PDF、.docx 或照片，不超过10MB。"),
    ),
    why="视察、讲话、批示单独成卷：记录原文和日期，主任办公会通过贯彻落实意见，落实以后结卷。",
    body=recorded,
    checks_version=False,
    command="RecordInstruction",
    makes="instruction_id",
)
FORMS: Final = (
    Form(
        "add-text",
        "补充讲话或批示",
        "保存",
        "已经补充到卷宗里。",
        "meeting",
        f"{_AT}/add-text",
        (
            Field("kind", "是什么", "choice", options=choices_of(words.INSTRUCTION_KINDS)),
            Field("title", "标题"),
            Field("given_on", "哪一天", "day", start=today),
            Field("document", "讲话或批示全文", "file"),
        ),
        why="结卷以后来的讲话、批示也可以补充，卷宗里会标明是补充材料。",
        makes="text_id",
        command="AddInstructionText",
    ),
    Form(
        "pass-opinions",
        "记录贯彻落实意见",
        "记录下来",
        "贯彻落实意见已经记录，报党委同意后就分解成任务。",
        "meeting",
        f"{_AT}/pass-opinions",
        (
            Field(
                "meeting_id",
                "哪次主任办公会通过的",
                "choice",
                options=office_meetings,
                missing="请选择主任办公会。",
                nothing=NO_OFFICE_MEETING,
            ),
            Field("opinions", "贯彻落实意见", "lines", "一行一条，按会上通过的写。", rows=8),
        ),
        why="贯彻落实意见由主任办公会通过；会议先在“会议”里记录召开。",
        makes="opinions_id",
        command="PassOpinions",
    ),
    Form(
        "record-consent",
        "记录党委同意安排部署",
        "记录下来",
        "党委同意已经记录，责任分工方案已经起草。",
        "meeting",
        f"{_AT}/record-consent",
        (
            Field("opinions_id", "哪一份意见", "choice", options=opinions_open, missing="请选择意见。"),
            *DECISION,
        ),
        why="经党委同意安排部署的，才能分解成任务。",
        body=consented,
        command="RecordOpinionsConsent",
    ),
    Form(
        "submit-report",
        "报送专题汇报",
        "报送",
        "专题汇报已经报送。",
        "meeting",
        f"{_AT}/submit-report",
        (
            Field(
                "document",
                "专题汇报",
                "file",
                "已经签发的汇报，PDF 或 .docx。",
                options=issued("report", "instruction_id"),
            ),
            Field(
                "registered",
                "报给谁",
                "choices",
                options=registered_recipients,
                required=False,
                needed="至少选一个，或在下面填写",
            ),
            Field(
                "recipients",
                "还报给谁",
                "lines",
                "一行一个单位的名称，例如中国关工委、市人大、市政协；没有就不填。",
                required=False,
            ),
            Field(
                "approved_at",
                "哪次主任办公会通过的",
                "choice",
                "没有上会就不选。",
                options=office_meetings,
                required=False,
            ),
            Field("submitted_on", "报送日期", "day", start=today),
        ),
        body=reported,
        makes="report_id",
        command="SubmitSpecialReport",
    ),
    Form(
        "close",
        "结卷",
        "结卷",
        "卷宗已经结卷。",
        "meeting",
        f"{_AT}/close",
        (
            Field("closed_on", "结卷日期", "day", start=today),
            Field(
                "no_report_reason",
                "没有报送专题汇报的原因",
                "long",
                "报送过的不填。",
                required=False,
                needed="没有报送过的必填",
                rows=2,
            ),
        ),
        why="有了主任办公会通过的意见，并且报送了专题汇报（或写明不报送的原因），才能结卷。",
        body=lambda values, visit, instruction: {"no_report_reason": "", **values},
        command="CloseInstruction",
    ),
)
BY_NAME: Final[Mapping[str, Form]] = {form.name: form for form in FORMS}
