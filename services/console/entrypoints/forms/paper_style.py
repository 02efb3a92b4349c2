"""How a committee's papers look: one form, dated like the setting itself."""

from collections.abc import Mapping
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


async def style_today(visit: Visit) -> Mapping[str, Any]:
    found = await visit.asked.find("meeting", f"/paper-styles/{visit.unit_id}", at_least=visit.at_least)
    return about.style_in_force(found["versions"] if found else [], visit.today.isoformat())


async def lacks_code_word(visit: Visit, kind: str) -> bool:
    """Whether a paper of this kind could not be numbered as the committee's papers are set now."""
    return kind in about.NUMBERED_BY_WORD and not (await style_today(visit)).get("code_word")


async def usual_signer(visit: Visit) -> str:
    """Who holds the first signing office that has a holder today; empty where the visitor may not know the name."""
    style = await style_today(visit)
    offices = await visit.asked.find("organization", f"/units/{visit.unit_id}/offices", on=visit.today.isoformat())
    holders = {term["office"]: term["person_id"] for term in reversed(offices["offices"] if offices else [])}
    signing = style.get("signing_offices", USUAL["signing_offices"])
    person = next((holders[office] for office in signing if office in holders), None)
    known = await visit.asked.find("organization", f"/persons/{person}/name") if person else None
    return str(known["name"]) if known and not known["erased"] else ""


def word_now(kind: str) -> Start:
    return lambda visit, style: style.get("type_words", {}).get(kind, about.TYPE_WORDS[kind])


def styled(values: Values, visit: Visit, style: Any) -> dict[str, Any]:
    """Only words other than the usual ones are said."""
    body = nested(values, visit, style)
    said = body["style"].get("type_words", {})
    words = {kind: word for kind, word in said.items() if word != about.TYPE_WORDS[kind]}
    return body | {"committee_id": visit.unit_id, "style": body["style"] | {"type_words": words}}


TYPE_WORD_HINTS: Final = {
    "request": "文号里跟在机关代字后面的字，例如“鸡关请〔2023〕1号”。每个文种要用不同的字；换了字，从1号编起。",
    "minutes": "只用来分开编号，不印在纪要上；换了字，从第1期编起。",
}
WORDS_OF_KINDS: Final = tuple(
    Field(
        f"style.type_words.{kind}",
        f"{about.KINDS[kind]}的文种代字",
        hint=TYPE_WORD_HINTS.get(kind, ""),
        required=False,
        start=word_now(kind),
    )
    for kind in about.TYPE_WORDS
)


STYLE: Final = Form(
    "paper-style",
    "设置公文格式",
    "保存",
    "公文格式已经设置。",
    "meeting",
    "/paper-styles/{committee_id}/set",
    (
        Field("style.code_word", "机关代字", hint="文号开头的字，例如“鸡关”。", start=set_now("code_word")),
        *WORDS_OF_KINDS,
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
