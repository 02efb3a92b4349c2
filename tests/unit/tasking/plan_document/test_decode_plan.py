"""Bytes (T11): encodings are told apart, everything else is refused in words."""

import codecs

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from services.tasking.domain.plan_document import decode_plan, parse_plan, resolve_names, to_json
from services.tasking.domain.plan_document import refusals as no
from shared.kernel.errors import Refusal
from shared.kernel.limits import UPLOAD_BYTES_MAX
from tests.unit.tasking.plan_document.support import directory, sample, sample_text, table

TEXT = "鸡西市责任分工方案\n1、办讲座。牵头单位：市关工委。责任单位：市教育局、团市委。\n"


@pytest.mark.accepts("T11")
@pytest.mark.parametrize(
    ("mark", "codec", "named"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (b"", "utf-16-le", "utf-16-le"),
        (b"", "utf-16-be", "utf-16-be"),
        (b"", "gb18030", "gb18030"),
        (b"", "gbk", "gb18030"),
    ],
)
@pytest.mark.parametrize("text", [TEXT, sample_text()], ids=["short", "sample"])
def test_t11_an_encoding_is_recognised(mark: bytes, codec: str, named: str, text: str):
    decoded = decode_plan(mark + text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, named)


@pytest.mark.accepts("T11")
def test_t11_the_same_plan_comes_out_of_every_encoding():
    plans = [parse_plan(decode_plan(sample_text().encode(codec)).text) for codec in ("utf-8", "utf-16", "gb18030")]
    assert len(plans[0].items) == 30
    assert [table(plan) for plan in plans] == [table(plans[0])] * 3


def test_line_ends_become_one_kind():
    assert decode_plan("一\r\n二\r三\n".encode()).text == "一\n二\n三\n"


@pytest.mark.refuses("T11")
@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", no.PlanEmpty),
        (b" \n\t\r\n", no.PlanEmpty),
        (codecs.BOM_UTF8, no.PlanEmpty),
        ("\u3000\n".encode(), no.PlanEmpty),
        (b"PK\x03\x04" + bytes(range(256)), no.PlanDocxNotSupported),
        (b"%PDF-1.7\n", no.PlanFormatNotSupported),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, no.PlanFormatNotSupported),
        (b"<!DOCTYPE html><p>1", no.PlanFormatNotSupported),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), no.PlanBinary),
        (b"\x7fELF\x02\x01\x01" + bytes(64), no.PlanBinary),
        (TEXT.encode("utf-32"), no.PlanEncodingUnknown),
        (TEXT.encode("big5", "ignore"), no.PlanEncodingUnknown),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x00", no.PlanEncodingUnknown),
        (TEXT.encode() + b"\xff\xfe\xfd", no.PlanEncodingUnknown),
        (TEXT.replace("讲", "\0").encode(), no.PlanBinary),
        (TEXT.replace("讲", "\x07").encode(), no.PlanControlCharacters),
        (TEXT.replace("讲", "\x85").encode(), no.PlanControlCharacters),
        (TEXT.replace("讲", "\x01").encode("utf-16"), no.PlanControlCharacters),
        (b"1" * (UPLOAD_BYTES_MAX + 1), no.PlanTooLarge),
    ],
)
def test_t11_what_is_no_plain_text_is_refused(data: bytes, refusal: type[Refusal]):
    with pytest.raises(refusal) as refused:
        decode_plan(data)
    assert refused.value.rule == "T11"
    assert refused.value.code.startswith("plan_")
    assert any("一" <= char <= "鿿" for char in refused.value.message)


PIECES = [
    "一、",
    "（一）",
    "1、",
    "2.",
    "(3)",
    "①",
    "牵头单位：",
    "责任单位:",
    "【责任单位】",
    "完成时限：",
    "责任人：",
    "市教育局",
    "市直",
    "县(市)区",
    "和",
    "、",
    "，",
    "。",
    "\n",
    "\n\n",
    "\t",
    "|",
    " ",
    "序号",
    "任务内容",
    "牵头单位",
    "责任单位",
    "2023年2月30日前",
    "至",
    "9999年99月",
    "〇〇〇〇年",
    "每季度",
    "三年内",
    "《",
    "》",
    "〔2022〕1号",
    "黑关发",
    "(",
    ")",
    "附件：",
    "方案",
    "²",
    "１",
    "等",
    "零月",
    "十十、",
]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join))
@example("1、\n牵头单位：")
def test_any_text_is_a_plan_or_a_refusal(text: str):
    try:
        plan = parse_plan(text, 2023)
    except Refusal:
        return
    told = to_json(resolve_names(plan, directory(), "鸡西市关工委"))
    assert len(told["tasks"]) == len(plan.items) > 0


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from(PIECES), max_size=40).flatmap(
            lambda pieces: st.sampled_from(["utf-8", "utf-16", "utf-16-be", "gb18030"]).map("".join(pieces).encode)
        ),
    )
)
def test_any_bytes_are_a_text_or_a_refusal(data: bytes):
    try:
        decoded = decode_plan(data)
    except Refusal:
        return
    assert decoded.text
    assert "\0" not in decoded.text


@pytest.mark.parametrize("number", [1, 5, 10, 17, 26, 30])
def test_a_missing_item_costs_no_other_item_its_units(number: int):
    lines = [line for line in sample_text().split("\n") if not line.startswith(f"{number}、")]
    kept = table(parse_plan("\n".join(lines)))
    assert kept == [row for row in table(sample()) if row[0] != number]
