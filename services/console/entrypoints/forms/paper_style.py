"""How a committee's papers look: one form, dated like the setting itself."""

from typing import Any, Final

from services.console.application import papers as about
from services.console.application.words import OFFICES
from services.console.entrypoints.forms.fields import Field, Start, choices_of
from services.console.entrypoints.forms.form import Form, Values, nested
from services.console.entrypoints.forms.meeting import today
from services.console.entrypoints.visit import Visit

SERIES: Final = {"issue": "第1期、第2期……", "year": "〔2023〕1号、〔2023〕2号……"}
USUAL: Final = {"minutes_series": "issue", "signing_offices": ["director", "executive_director"]}


def set_now(name: str) -> Start:
    """What the newest setting says."""

    def start(visit: Visit, style: Any) -> Any:
        value = style.get(name, USUAL.get(name))
        if isinstance(value, bool):
            return "yes" if value else ""
        return "\n".join(value) if name == "copies_to" and value else value

    return start


async def usual_signer(visit: Visit) -> str:
    """Who holds the first signing office that has a holder today; empty where the visitor may not know the name."""
    found = await visit.asked.find("meeting", f"/paper-styles/{visit.unit_id}")
    style = about.style_in_force(found["versions"] if found else [], visit.today.isoformat())
    offices = await visit.asked.find("organization", f"/units/{visit.unit_id}/offices", on=visit.today.isoformat())
    holders = {term["office"]: term["person_id"] for term in reversed(offices["offices"] if offices else [])}
    signing = style.get("signing_offices", USUAL["signing_offices"])
    person = next((holders[office] for office in signing if office in holders), None)
    known = await visit.asked.find("organization", f"/persons/{person}/name") if person else None
    return str(known["name"]) if known and not known["erased"] else ""


def styled(values: Values, visit: Visit, style: Any) -> dict[str, Any]:
    """What this form does not show (words of kinds) stays as it is."""
    body = nested(values, visit, style)
    kept = {"type_words": style["type_words"]} if "type_words" in style else {}
    return body | {"committee_id": visit.unit_id, "style": kept | body.get("style", {})}


STYLE: Final = Form(
    "paper-style",
    "设置公文格式",
    "保存",
    "公文格式已经设置。",
    "meeting",
    "/paper-styles/{committee_id}/set",
    (
        Field("style.code_word", "机关代字", hint="文号开头的字，例如“鸡关”。", start=set_now("code_word")),
        Field(
            "style.name",
            "发文机关名称",
            hint="红头和落款用的名称；与登记的单位名称相同就不填。",
            required=False,
            start=set_now("name"),
        ),
        Field("style.red_head", "有红头", "yes", "没有红头的，首页从标题排起。", False, start=set_now("red_head")),
        Field("style.with_word", "红头里有“文件”二字", "yes", "", False, start=set_now("with_word")),
        Field("style.sealed", "落款处盖章", "yes", "留出盖章的位置。", False, start=set_now("sealed")),
        Field(
            "style.signing_offices",
            "由哪些职务签发",
            "choices",
            "",
            True,
            choices_of(OFFICES),
            set_now("signing_offices"),
        ),
        Field("style.minutes_series", "纪要的编号", "choice", "", True, choices_of(SERIES), set_now("minutes_series")),
        Field(
            "style.printing_office",
            "印发机关",
            hint="版记里的印发机关，一般是办公室。",
            required=False,
            start=set_now("printing_office"),
        ),
        Field("style.copies_to", "每份都抄送", "lines", "一行一个；没有就不填。", False, start=set_now("copies_to")),
        Field("on", "从哪天起用", "day", start=today),
    ),
    "有没有红头、盖不盖章、由谁签发，各关工委不同，照本单位的规定设置；以前印发的公文不变。",
    styled,
    checks_version=False,
)
