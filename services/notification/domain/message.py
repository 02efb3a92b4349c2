"""From a notice's sentence to a message: what stands in a mail, in a group, on a telephone."""

from typing import Final

from services.notification.domain.sending import Message
from services.notification.domain.vocabulary import KINDS, Kind
from services.notification.domain.wording import About, moment_words, sentence, shortened, urged_sentence

SIGN: Final = "联席"
SUBJECT_CHARS: Final = 60
SHORT_CHARS: Final = 140


def message(delivery_id: str, kind: Kind, about: About, due_at: str | None, link: str, urged: bool = False) -> Message:
    said = urged_sentence(kind, about) if urged else sentence(kind, about)
    return Message(
        delivery_id=delivery_id,
        kind=kind,
        subject=shortened(f"【{KINDS[kind]}】{about.title or said}", SUBJECT_CHARS),
        text=_text(said, about, due_at, link),
        short=_short(said, link),
        link=link,
        due_at=due_at,
    )


def _text(said: str, about: About, due_at: str | None, link: str) -> str:
    lines = [said]
    if requirements := about.facts.get("requirements", "").strip():
        lines += ["", f"要求：{requirements}"]
    if due_at:
        lines += ["", f"期限：{moment_words(due_at)}"]
    if link:
        lines += ["", f"回执：{link}"]
    return "\n".join([*lines, "", "本通知由联席系统自动发出，请勿直接回复。"])


def _short(said: str, link: str) -> str:
    """A link is never cut: a telephone opens it or nothing."""
    room = SHORT_CHARS - len(SIGN) - 2 - (len(link) + 1 if link else 0)
    return f"【{SIGN}】{shortened(said, max(room, 20))}" + (f" {link}" if link else "")
