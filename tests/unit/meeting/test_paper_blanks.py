"""Which places of a text are still open, and which only look like it (R6)."""

from typing import Any

import pytest

from services.meeting.domain.paper_blanks import CONTACT, TO_FILL, TO_WRITE, left_open
from services.meeting.domain.paper_text import PaperText, TextAttachment, TextPeople
from tests.unit.meeting.office import Office
from tests.unit.meeting.paper_desk import PaperDesk, drafted_meeting, prepared
from tests.unit.meeting.test_paper_suggestions import suggestion


def text(words: str = "", note: str = "", **changes: Any) -> PaperText:
    return PaperText(title="通知", text=words, note=note, **changes)


@pytest.mark.parametrize(
    ("open_text", "place"),
    [
        (text("一、报送\n请于　　年　月　日前将回执报送我委。"), "正文“请于　　年　月　日”"),
        (text("定于2026年9月　日召开会议。"), "正文“定于2026年9月　日”"),
        (text("时间：2026年9月2日　时"), "正文“2026年9月2日　时”"),
        (text("时间：上午\n主持：\n一、通报情况"), "正文“主持：”"),
        (text("地点：　　　　\n主持：林某某"), "正文“地点：”"),
        (text("2026年9月2日，主任在　　　　主持召开会议。"), "正文“主任在　　　　主持”"),
        (text("二、会议地点\n　　　　。\n三、会议议程"), "正文“　　　　。”"),
        (text(TO_WRITE), f"正文“{TO_WRITE}”"),
        (text(note="联系人：江某，电话："), "附注“电话：”"),
        (text(note="（联系人：　，电话：0467—0000000）"), "附注“联系人：”"),
        (text(people=(TextPeople(label="出席", names=TO_FILL),)), f"“出席：{TO_FILL}”"),
        (text(people=(TextPeople(label="列席", names=" "),)), "“列席：”"),
    ],
)
def test_an_open_place_is_named_as_it_stands(open_text: PaperText, place: str) -> None:
    assert left_open(open_text) == [place]


@pytest.mark.parametrize(
    "filled",
    [
        text(
            "定于2026年9月2日（星期三）上午9时30分在一号会议室召开，由林某某主持。", "联系人：江某，电话：0467—0000000"
        ),
        text("时间：2026年9月2日上午9时\n地点：一号会议室\n主持：林某某"),
        text("一、时间\n开展三个月 日常巡查。\n二、联系人、电话：报市关工委办公室。"),
        text(attachments=(TextAttachment(title="回执", text="单位：\n联系人：　　　，电话：　　　\n　　年　月　日"),)),
        text(people=(TextPeople(label="出席", names="市教育局　林某某"), TextPeople(label="请假", names="无"))),
    ],
)
def test_what_is_filled_or_is_for_others_to_fill_is_not_open(filled: PaperText) -> None:
    assert left_open(filled) == []


@pytest.mark.refuses("R6")
async def test_r6_a_suggestion_that_nobody_filled_is_not_checked_and_every_place_is_named(office: Office) -> None:
    desk = await prepared(office)
    said = await suggestion(desk, "transmittal_notice")
    await desk.draft_paper("open", "transmittal_notice", text=await desk.keep(said), addressees=[])
    director = PaperDesk(office, role="director")
    refused = await director.step("open", "check", 422)
    assert (refused["rule"], refused["code"]) == ("R6", "paper_not_filled")
    assert refused["places"] == ["正文“请于　　年　月　日”", "附注“联系人：”", "附注“电话：”"]
    assert "、".join(refused["places"]) in refused["detail"]
    filled = said | {"text": said["text"].replace("　　年　月　日", "2023年10月8日"), "note": ""}
    await desk.step("open", "revise", text=await desk.keep(filled))
    await director.step("open", "check")


@pytest.mark.refuses("R6")
async def test_r6_an_agenda_says_who_chairs_before_it_is_checked(office: Office) -> None:
    desk = await drafted_meeting(office)
    said = await suggestion(desk, "agenda")
    await desk.draft_paper("open", "agenda", text=await desk.keep(said), addressees=[])
    refused = await PaperDesk(office, role="director").step("open", "check", 422)
    assert "正文“主持：”" in refused["places"]


def test_the_contact_of_every_suggestion_is_open() -> None:
    assert left_open(text(note=CONTACT)) == ["附注“联系人：”", "附注“电话：”"]
