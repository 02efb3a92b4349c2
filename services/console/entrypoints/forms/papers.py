"""The forms of a paper's way; the text itself is kept in the meeting service's content store."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from services.console.application.papers import JOINTLY, UNNUMBERED, UPWARD, not_cosigned
from services.console.application.tables import text_of_table
from services.console.entrypoints.forms.fields import Field, Option, Start
from services.console.entrypoints.forms.form import Form, Values, nested
from services.console.entrypoints.forms.meeting import today
from services.console.entrypoints.forms.paper_attachments import (
    attachment_fields,
    attachments_of,
    table_field,
    table_of,
)
from services.console.entrypoints.visit import Visit

LAYOUT: Final = "《党政机关公文格式》（GB/T 9704—2012）"
SIGNED_AS_TYPED: Final = ("title", "text", "note", "signer")


def said(name: str) -> Start:
    """What the text says now; lists one a line."""

    def start(visit: Visit, matter: Any) -> Any:
        value = matter["words"].get(name)
        return "\n".join(value) if isinstance(value, list) else value

    return start


def people(visit: Visit, matter: Any) -> str:
    return "\n".join(f"{one['label']}：{one['names']}" for one in matter["words"].get("people", ()))


def joined(visit: Visit, matter: Any) -> str:
    return "\n".join(matter["joined"])


def addressed(visit: Visit, matter: Any) -> str:
    return "\n".join(matter["addressed"])


PEOPLE_HINT: Final = "一行一类，例如“出席：市教育局林某某”。还没有登记签到的，写着“（请按签到填写）”，填好了才能核稿。"
TEXT: Final = (
    Field("title", "标题", "long", "排成几行由系统定；想在哪里换行，就在哪里按回车。", start=said("title"), rows=2),
    Field(
        "addressees", "主送机关（纸面上的写法）", "lines", "一行一个；请示只写一个。", False, start=said("addressees")
    ),
    Field("text", "正文", "long", "一行是一段；用“一、”“（一）”“1.”“（1）”标层次。", start=said("text"), rows=18),
    table_field("表格", lambda visit, matter: text_of_table(matter["words"].get("table"))),
    Field("people", "出席、请假、列席", "lines", PEOPLE_HINT, False, start=people),
    Field(
        "signer",
        "签发人",
        hint="签发这份文件的同志的姓名，标在文号右边；已按公文格式里的签发职务填好，换人签发的请改。联合行文的，各机关的签发人都写上，用“、”隔开。",
        start=said("signer"),
    ),
    Field("note", "附注", hint="例如联系人和电话；空着的请补上，用不着就删去。", required=False, start=said("note")),
    Field("copies_to", "抄送", "lines", "一行一个；每份都抄送的在公文格式里设置。", False, start=said("copies_to")),
    Field(
        "bodies",
        "联合行文的其他机关",
        "units",
        "不联合行文就不填。一行一个名称或代码，本关工委排在最前，不用写；都会签了才能编号。",
        False,
        start=joined,
    ),
    Field("units", "发给哪些单位", "units", "印发后这些单位能看到文件；一行一个名称或代码。", False, start=addressed),
)
ON_PAPER: Final = "您自己在系统里办就不填；补录别人在纸上办的，填那位同志的姓名。"
DAY: Final = Field(
    "decision.decided_on", "纸上办理的日期", "day", "您自己在系统里办就不填；补录的不填就是今天。", False
)


def recorded(values: Values, visit: Visit, matter: Any) -> dict[str, Any]:
    """Only what somebody else did on paper has a decision."""
    body = nested(values, visit, matter)
    given = body.pop("decision", {})
    if not given:
        return body
    return body | {"decision": {"decided_on": visit.today.isoformat(), **given, "unit_id": visit.unit_id}}


async def still_to_sign(visit: Visit, paper: Any) -> Sequence[Option]:
    waited = not_cosigned(paper)
    names = await visit.names_of(waited)
    return [Option(body, names[body]) for body in waited]


def cosigned(values: Values, visit: Visit, paper: Any) -> dict[str, Any]:
    body = nested(values, visit, paper)
    decided = {"decided_on": visit.today.isoformat(), **body["decision"]}
    return body | {"decision": decided | {"unit_id": body["body"]}}


def step(
    name: str, title: str, button: str, done: str, fields: tuple[Field, ...] = (), why: str = "", body: Any = nested
) -> Form:
    return Form(name, title, button, done, "meeting", f"/papers/{{paper_id}}/{name}", fields, why, body)


DRAFT_PAPER: Final = Form(
    "draft-paper",
    "起草公文",
    "保存文稿",
    "文稿已经保存。",
    "meeting",
    "/papers",
    TEXT,
    "内容按{of}现在的情况拟好，请修改后保存；附件和表格在下面改，随文稿一起排好。",
    checks_version=False,
    makes="paper_id",
)
REVISE: Final = step("revise", "修改文稿", "保存文稿", "文稿已经修改。", TEXT)
CHECK: Final = step(
    "check",
    "核稿",
    "确认核过",
    "已经核稿。",
    (Field("decision.person_id", "在纸上核稿的人", "person", ON_PAPER, False), DAY),
    "核稿的人不能是拟稿的人。",
    recorded,
)
SIGN: Final = step(
    "sign",
    "签发",
    "签发",
    "已经签发。",
    (
        Field("decision.person_id", "在纸上签发的人", "person", ON_PAPER, False),
        DAY,
        Field("decision.scan", "签发稿的扫描件", "file", "补录纸上的签发时必须上传。PDF 或照片，不超过10MB。", False),
    ),
    "由公文格式里设置的职务签发，一般是主任或常务主任。",
    recorded,
)
COSIGN: Final = step(
    "cosign",
    "登记会签",
    "登记",
    "会签已经登记。",
    (
        Field("body", "哪个机关", "choice", "", True, still_to_sign, missing="请选择会签的机关。"),
        Field("decision.person_id", "会签人", "person", "那个机关签字的同志的姓名。"),
        Field("decision.decided_on", "会签的日期", "day", "", start=today),
        Field("decision.scan", "会签稿的扫描件", "file", "PDF 或照片，不超过10MB。"),
    ),
    "联合行文由各发文机关分别签发，都签了才能编号。",
    cosigned,
)
RETURN: Final = step("return", "退回修改", "退回", "文稿已经退回。", (Field("reason", "退回原因", "long"),))
NUMBER: Final = step(
    "number", "编号", "编号", "文号已经编好。", (), "文号由系统按机关代字、文种和年份依次编排，不空号、不重号。"
)
ISSUE: Final = step(
    "issue",
    "印发",
    "印发",
    "公文已经印发，文件已经存好。",
    (Field("issued_on", "印发日期", "day", start=today),),
    f"印发的文件按{LAYOUT}排好，存入后不再改动。",
)
WITHDRAW: Final = step("withdraw", "撤回", "撤回", "公文已经撤回。", (Field("reason", "撤回原因", "long"),))
FORMS: Final = (REVISE, CHECK, SIGN, COSIGN, RETURN, NUMBER, ISSUE, WITHDRAW)
BY_NAME: Final = {form.name: form for form in FORMS}


def fields_for(kind: str) -> Callable[[Field], bool]:
    """签发人 stands on upward papers, people on minutes, a table on the attendance sheet, copies where an imprint is."""

    def has(field: Field) -> bool:
        if field.name == "signer":
            return kind in UPWARD
        if field.name == "table":
            return kind == "attendance_sheet"
        if field.name == "bodies":
            return kind in JOINTLY
        if field.name == "copies_to":
            return kind not in UNNUMBERED
        return field.name != "people" or kind == "minutes"

    return has


def with_fields(form: Form, kind: str, attachments: int) -> Form:
    """What a kind has, and the groups of fields of so many attachments."""
    return replace(form, fields=(*filter(fields_for(kind), form.fields), *attachment_fields(attachments)))


def text_of(values: Values, before: dict[str, Any], kind: str) -> dict[str, Any]:
    """The whole text: what was typed, and what this form does not show of the kind as it was."""
    typed = {name: values.get(name, "") for name in SIGNED_AS_TYPED if name != "signer" or "signer" in before}
    listed = {name: values.get(name, []) for name in ("addressees", "copies_to")}
    named = {"people": [_person(line) for line in values["people"]]} if "people" in values else {}
    tables = {"table": table_of(values.get("table"), [before.get("table")])} if kind == "attendance_sheet" else {}
    return {**before, **typed, **listed, **named, **tables, "attachments": attachments_of(values, before)}


def _person(line: str) -> dict[str, str]:
    label, _, names = line.replace(":", "：", 1).partition("：")
    return {"label": label.strip(), "names": names.strip()}
