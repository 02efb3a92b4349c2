"""One person's calls over HTTP, and what several tests of this folder do first."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from services.meeting.domain.transmittal_return import TransmittalReturn
from shared.kernel.ids import derive
from tests.unit.meeting import matters_given as matters
from tests.unit.meeting.given import COMMITTEE, DIRECTOR, PARTY, SECRETARY
from tests.unit.meeting.matters_given import COUNTY, OFFICE_MEETING, TOWN, TRANSMITTAL
from tests.unit.meeting.office import Office

CONTENT: dict[str, Any] = {
    "held_on": "2023-09-25",
    "ways": ["gathered", "online"],
    "attended": 21,
    "measures": ["纳入学习计划", "每季度宣讲一次"],
    "told_on": None,
    "not_told": "",
    "answers": [],
    "documents": [],
}


class Desk:
    def __init__(self, office: Office, unit: UUID = COMMITTEE, role: str = "clerk") -> None:
        self.office, self._unit, self._role = office, unit, role

    async def post(self, path: str, status: int = 200, /, **body: Any) -> dict[str, Any]:
        async with self.office.client(self._unit, self._role) as client:
            response = await client.post(path, json=body)
        assert response.status_code == status, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def get(self, path: str, status: int = 200, /, **params: Any) -> Any:
        await self.office.settle()
        async with self.office.client(self._unit, self._role) as client:
            response = await client.get(path, params=params)
        assert response.status_code == status, response.text
        return response.json()

    async def upload(self, text: str) -> str:
        async with self.office.client(self._unit, self._role) as client:
            response = await client.post("/documents", content=text.encode(), headers={"Content-Type": "text/plain"})
        assert response.status_code == 201, response.text
        return str(response.json()["digest"])

    async def evidence(self, decided_on: str) -> dict[str, Any]:
        return {
            "unit_id": str(PARTY),
            "decided_on": decided_on,
            "person_id": str(SECRETARY),
            "words": await self.upload("同意。"),
            "scan": await self.upload("扫描件"),
        }


async def open_counties(office: Office) -> None:
    """A county's committee below the city's, and a town's below the county's."""
    for unit, name, level, superior in (
        (COUNTY, "甲县关工委", "county", COMMITTEE),
        (TOWN, "甲县乙镇关工委", "township", COUNTY),
    ):
        await office.register(unit, "committee", name, level)
        await office.relate(unit, "superior", superior)


async def hold_office_meeting(clerk: Desk) -> None:
    """A directors' office meeting, held on 15 September; the clock then stands on the 21st."""
    body = {"meeting_id": str(OFFICE_MEETING), "committee_id": str(COMMITTEE), "hosts": [str(COMMITTEE)]}
    await clerk.post("/meetings", kinds=["directors_office"], joint=False, theme="研究贯彻落实意见", **body)
    path = f"/meetings/{OFFICE_MEETING}"
    await clerk.post(f"{path}/issue-notice", held_at="2023-09-15T01:00:00Z", place="会议室", scope="some_members")
    clerk.office.clock.move_to(datetime(2023, 9, 21, 2, tzinfo=UTC))
    await clerk.post(f"{path}/hold", held_on="2023-09-15", chair=str(DIRECTOR))


async def issue(clerk: Desk, *units: UUID, **changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "transmittal_id": str(TRANSMITTAL),
        "committee_id": str(COMMITTEE),
        "conveys": "superior_document",
        "title": "省关工委通知精神",
        "issuer": "省关工委",
        "units": [str(unit) for unit in units or matters.UNITS],
        "due_on": "2023-10-08",
    }
    if changes.get("conveys", "superior_document") == "superior_document":
        body["document"] = await clerk.upload("通知全文")
    return await clerk.post("/transmittals", **(body | changes))


async def give_return(office: Office, unit: UUID, transmittal: UUID = TRANSMITTAL, **changes: Any) -> str:
    desk = Desk(office, unit, "liaison")
    await desk.post(f"/transmittals/{transmittal}/returns", content=CONTENT | changes)
    return str(TransmittalReturn.stream_of(transmittal, unit))


def instruction_body(document: str, **changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "instruction_id": str(matters.INSTRUCTION),
        "committee_id": str(COMMITTEE),
        "kinds": ["visit", "speech"],
        "title": "省关工委领导来我市视察",
        "given_on": "2023-09-12",
        "place": "第一中学",
        "leaders": [{"office": "省关工委主任"}],
        "document": document,
    }
    return body | changes


def opinions_body(**changes: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "opinions_id": str(derive("opinions")),
        "meeting_id": str(OFFICE_MEETING),
        "opinions": ["形成情况汇报。", "向各县（市）区传达。"],
    }
    return body | changes
