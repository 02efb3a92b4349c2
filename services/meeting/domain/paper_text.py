"""What a clerk writes of a paper: kept in the content store as JSON, named in events by its digest alone.

Names of people are allowed here and nowhere in events.
"""

import msgspec

from services.meeting.domain import paper_refusals as refusals
from services.meeting.domain.paper_kinds import KINDS
from services.meeting.domain.vocabulary import Value
from shared.kernel.errors import ControlCharacters, Invalid
from shared.kernel.text import check_strings

WISH = "妥否，请批示。"
WISHES = ("妥否，请批示", "当否，请批示", "妥否，请批复", "当否，请批复", "以上请示，请批示", "请予批示", "请批准")
ASKING = ("请批示", "请批复", "请审批", "请予批准", "请批准", "妥否", "当否")
COLUMNS_MAX, ROWS_MAX, LISTED_MAX = 12, 3000, 200


class TextColumn(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    share: int = 1


class TextTable(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    columns: tuple[TextColumn, ...]
    rows: tuple[tuple[str, ...], ...]


class TextPeople(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """出席, 请假, 列席 and who."""

    label: str
    names: str


class TextAttachment(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`across`: on A4 turned, for wide tables."""

    title: str
    text: str = ""
    table: TextTable | None = None
    across: bool = False


class PaperText(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text` and the texts of attachments are plain: a line is a paragraph, 一、 （一） 1. （1） are its levels.

    `signer` is the name behind 签发人 on a request or a report.
    """

    title: str
    addressees: tuple[str, ...] = ()
    text: str = ""
    attachments: tuple[TextAttachment, ...] = ()
    people: tuple[TextPeople, ...] = ()
    table: TextTable | None = None
    note: str = ""
    signer: str = ""
    copies_to: tuple[str, ...] = ()


def read_paper_text(body: bytes, kind: str) -> PaperText:
    """Raises PaperTextMalformed, or what the kind does not allow."""
    try:
        text = msgspec.json.decode(body, type=PaperText)
        check_strings(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refusals.PaperTextMalformed("文稿的格式不对，请用系统给出的文稿样式修改后再保存。") from error
    except (ControlCharacters, Invalid) as error:
        raise refusals.PaperTextMalformed(error.message, **error.details) from error
    check_text_holds(text)
    check_text_fits(text, kind)
    return text


def check_text_holds(text: PaperText) -> None:
    if not text.title.strip():
        raise refusals.PaperTextMalformed("文稿没有标题，请补上。", field="title")
    lists = (text.addressees, text.attachments, text.people, text.copies_to)
    if any(len(each) > LISTED_MAX for each in lists):
        raise refusals.PaperTextMalformed(f"主送、抄送、附件、名单最多各{LISTED_MAX}条，请合并。")
    for table in (text.table, *(one.table for one in text.attachments)):
        check_table(table)


def check_table(table: TextTable | None) -> None:
    if table is None:
        return
    if not 1 <= len(table.columns) <= COLUMNS_MAX or len(table.rows) > ROWS_MAX:
        raise refusals.PaperTextMalformed(f"表格须有1到{COLUMNS_MAX}栏，最多{ROWS_MAX}行。", field="table")
    if any(len(row) != len(table.columns) for row in table.rows):
        raise refusals.PaperTextMalformed("表格有的行与表头栏数不同，请补齐。", field="table")
    if any(not 1 <= column.share <= 100 for column in table.columns):
        raise refusals.PaperTextMalformed("表格栏宽应在1到100之间。", field="share")


def check_text_fits(text: PaperText, kind: str) -> None:
    """A request asks one body, at its end; a report asks nothing; what is sent says to whom."""
    if kind == "request":
        if len(text.addressees) != 1:
            raise refusals.NotOneAddressee(
                "请示只能主送一个上级机关，请只留一个主送机关。", addressees=len(text.addressees)
            )
        if not text.text.rstrip().rstrip("。！").endswith(WISHES):
            raise refusals.WishMissing(f"请示须以请求答复的话结尾，请在最后一段写上“{WISH}”。")
    elif kind == "report":
        asking = [words for words in ASKING if words in text.text]
        if asking:
            raise refusals.ReportAsks(
                f"报告不能夹带请示事项，文中有“{'”“'.join(asking)}”。请删去，需要答复的另写请示。", words=asking
            )
    if kind in ("report", "notice", "transmittal_notice") and not text.addressees:
        raise refusals.AddresseeMissing(f"{KINDS[kind].name}没有写主送机关，请补上。")
