"""What a notice says: a subject, a sentence for desk and message, a short one for a telephone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from services.notification.domain.vocabulary import Kind
from shared.kernel.clock import SHANGHAI

TITLE_CHARS = 60
SHORT_CHARS = 120
_WEEKDAYS = "一二三四五六日"
LIGHTS = {"yellow": "黄灯", "red": "红灯", "green": "绿灯"}


@dataclass(frozen=True, slots=True)
class About:
    """What a sentence is made of: who tells, of which matter, and what the event said."""

    issuer: str
    title: str
    facts: Mapping[str, str]


def day_words(day: date) -> str:
    """2026年3月5日（星期四）."""
    return f"{day.year}年{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


def moment_words(moment: str) -> str:
    """2026年3月5日（星期四）9:00, in China's time."""
    at = datetime.fromisoformat(moment).astimezone(SHANGHAI)
    return f"{day_words(at.date())}{at.hour}:{at.minute:02}"


def shortened(text: str, chars: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= chars else flat[: chars - 1] + "…"


def _closed(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "…")) else text + "。"


def request_submitted(about: About) -> str:
    return f"{about.issuer}报来会前请示{_theme(about)}，请研究答复。"


def meeting_called(about: About) -> str:
    return f"{about.issuer}定于{_when_and_where(about)}召开会议{_theme(about)}。请按时参加。"


def meeting_changed(about: About) -> str:
    why = _closed(about.facts["reason"])
    return f"{about.issuer}的会议改为{_when_and_where(about)}召开{_theme(about)}。原因：{why}请重新报送回执。"


def meeting_called_off(about: About) -> str:
    return f"{about.issuer}的会议不开了{_theme(about)}。原因：{_closed(about.facts['reason'])}"


def meeting_reported(about: About) -> str:
    return f"{about.issuer}报来会后报告{_theme(about)}，请阅知。"


def notice_forwarded(about: About) -> str:
    return f"{about.issuer}转来会议通知：{_when_and_where(about)}召开会议{_theme(about)}。请按时参加。"


def _when_and_where(about: About) -> str:
    return f"{moment_words(about.facts['held_at'])}在{about.facts['place']}"


def _theme(about: About) -> str:
    return f"，议题：{shortened(about.title, TITLE_CHARS).rstrip('。')}" if about.title else ""


def transmittal(about: About) -> str:
    return f"{about.issuer}发来传达通知：{_closed(shortened(about.title, TITLE_CHARS))}请组织传达，并报送贯彻情况。"


def return_sent_back(about: About) -> str:
    return f"报送的传达贯彻情况被退回：{_closed(about.facts['reason'])}请修改后重新报送。"


def reminder(about: About) -> str:
    light = LIGHTS.get(about.facts["light"], about.facts["light"])
    return f"任务“{shortened(about.title, TITLE_CHARS).rstrip('。')}”已亮{light}，请尽快办理并报送进展。"


def supervision_notice(about: About) -> str:
    number, due = about.facts["number"], day_words(date.fromisoformat(about.facts["answer_due"]))
    return f"{about.issuer}印发督办通知单{number}：{_closed(shortened(about.title, TITLE_CHARS))}请于{due}前书面答复。"


ANSWERS: Final = {
    "accepted": "采纳了贵单位提出的议题“{}”。",
    "merged": "把贵单位提出的议题“{}”并入另一个议题。",
    "declined": "没有采纳贵单位提出的议题“{}”。",
}


def topic_answered(about: About) -> str:
    title, reason = shortened(about.title, TITLE_CHARS), about.facts["reason"].strip()
    why = f"{'说明' if about.facts['state'] == 'accepted' else '理由'}：{_closed(reason)}" if reason else ""
    return about.issuer + ANSWERS[about.facts["state"]].format(title) + why


SENTENCES: Final[dict[Kind, Callable[[About], str]]] = {
    "request_submitted": request_submitted,
    "meeting_called": meeting_called,
    "meeting_changed": meeting_changed,
    "meeting_called_off": meeting_called_off,
    "meeting_reported": meeting_reported,
    "notice_forwarded": notice_forwarded,
    "transmittal": transmittal,
    "return_sent_back": return_sent_back,
    "reminder": reminder,
    "supervision_notice": supervision_notice,
    "topic_answered": topic_answered,
}


# What is said first when no answer has come.
URGES: Final[dict[Kind, str]] = {
    "meeting_called": "还没有收到贵单位的回执，请尽快报送。",
    "meeting_changed": "会议有变更，还没有收到贵单位的回执，请尽快报送。",
    "notice_forwarded": "还没有收到贵单位的回执，请尽快报送。",
    "transmittal": "报送期限已过，还没有收到贵单位的贯彻情况，请尽快报送。",
}


def sentence(kind: Kind, about: About) -> str:
    return SENTENCES[kind](about)


def urged_sentence(kind: Kind, about: About) -> str:
    return URGES.get(kind, "") + sentence(kind, about)
