"""我的工作: what waits for the visitor, what is due first, first; each with the form that does it, where there is one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.console.application import matters, meeting_page, notices, papers
from services.console.application.paper_matters import kind_name
from services.console.application.topics import state_of as topic_state
from services.console.application.way import Step
from services.console.application.words import day_words, moment_words

CONSOLE: Final = "/console"
_NEVER: Final = "9999"


@dataclass(frozen=True, slots=True)
class Item:
    """`due`: a day or a moment, or "" where nothing says until when; `form` is its address and its words."""

    words: str
    tone: str
    title: str
    address: str
    said: str
    due: str = ""
    form: tuple[str, str] | None = None


def in_order(items: Iterable[Item]) -> list[Item]:
    """What has no day comes last, in the order in which it came."""
    return sorted(items, key=lambda item: item.due or _NEVER)


def told(item: Mapping[str, Any], unit: str) -> Item:
    """A notice; its page is the form."""
    return Item(
        item["kind_name"],
        notices.tone_of(item),
        notices.title_of(item),
        notices.address_of(item, unit),
        item["sentence"],
        item["due_at"] or "",
    )


def of_meeting(meeting: Mapping[str, Any], step: Step) -> Item:
    """A meeting of the visitor's own, and the step that they can take."""
    at = f"{CONSOLE}/meetings/{meeting['meeting_id']}"
    action = step.actions[0]
    notice, day = meeting["notice"], meeting_page.day_of(meeting)
    when = moment_words(notice["held_at"]) if notice else day_words(day)
    return Item(
        *meeting_page.stage_of(meeting),
        meeting_page.title_of(meeting),
        at,
        f"{meeting_page.called(meeting)}　{when}".rstrip(),
        notice["held_at"] if notice else day,
        (f"{at}/{action.form}", action.words),
    )


def of_paper(paper: Mapping[str, Any]) -> Item:
    at = f"{CONSOLE}/papers/{paper['paper_id']}"
    number = f"　{paper['number']}" if paper["number"] else ""
    step = papers.steps_of(paper)[0]
    words = papers.waits_for(paper)
    return Item(
        words,
        "next",
        paper["title"],
        at,
        kind_name(paper["matter_kind"], paper["kind"]) + number,
        form=(f"{at}/{step}", words[1:]),
    )


def of_topic(topic: Mapping[str, Any], names: Mapping[str, str]) -> Item:
    words, tone = topic_state(topic)
    said = f"{names[topic['unit_id']]}提出的议题" if topic["unit_id"] else "议题"
    return Item(words, tone, topic["subject"], f"{CONSOLE}/topics/{topic['topic_id']}", said)


def of_return(returned: Mapping[str, Any], names: Mapping[str, str]) -> Item:
    words, tone = matters.RETURN_STATES[returned["state"]]
    said = f"{names[returned['unit_id']]}报来的传达贯彻情况"
    return Item(words, tone, said, f"{CONSOLE}/returns/{returned['return_id']}", "请审阅后接收，或者退回补充。")


def of_instruction(instruction: Mapping[str, Any]) -> Item | None:
    """One that waits for opinions or for their consent; what is carried out waits elsewhere."""
    passed = instruction["opinions"]
    if instruction["closed"] or (passed and all(one["consent"] for one in passed)):
        return None
    at = f"{CONSOLE}/instructions/{instruction['instruction_id']}"
    form = ("record-consent", "记录党委同意安排部署") if passed else ("pass-opinions", "记录贯彻落实意见")
    words, tone = matters.state_of(instruction)
    said = matters.kinds_of(instruction)
    return Item(words, tone, instruction["title"], at, said, form=(f"{at}/{form[0]}", form[1]))
