"""Every form of the console, and a way on which each of them is reached: what it is about was made by one before it.

A form that is added to a table and not to `WAY` fails test_hostile_text.py; so does a POST that is not in `OTHERS`.
"""

import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from services.console.application.papers import TYPE_WORDS
from services.console.entrypoints import forms, pages
from services.console.entrypoints.forms import (
    duties,
    founding,
    groups,
    instructions,
    meeting,
    meeting_draft,
    meeting_kinds,
    notices,
    paper_style,
    papers,
    participation,
    persons,
    requests,
    topics,
    transmittals,
    unit,
)
from services.console.entrypoints.forms.form import Form
from services.console.entrypoints.pages import unit_files
from services.local.demo.cast import CITY, CITY_PARTY, COUNTY, EDUCATION, PROVINCE
from shared.kernel.ids import derive
from shared.serving.samples import holder
from tests.integration.hostile import Control

Who = tuple[UUID, str]
CLERK: Final[Who] = (CITY, "clerk")
TOP: Final[Who] = (PROVINCE, "clerk")
COUNTY_CLERK: Final[Who] = (COUNTY, "clerk")
LIAISON: Final[Who] = (EDUCATION, "liaison")
PARTY: Final[Who] = (CITY_PARTY, "party_approver")
Filled = Mapping[str, str]
Filling = Callable[[Sequence[Control]], Filled]


@dataclass(frozen=True)
class Stop:
    """A form at its place. `at` names what earlier stops made: `/meetings/{meeting}/hold`; `makes` is what this makes.

    `valid` is what is typed where a hostile text can never stand (a unit's name, a day), and chosen where the first
    option does not do; {name} in it as in `at`, {hostile} the hostile text. `days` pass before it. `form` None: no row
    of a table.
    """

    form: Form | None
    at: str
    valid: Filled | Filling = field(default_factory=dict)
    who: Who = CLERK
    makes: str = ""
    days: int = 0


def key_of(form: Form) -> tuple[str, str, str]:
    """What tells a form from the others; its title may be a page's own."""
    return form.name, form.path, form.button


def every_form() -> dict[tuple[str, str, str], Form]:
    """All rows of all tables, and what the functions that make a form of a transmittal make."""
    found: dict[tuple[str, str, str], Form] = {}
    for package in (forms, pages):
        for info in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for value in vars(importlib.import_module(info.name)).values():
                found |= {key_of(form): form for form in _forms_in(value)}
    return found


def _forms_in(value: Any) -> Iterator[Form]:
    if isinstance(value, Form):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _forms_in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _forms_in(each)
    elif inspect.isfunction(value) and inspect.signature(value).return_annotation is Form:
        asked = inspect.signature(value).parameters.values()
        if all("Mapping" in str(each.annotation) for each in asked):  # of documents; else of words, for a table
            yield value(*(defaultdict(list) for _ in asked))


def _table(table: Mapping[str, Form], name: str, at: str, **valid: str) -> Stop:
    return Stop(table[name], f"{at}/{name}", valid)


def first_with(words: str, *names: str) -> Filling:
    """The option of each of these fields whose words have this in them."""

    def filled(controls: Sequence[Control]) -> Filled:
        return {
            each.name: next(value for value, said in each.options if words in said)
            for each in controls
            if each.name in names
        }

    return filled


def chaired_by_another(controls: Sequence[Control]) -> Filled:
    return {**first_with("副主任", "chair")(controls), **first_with("常务主任", "delegation.delegated_by")(controls)}


def one_came(controls: Sequence[Control]) -> Filled:
    """The first member unit's line of the sheet; the others stay as they are."""
    line = next(each.name.removeprefix("seat-") for each in controls if each.name.startswith("seat-"))
    venue = next(each for each in controls if each.name == f"venue-{line}").options[-1][0]
    came = {f"presence-{line}": "present", f"venue-{line}": venue, f"heads-{line}": "2", f"seat-{line}": "substitute"}
    kept = {each.name: "" for each in controls if each.is_typed and not each.name.endswith(line)}
    return kept | came


_TOPIC: Final = "/topics/{topic}"
_TOPICS: Final = (
    Stop(topics.INSTRUCT, "/topics/instruct", makes="instructed"),
    Stop(topics.PROPOSE, "/topics/propose", who=LIAISON, makes="topic"),
    _table(topics.BY_NAME, "accept", _TOPIC),
    Stop(topics.PROPOSE, "/topics/propose", who=LIAISON, makes="topic"),
    _table(topics.BY_NAME, "decline", _TOPIC),
    Stop(topics.PROPOSE, "/topics/propose", who=LIAISON, makes="topic"),
    _table(topics.BY_NAME, "merge", _TOPIC, into="{instructed}"),
)
_MEETING: Final = "/meetings/{meeting}"
_PAPER: Final = "/papers/{paper}"
_DRAFTED: Final = {"form": "joint", "joint_kinds": "thematic", "hosts": ""}
_SHORT: Final = "\"'><img src=x onerror=alert(1)>"
_NAMED: Final = {"style.code_word": "鸡关", "style.name": _SHORT, "style.printing_office": _SHORT}
_WORDS: Final = {f"style.type_words.{kind}": "" for kind in TYPE_WORDS}
_STYLE: Final = {**_NAMED, **_WORDS, "style.signing_offices": "director"}
_REQUEST: Final = {"bodies": "", "units": "230300-sw", "text": "{hostile}\n妥否，请批示。"}  # so ends every request
_MINUTES: Final = {"units": "", "people": "出席:{hostile}"}  # the first colon parts the label from the names
_SHEET: Final = {"table": "单位｜姓名\n{hostile}｜林某某", "units": ""}
_NOTICE: Final = {"bodies": "", "units": "", "attachment-1.table": "{hostile}｜姓名\n甲｜乙"}
_PAPERS: Final = (
    Stop(papers.DRAFT_PAPER, f"{_MEETING}/papers/attendance_sheet", _SHEET, makes="paper"),
    Stop(papers.DRAFT_PAPER, f"{_MEETING}/papers/notice", _NOTICE, makes="paper"),
    _table(papers.BY_NAME, "revise", _PAPER, **_NOTICE),
    Stop(paper_style.STYLE, "/paper-style", _STYLE),
    Stop(papers.DRAFT_PAPER, f"{_MEETING}/papers/minutes", _MINUTES, makes="paper"),
    _table(papers.BY_NAME, "revise", _PAPER, **_MINUTES),
    _table(papers.BY_NAME, "withdraw", _PAPER),
    Stop(papers.DRAFT_PAPER, f"{_MEETING}/papers/request", _REQUEST, makes="paper"),
    _table(papers.BY_NAME, "return", _PAPER),
    _table(papers.BY_NAME, "revise", _PAPER, **_REQUEST),
    _table(papers.BY_NAME, "check", _PAPER),
    Stop(papers.SIGN, f"{_PAPER}/sign", {"decision.person_id": "示例主任008号"}),  # who signs is in office
    _table(papers.BY_NAME, "number", _PAPER),
    _table(papers.BY_NAME, "issue", _PAPER),
    Stop(papers.DRAFT_PAPER, f"{_MEETING}/papers/notice", {**_NOTICE, "bodies": "230300-jyj"}, makes="paper"),
    _table(papers.BY_NAME, "check", _PAPER),
    _table(papers.BY_NAME, "cosign", _PAPER),
)
_ASKED: Final = _table(meeting.BY_NAME, "submit-request", _MEETING)
_REVISED: Final = _table(meeting.BY_NAME, "revise", _MEETING)
_BEFORE: Final = (
    Stop(meeting_draft.DRAFT, "/meetings/new", _DRAFTED, makes="meeting"),
    _ASKED,
    Stop(requests.APPROVE, "/requests/{meeting}/record-approval", who=PARTY),
    _table(meeting.BY_NAME, "call-off", _MEETING),
    Stop(meeting_draft.DRAFT, "/meetings/new", _DRAFTED, makes="meeting"),
    _table(meeting.BY_NAME, "take-up-topics", _MEETING, topics="{instructed}"),
    *_PAPERS,
    _ASKED,
    Stop(requests.RETURN, "/requests/{meeting}/record-return", who=PARTY),
    _REVISED,
    _ASKED,
    _table(meeting.BY_NAME, "record-return", _MEETING),
    _REVISED,
    _ASKED,
    _table(meeting.BY_NAME, "record-approval", _MEETING),
)
_INVITED: Final = {"held_at": "2023-11-01T09:30", "observers": "230302", "members": ""}
_SUBSTITUTE: Final = {"attending": "yes", "seat": "substitute", "mode": "on_site", "heads": "2"}
_HELD: Final = (
    _table(meeting.BY_NAME, "issue-notice", _MEETING, **_INVITED),
    _table(meeting.BY_NAME, "change-notice", _MEETING, held_at="2023-11-02T09:30"),
    *(Stop(form, f"{_MEETING}/receipts/{EDUCATION}/{name}") for name, form in notices.AFTER_TELLING.items()),
    Stop(participation.RECEIPT, f"{_MEETING}/receipts/{EDUCATION}", _SUBSTITUTE, LIAISON),
    Stop(None, "/r/{link}", _SUBSTITUTE),
    Stop(participation.FORWARD, f"{_MEETING}/forward-notice", {"units": "230302900"}, COUNTY_CLERK),
    Stop(meeting_draft.DRAFT, "/meetings/new", {"form": "directors_office", "hosts": ""}, makes="office_meeting"),
    _table(meeting.BY_NAME, "issue-notice", "/meetings/{office_meeting}", **_INVITED),
    Stop(meeting.BY_NAME["hold"], f"{_MEETING}/hold", chaired_by_another, days=20),
    Stop(meeting.BY_NAME["hold"], "/meetings/{office_meeting}/hold", chaired_by_another),
    Stop(participation.VENUE_FORM, f"{_MEETING}/venues"),
    Stop(participation.SHEET, f"{_MEETING}/attendance", one_came),
    _table(meeting.BY_NAME, "adopt-resolution", _MEETING, supervised_by="", listed_by=""),
    _table(meeting.BY_NAME, "give-advice", _MEETING),
    _table(meeting.BY_NAME, "submit-report", _MEETING),
    _table(meeting.BY_NAME, "issue-minutes", _MEETING),
    _table(meeting.BY_NAME, "record-consent", _MEETING),
    _table(meeting.BY_NAME, "file", _MEETING),
)
_INSTRUCTION: Final = "/instructions/{instruction}"
_INSTRUCTIONS: Final = (
    Stop(instructions.RECORD, "/instructions/new", makes="instruction"),
    _table(instructions.BY_NAME, "add-text", _INSTRUCTION),
    _table(instructions.BY_NAME, "pass-opinions", _INSTRUCTION, meeting_id="{office_meeting}"),
    _table(instructions.BY_NAME, "record-consent", _INSTRUCTION),
    Stop(papers.DRAFT_PAPER, f"{_INSTRUCTION}/papers/report", {"bodies": "", "units": ""}, makes="paper"),
    _table(instructions.BY_NAME, "submit-report", _INSTRUCTION),
    _table(instructions.BY_NAME, "close", _INSTRUCTION),
)
_SAMPLE: Final = {"questions": ["?"], "tell_party_leader": True}
_LAST: Final = defaultdict[str, Any](list, attended=1)
_TRANSMITTAL: Final = "/transmittals/{transmittal}"
_DUE: Final = {"due_on": "2023-12-20", "tell_party_leader": "yes", "groups": "", "matter_id": ""}
_ANSWERED: Final = {"attended": "9", "held_on": "2023-11-01", "told_on": ""}
_TRANSMITTALS: Final = (
    Stop(
        transmittals.ISSUE,
        "/transmittals/new",
        {**_DUE, "conveys": "superior_document", "units": "230302\n230300-jyj"},
        makes="transmittal",
    ),
    Stop(papers.DRAFT_PAPER, f"{_TRANSMITTAL}/papers/transmittal_notice", _NOTICE, makes="paper"),
    Stop(transmittals.WIDEN, f"{_TRANSMITTAL}/widen", {"units": "230300-czj", "groups": ""}),
    Stop(transmittals.PASS_ON, f"{_TRANSMITTAL}/pass-on", {**_DUE, "units": "230302900"}, COUNTY_CLERK),
    Stop(transmittals.return_form(_SAMPLE), f"{_TRANSMITTAL}/return", _ANSWERED, LIAISON),
    Stop(transmittals.SEND_BACK, "/returns/{return}/send-back"),
    Stop(transmittals.correct_form(_SAMPLE, _LAST), "/returns/{return}/correct", _ANSWERED, LIAISON),
    Stop(transmittals.ACCEPT, "/returns/{return}/accept"),
)


def registered(code: str, makes: str, kind: str = "other", level: str = "prefecture", **more: str) -> Stop:
    """A code has a pattern of its own, by the territory."""
    typed = {"code": code, "kind": kind, "level": level, "status": "established", "on": "2023-01-01", **more}
    return Stop(unit.REGISTER, "/units/new", typed, makes=makes)


def _below(relation: str, target: str, at: str = "/units/{unit}") -> Stop:
    return _table(unit.BY_NAME, "begin-relation", at, relation=relation, target=target, line="", on="2023-01-01")


_UNIT: Final = "/units/{unit}"
_TOWN: Final = (
    registered("230302900", "town", "committee", "township"),
    _below("superior", "230302", "/units/{town}"),
)
_UNITS: Final = (
    registered("230300-za", "merged"),
    registered("230300-zb", "successor"),
    registered("230300-zc", "unit"),
    _table(unit.BY_NAME, "rename", _UNIT),
    _table(unit.BY_NAME, "change-code", _UNIT, code="230300-zd"),
    _below("member_of", "230300"),
    _table(unit.BY_NAME, "merge", _UNIT, merged="230300-za"),
    _table(unit.BY_NAME, "split", _UNIT, successors="230300-zb", remains="yes"),
    _table(unit.BY_NAME, "appoint", _UNIT, office="liaison_officer"),
    _table(unit.BY_NAME, "end-term", _UNIT),
    _table(unit.BY_NAME, "change-office-holders", _UNIT),
    _table(unit.BY_NAME, "set-undertaking-section", _UNIT),
    _table(unit.BY_NAME, "end-relation", _UNIT),
    _table(unit.BY_NAME, "change-status", _UNIT, status="federated"),
    registered("230302901", "unit", "committee", "township"),
    _below("superior", "230302"),
    _table(unit.BY_NAME, "change-superior", _UNIT, superior="230303"),
)
_BATCH: Final = "/units/founding/{batch}"
_FOUNDING: Final = (
    registered("230300-ze-ggw", "founded", "committee", "agency", status="planned"),
    _below("superior", "230300", "/units/{founded}"),
    Stop(
        founding.PLAN,
        "/units/founding/new",
        {"planned_on": "2023-12-01", "alone": "230300-ze-ggw", "jointly": "", "jointly_under": ""},
        makes="batch",
    ),
    _table(founding.BY_NAME, "revise", _BATCH, alone="230300-ze-ggw", jointly="", jointly_under=""),
    _table(founding.BY_NAME, "confirm-condition", _BATCH),
    _table(founding.BY_NAME, "found", _BATCH),
    Stop(unit_files.START, "/units/files/{import}/start"),
)
_CONTACT: Final = {"role": "clerk", "channel": "webhook", "address": "https://hook.example.org/a", "secret": "0" * 16}
_DUTIES: Final = (
    Stop(duties.LEVELS, "/duties/set-levels", who=TOP),
    Stop(duties.COMMITTEE, "/duties/set-committee", {"unit_id": "230302"}, TOP),
    Stop(duties.WARNING, "/duties/set-warning", {"warn_from": "9月15日"}),
    Stop(meeting_kinds.BY_NAME["add"], "/meeting-kinds/add"),
    Stop(meeting_kinds.BY_NAME["retire"], "/meeting-kinds/retire"),
)
_PERSON: Final = f"/persons/{holder('230300', 'office_head')}"
_PERSONS: Final = (
    _table(persons.BY_NAME, "correct-name", _PERSON),
    _table(persons.BY_NAME, "erase", _PERSON),
)
_GROUP: Final = {"selector.kind": "subordinate_committees", "selector.level": "county", "selector.units": ""}
_GROUPS: Final = (
    Stop(groups.DEFINE, "/groups/define", {**_GROUP, "selector.except": "230302", "on": "2023-01-01"}),
    Stop(
        groups.REDEFINE,
        f"/groups/{derive('group', CITY, '县(市)区关工委')}/redefine",
        {**_GROUP, "selector.except": ""},
    ),
)
WAY: Final = (
    *_TOWN,
    *_TOPICS,
    *_BEFORE,
    *_HELD,
    *_INSTRUCTIONS,
    *_TRANSMITTALS,
    *_UNITS,
    *_FOUNDING,
    *_DUTIES,
    *_PERSONS,
    *_GROUPS,
    Stop(notices.CONTACT, "/contacts/new", _CONTACT),
    Stop(notices.CHANNELS_OF_ROLE, "/contacts/clerk/channels"),
)
# Every other POST of the console: an address, by its route, and what a page sends there beside its seal.
OTHERS: Final[Mapping[str, tuple[str, Filled]]] = {
    "/sign-in": ("/sign-in", {"unit": "230300", "role": "clerk"}),
    "/sign-out": ("/sign-out", {}),
    "/display": ("/display", {"display": "large"}),
    "/units/files": ("/units/files", {}),
    "/contacts/{role}/{channel}/remove": ("/contacts/clerk/webhook/remove", {}),
    "/outbox/{matter_id}/{unit_id}/resend": (f"/outbox/{CITY}/{CITY}/resend", {}),
}
