"""Papers of every kind and length, with invented bodies and people."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from shared.papers import (
    Annex,
    Column,
    Imprint,
    Letterhead,
    MinutesHead,
    Paper,
    People,
    RedHead,
    Signature,
    Table,
    blocks,
)

CITY = "云山市关心下一代工作委员会"
OFFICE = "云山市关工委办公室"
DAY = "2023年9月6日"
SENTENCE = (
    "各成员单位要提高认识，加强领导，结合各自职责提出切实可行的措施，明确专人负责，按时限要求完成任务，"
    "并及时报告工作进展情况和遇到的困难问题。"
)
REQUEST_TEXT = """为整治校园周边环境，保护青少年健康成长，根据联席会议制度，拟于2023年9月20日召开校园周边环境整治专题会议。现将有关事项请示如下。
一、会议主题
校园周边环境整治。
二、会议议程
（一）通报摸底情况。由市教育局通报全市中小学校周边环境摸底情况。
（二）讨论责任分工。
1.市公安局、市市场监管局分别提出整治措施。
（1）明确时限。
（2）明确责任人。
2.成员单位表态发言。
妥否，请批示。"""
LEVELS = f"一、总体要求\n（一）指导思想。{SENTENCE}\n1.{SENTENCE}\n（1）{SENTENCE}\n{SENTENCE}"
LINE_OF_28 = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八"


def imprint(*copies_to: str) -> Imprint:
    return Imprint(office=OFFICE, day=DAY, copies_to=copies_to)


def request() -> Paper:
    """Upward, one page of text."""
    return Paper(
        head=RedHead(bodies=(CITY,), with_word=True),
        number="云关请〔2023〕1号",
        signers=("林某某",),
        title=f"{CITY}关于召开校园周边环境整治专题会议的请示",
        addressees=("中共云山市委",),
        body=blocks(REQUEST_TEXT),
        signature=Signature(bodies=(CITY,), day=DAY, sealed=True),
        note="联系人：江某，电话：0467—0000000",
        imprint=imprint("省关工委"),
    )


def notice() -> Paper:
    """With a receipt as an attachment and the imprint behind it."""
    receipt = Table(
        columns=tuple(Column(title=one, share=1) for one in ("单位", "姓名", "职务", "联系电话", "备注")),
        rows=tuple(("",) * 5 for _ in range(4)),
    )
    return Paper(
        head=RedHead(bodies=(CITY,), with_word=True),
        number="云关通〔2023〕12号",
        title=f"{CITY}关于召开校园周边环境整治专题会议的通知",
        addressees=("各县（市）区关工委", "市关工委各成员单位", "市直有关单位"),
        body=blocks(
            "经市委同意，定于2023年9月20日召开校园周边环境整治专题会议。现将有关事项通知如下。\n一、会议时间\n"
            "2023年9月20日（星期三）上午9时30分。\n二、会议地点\n市委一号会议室。\n三、参加人员\n各成员单位分管领导。\n"
            f"四、有关要求\n{SENTENCE}"
        ),
        attachments=("参会回执",),
        signature=Signature(bodies=(CITY,), day=DAY),
        note="联系人：江某，电话：0467—0000000",
        imprint=imprint(),
        annexes=(Annex(label="附件", title="参会回执", body=(receipt,)),),
    )


def notice_down_to_its_foot(lines: int) -> Paper:
    """The text of a notice ends so far down its second page that the note behind the day may no longer have room."""
    text = "\n".join(
        ["经市委同意，定于2023年9月20日召开会议。", *["整治校园周边环境。"] * lines, "四、有关要求", SENTENCE[:40]]
    )
    return replace(notice(), body=blocks(text), imprint=imprint("省关工委"))


def report() -> Paper:
    """Many pages, all levels, several attachments."""
    text = "\n".join(LEVELS for _ in range(14)) + "\n特此报告。"
    return Paper(
        head=RedHead(bodies=(CITY,), with_word=True),
        number="云关报〔2023〕3号",
        signers=("林某某", "高某"),
        title=f"{CITY}关于校园周边环境整治专题会议情况的报告",
        addressees=("中共云山市委",),
        body=blocks(text),
        attachments=("议定事项清单", "各成员单位关于校园周边环境整治工作责任分工意见建议汇总情况一览表（征求意见稿）"),
        signature=Signature(bodies=(CITY,), day=DAY, sealed=True),
        imprint=imprint("省关工委", "市人大常委会办公室", "市政府办公室", "市政协办公室"),
    )


def full_page() -> Paper:
    """Without a head: lines of 28 characters, more than three pages of them."""
    return Paper(body=blocks(LINE_OF_28 * 80))


def plain_notice() -> Paper:
    """No red head, no seal."""
    return Paper(
        number="云关通〔2023〕2号",
        title="关于做好暑期青少年安全教育工作的通知",
        addressees=("各成员单位",),
        body=blocks(f"一、提高认识。{SENTENCE}\n二、落实责任\n{SENTENCE}\n特此通知。"),
        signature=Signature(bodies=("云山市关工委",), day=DAY),
        imprint=imprint(),
    )


def joint() -> Paper:
    """Three bodies together, with seals."""
    bodies = (CITY, "云山市教育局", "共青团云山市委员会")
    return Paper(
        head=RedHead(bodies=bodies, with_word=True),
        number="云关联字〔2023〕1号",
        title=f"{'　'.join(bodies)}关于印发《“五老”进校园活动责任分工方案》的通知",
        addressees=("各县（市）区关工委、教育局、团委",),
        body=blocks("\n".join(f"{mark}、{SENTENCE * 2}" for mark in "一二三四五六七")),
        signature=Signature(bodies=bodies, day=DAY, sealed=True),
        imprint=imprint(),
    )


def joint_of_nine() -> Paper:
    bodies = (
        CITY,
        "中共云山市委宣传部",
        "中共云山市委政法委员会",
        "云山市中级人民法院",
        "云山市人民检察院",
        "云山市教育局",
        "云山市公安局",
        "云山市司法局",
        "共青团云山市委员会",
    )
    return Paper(
        head=RedHead(bodies=bodies),
        number="云关联字〔2023〕2号",
        title="关于开展青少年法治宣传教育专项行动的通知",
        addressees=("各县（市）区关工委",),
        body=blocks("\n".join(SENTENCE for _ in range(9))),
        signature=Signature(bodies=bodies, day=DAY),
        imprint=imprint(),
    )


def agenda() -> Paper:
    return Paper(
        title=f"{CITY}校园周边环境整治专题会议议程",
        body=blocks(
            "时间：2023年9月20日（星期三）上午9时30分\n地点：市委一号会议室\n主持：市关工委主任\n"
            "一、市教育局通报全市校园周边环境摸底情况\n二、市公安局、市市场监管局提出整治措施\n三、成员单位表态发言\n四、讨论责任分工"
        ),
    )


def attendance_sheet(units: int = 34) -> Paper:
    columns = (("序号", 2), ("单位", 8), ("姓名", 4), ("职务", 6), ("签名", 6))
    rows = [(str(number), f"第{number}成员单位", "", "", "") for number in range(1, units + 1)]
    return Paper(
        title="校园周边环境整治专题会议签到表",
        body=(
            *blocks("时间：2023年9月20日（星期三）上午9时30分\n地点：市委一号会议室（主会场）"),
            Table(columns=tuple(Column(title=one, share=share) for one, share in columns), rows=tuple(rows), row_mm=11),
        ),
    )


def minutes() -> Paper:
    return Paper(
        head=MinutesHead(name=f"{CITY}会议纪要", office=OFFICE, day="2023年9月26日"),
        number="第3期",
        title="校园周边环境整治专题会议纪要",
        body=blocks(
            "2023年9月20日，市关工委主任主持召开校园周边环境整治专题会议。会议议定以下事项。\n"
            f"一、九月底前完成校园周边环境集中整治。由市教育局牵头，市公安局、市市场监管局配合。{SENTENCE}\n"
            "二、每学期开学前组织一次联合检查。\n会议强调，" + SENTENCE
        ),
        people=(
            People(label="出席", names="、".join(f"市某某局林某某（第{number}号）" for number in range(1, 9))),
            People(label="请假", names="市民政局高某"),
            People(label="列席", names="市政府办公室何某某"),
        ),
        imprint=imprint("市委办公室"),
    )


def transmittal_notice() -> Paper:
    """With a form across for the returns."""
    columns = ("单位", "传达时间", "传达方式", "参加人数", "贯彻措施", "是否向主要领导汇报", "备注")
    table = Table(
        columns=tuple(Column(title=one, share=3 if one == "贯彻措施" else 2) for one in columns),
        rows=tuple((f"第{number}县（区）关工委", "", "", "", "", "", "") for number in range(1, 31)),
        row_mm=10,
    )
    return Paper(
        head=RedHead(bodies=(CITY,), with_word=True),
        number="云关传〔2023〕1号",
        title=f"{CITY}关于传达贯彻校园周边环境整治专题会议精神的通知",
        addressees=("各县（市）区关工委", "各成员单位"),
        body=blocks("\n".join(f"{mark}、{SENTENCE}" for mark in "一二三四五")),
        attachments=("传达贯彻情况回执",),
        signature=Signature(bodies=(CITY,), day=DAY, sealed=True),
        imprint=imprint(),
        annexes=(Annex(label="附件", title="传达贯彻情况回执", body=(table,), across=True),),
    )


def letter() -> Paper:
    return Paper(
        head=Letterhead(body=CITY),
        number="云关函〔2023〕5号",
        title="关于商请派员参加专题会议的函",
        addressees=("云山市中级人民法院",),
        body=blocks("\n".join(SENTENCE for _ in range(8)) + "\n专此函达。"),
        signature=Signature(bodies=(CITY,), day=DAY, sealed=True),
    )


def draft_of_notice() -> Paper:
    paper = notice()
    return Paper(
        head=paper.head,
        title=paper.title,
        addressees=paper.addressees,
        body=paper.body,
        signature=paper.signature,
        mark="草　稿（未印发）",
    )


FOOT_LINES = range(15, 23)
AT_THE_FOOT = {f"notice_of_{lines}_lines": partial(notice_down_to_its_foot, lines) for lines in FOOT_LINES}
SAMPLES: dict[str, Callable[[], Paper]] = AT_THE_FOOT | {
    each.__name__: each
    for each in (
        request,
        notice,
        report,
        full_page,
        plain_notice,
        joint,
        joint_of_nine,
        agenda,
        attendance_sheet,
        minutes,
        transmittal_notice,
        letter,
        draft_of_notice,
    )
}
