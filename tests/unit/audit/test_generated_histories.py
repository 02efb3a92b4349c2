"""Whatever happens, in whatever order: audit's folding and every service's own projections say the same.

Random commands on a province in which the story was told; many are refused, the rest is history.
"""

import random
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from tests.support.whole_story import (
    BUREAU,
    CITY,
    COUNTY,
    FINANCE,
    LEAGUE,
    MEETING,
    PARTY,
    PROVINCE,
    Story,
    opened,
    tasks_of,
    unit_of,
)
from tests.unit.audit.test_replay import lines_of

pytestmark = pytest.mark.slow
STEPS = 300
UNITS = (PROVINCE, CITY, COUNTY, PARTY, BUREAU, FINANCE, LEAGUE)
WORDS = ("进校园", "结对帮扶", "宣讲", "走访慰问", "整治")
Given = tuple[str, str, UUID, str, dict[str, Any]]


class Chance:
    """Draws a command that fits the shape of what there is, not whether it is allowed now."""

    def __init__(self, rng: random.Random, story: Story, tasks: list[str]) -> None:
        self._rng, self._story, self._tasks = rng, story, tasks
        self._made = 0
        self._meetings: list[UUID] = [MEETING]
        self._persons: list[UUID] = []
        self._requests: list[UUID] = []

    def given(self) -> Given:
        draws = (*[self._of_task] * 5, self._of_meeting, self._of_unit, self._of_report)
        return self._rng.choice(draws)()

    def _new(self, kind: str) -> UUID:
        self._made += 1
        return derive("chance", kind, self._made)

    def _text(self) -> str:
        return "".join(self._rng.sample(WORDS, 2))

    def _of_task(self) -> Given:
        task, unit = self._rng.choice(self._tasks), self._rng.choice((BUREAU, FINANCE, LEAGUE))
        words = {"task_id": task, "summary": self._text()}
        reason = {"task_id": task, "unit_id": unit, "reason": self._text()}
        progress = {"task_id": task, "percent": self._rng.randrange(101), "done": self._text(), "problems": "缺人手"}
        concluded = {"task_id": task, "conclusion": self._text(), "concluded_on": self._story.today}
        choices: list[Given] = [
            ("tasking", "AcceptTask", unit, "liaison", {"task_id": task}),
            ("tasking", "RefuseTask", unit, "liaison", {"task_id": task, "reason": self._text()}),
            ("tasking", "UpholdAssignment", CITY, "clerk", reason),
            ("tasking", "AcceptRefusal", CITY, "clerk", reason),
            ("tasking", "ReportProgress", unit, "liaison", progress),
            ("tasking", "FinishPart", unit, "liaison", words),
            ("tasking", "ReportWhole", BUREAU, "liaison", words),
            ("tasking", "ReturnTask", CITY, "clerk", {"task_id": task, "reason": "补充", "units": [unit]}),
            ("tasking", "ConcludeTask", CITY, "clerk", concluded),
        ]
        return self._rng.choice(choices)

    def _of_meeting(self) -> Given:
        subject = {"theme": self._text(), "agenda": [self._text()], "matters": [self._text()]}
        if self._rng.random() < 0.4:
            self._meetings.append(self._new("meeting"))
            joint = self._rng.random() < 0.5
            kinds = ["thematic"] if joint else ["regular"]
            drafted = {"committee_id": CITY, "hosts": [CITY], "kinds": kinds, "joint": joint, **subject}
            return "meeting", "DraftMeeting", CITY, "clerk", {"meeting_id": self._meetings[-1], **drafted}
        meeting = {"meeting_id": self._rng.choice(self._meetings)}
        held_at = self._story.province.clock.now()
        notice = {"held_at": held_at, "place": "会议室", "scope": "all_members"}
        resolution = {"resolution_id": self._new("resolution"), "text": self._text(), "importance": "ordinary"}
        if self._rng.random() < 0.5:
            resolution |= {"supervised_by": "party_committee", "listed_by": PARTY}
        chair = derive("person", unit_of("990100"), "executive_director")
        choices: list[Given] = [
            ("meeting", "ReviseMeeting", CITY, "clerk", {**meeting, **subject}),
            ("meeting", "IssueNotice", CITY, "clerk", {**meeting, **notice}),
            ("meeting", "HoldMeeting", CITY, "clerk", {**meeting, "held_on": self._story.today, "chair": chair}),
            ("meeting", "AdoptResolution", CITY, "clerk", {**meeting, **resolution}),
            (
                "meeting",
                "GiveAdvice",
                CITY,
                "clerk",
                {**meeting, "advice_id": self._new("a"), "text": self._text()},
            ),
            ("meeting", "FileMeeting", CITY, "clerk", {**meeting, "filed_on": self._story.today}),
        ]
        return self._rng.choice(choices)

    def _of_unit(self) -> Given:
        unit, on = self._rng.choice((BUREAU, FINANCE, LEAGUE)), self._story.today
        if not self._persons or self._rng.random() < 0.3:
            self._persons.append(self._new("person"))
            registered = {"person_id": self._persons[-1], "unit_id": unit, "name": f"示例{len(self._persons)}"}
            return "organization", "RegisterPerson", unit, "clerk", registered
        person = self._rng.choice(self._persons)
        office = {
            "unit_id": unit,
            "office": self._rng.choice(("deputy_director", "liaison_officer", "leader_in_charge")),
        }
        relation = {"unit_id": unit, "relation": "member_of", "target": CITY, "on": on}
        choices: list[Given] = [
            ("organization", "Appoint", unit, "clerk", {**office, "person_id": person, "on": on}),
            ("organization", "EndTerm", unit, "clerk", {**office, "person_id": person, "on": on, "reason": "换届"}),
            ("organization", "ErasePerson", unit, "clerk", {"person_id": person, "reason": "本人要求"}),
            ("organization", "RenameUnit", unit, "clerk", {"unit_id": unit, "name": self._text(), "on": on}),
            (
                "organization",
                "SetUndertakingSection",
                unit,
                "clerk",
                {"unit_id": unit, "section": "一科", "on": on},
            ),
            ("organization", "BeginRelation", CITY, "clerk", relation),
            ("organization", "EndRelation", CITY, "clerk", {**relation, "reason": self._text()}),
        ]
        return self._rng.choice(choices)

    def _of_report(self) -> Given:
        if not self._requests or self._rng.random() < 0.3:
            self._requests.append(self._new("request"))
            asked = {"request_id": self._requests[-1], "committee_id": CITY, "units": [BUREAU, COUNTY, FINANCE]}
            due = {"subject": self._text(), "due_on": self._story.today}
            return "reporting", "RequestReports", CITY, "clerk", {**asked, **due}
        request, unit = self._rng.choice(self._requests), self._rng.choice((BUREAU, COUNTY, FINANCE))
        report = {"report_id": derive("report", request, unit)}
        submitted = {"request_id": request, "text": self._text()}
        choices: list[Given] = [
            ("reporting", "SubmitReport", unit, "clerk", submitted),
            ("reporting", "SubmitReport", unit, "clerk", submitted),
            ("reporting", "AcceptReport", CITY, "clerk", report),
            ("reporting", "ReturnReport", CITY, "clerk", {**report, "reason": self._text()}),
        ]
        return self._rng.choice(choices)


async def live_through(story: Story, rng: random.Random) -> Counter[str]:
    """What was accepted, by command."""
    chance = Chance(rng, story, list((await tasks_of(story)).values()))
    accepted: Counter[str] = Counter()
    for step in range(STEPS):
        service, command, unit, role, fields = chance.given()
        try:
            await story.give(service, command, unit, role, **fields)
        except Refusal:
            continue
        accepted[command] += 1
        if step % 15 == 0:
            await story.pass_days(rng.randrange(1, 12))
    return accepted


@pytest.mark.parametrize("number", range(2))
async def test_folding_equals_every_services_own_projections(province: Path, rng: random.Random, number: int) -> None:
    async with opened(province) as here:
        accepted = await live_through(Story(here.province, "chance"), rng)
        result = (await lines_of(here))[-1]
        every = [(await lines_of(here, unit=unit))[-1]["differences"] for unit in UNITS]
    assert result["differences"] == []
    assert every == [[]] * len(UNITS)
    assert len(accepted) > 8, f"too little happened: {accepted}"
