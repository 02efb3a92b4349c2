"""What papers of transmittals and of leaders' visits, speeches and instructions are suggested to say (M10, M12).

A transmittal that was begun already says by when, what is asked and who gets it; before that, it is left open.
"""

from collections.abc import Callable, Sequence
from typing import Final

from services.meeting.application.papers.parts import receipt
from services.meeting.application.papers.wording import Doc, Known, day_words, lines, sections, sentences
from services.meeting.domain.paper_blanks import CONTACT, NO_DAY, TO_WRITE
from services.meeting.domain.paper_text import PaperText, TextAttachment

_RECEIPT: Final = ("单位", "传达时间", "传达方式", "参加人数", "贯彻措施")
_TOLD: Final = "汇报时间"
_EVERYBODY: Final = ("各县（市）区关工委", "各成员单位")


def notice_to_pass_on(
    subject: str, opening: str, content: Sequence[str], known: Known, *more: TextAttachment
) -> PaperText:
    """`more` stand before the receipt among the attachments."""
    begun = known.transmittal or {"requirements": "", "questions": (), "tell_party_leader": True, "due_on": None}
    told = begun["tell_party_leader"]
    requirements = begun["requirements"] or "结合本地区、本单位实际提出贯彻措施。"
    due = day_words(begun["due_on"]) if begun["due_on"] else NO_DAY
    return PaperText(
        title=f"{known.committee}关于传达贯彻{subject}的通知",
        addressees=known.receivers or _EVERYBODY,
        text=lines(
            opening,
            "一、传达内容",
            content,
            "二、传达方式",
            "采取集中或者分散、线上或者线下的方式，及时传达到有关人员。",
            "三、贯彻要求",
            requirements.splitlines(),
            "传达贯彻情况向党委（党组）主要领导作一次汇报。" if told else "",
            "四、情况报送",
            f"请于{due}前将传达贯彻情况回执报送我委办公室。",
            ["请一并回答以下问题：", *sentences(begun["questions"])] if begun["questions"] else "",
        ),
        attachments=(*more, receipt("传达贯彻情况回执", (*_RECEIPT, _TOLD) if told else _RECEIPT)),
        note=CONTACT,
    )


def _notice_of_transmittal(transmittal: Doc, known: Known) -> PaperText:
    title = str(transmittal["title"]).strip()
    own = () if transmittal["conveys"] != "superior_document" else (TextAttachment(title=title.strip("《》")),)
    subject = f"{transmittal['issuer']}《{title.strip('《》')}》" if own else spirit(title)
    content = [f"{subject}。{'文件附后。' if own else ''}"]
    opening = f"为传达贯彻好{subject}，现将有关事项通知如下。"
    return notice_to_pass_on(subject, opening, content, known, *own)


def _notice_of_instruction(instruction: Doc, known: Known) -> PaperText:
    subject = spirit(instruction["title"])
    opening = f"{what_happened(instruction)}为传达贯彻好{subject}，现将有关事项通知如下。"
    return notice_to_pass_on(subject, opening, _opinions(instruction) or [f"{subject}。"], known)


def _special_report(instruction: Doc, known: Known) -> PaperText:
    """专题报告: what was said, what was decided on it, how it was passed on; what came of it is for the clerk to write."""
    opinions, sent = _opinions(instruction), known.transmittal
    return PaperText(
        title=f"{known.committee}关于贯彻落实{spirit(instruction['title'])}情况的报告",
        addressees=tuple(filter(None, (known.party_committee,))) or (known.superior,),
        text=lines(
            f"{what_happened(instruction)}现将贯彻落实情况报告如下。",
            sections(
                ("贯彻落实意见", [_passed(instruction), *opinions] if opinions else []),
                ("传达学习情况", [_sent(sent, known)] if sent else []),
                ("落实情况", [TO_WRITE]),
            ),
            "特此报告。",
        ),
        note=CONTACT,
        copies_to=tuple(filter(None, (known.superior,))) if known.party_committee else (),
    )


def spirit(title: str) -> str:
    """省关工委领导来我市视察 → 省关工委领导来我市视察精神."""
    return title.strip() if title.strip().endswith(("精神", "》")) else f"{title.strip()}精神"


def what_happened(instruction: Doc) -> str:
    """2023年9月12日，省关工委主任到第一中学视察、发表讲话。"""
    place = str(instruction["place"]).strip()
    did = {"visit": f"到{place}视察" if place else "视察指导工作", "speech": "发表讲话", "instruction": "作出批示"}
    leaders = "、".join(str(one["office"]) for one in instruction["leaders"])
    return f"{day_words(instruction['given_on'])}，{leaders}{'、'.join(did[kind] for kind in instruction['kinds'])}。"


def _opinions(instruction: Doc) -> list[str]:
    return sentences(str(one["text"]) for passed in instruction["opinions"] for one in passed["opinions"])


def _passed(instruction: Doc) -> str:
    last = instruction["opinions"][-1]
    agreed = "，并经党委同意" if last["consent"] else ""
    return f"{day_words(last['passed_on'])}，我委召开主任办公会，研究通过贯彻落实意见{agreed}。"


def _sent(transmittal: Doc, known: Known) -> str:
    to = "、".join(known.receivers)
    return (
        f"{day_words(transmittal['issued_on'])}，向{to}发出传达通知，要求于{day_words(transmittal['due_on'])}前反馈。"
    )


OF_MATTERS: Final[dict[tuple[str, str], Callable[[Doc, Known], PaperText]]] = {
    ("transmittal", "transmittal_notice"): _notice_of_transmittal,
    ("instruction", "transmittal_notice"): _notice_of_instruction,
    ("instruction", "report"): _special_report,
}


def suggested(kind: str, matter_kind: str, matter: Doc, known: Known) -> PaperText:
    """Of a matter that is no meeting."""
    return OF_MATTERS[matter_kind, kind](matter, known)
