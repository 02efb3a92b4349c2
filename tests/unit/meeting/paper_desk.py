"""Papers at a stage: the givens of the tests of a paper's way, over HTTP."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec

from services.meeting.domain.paper_text import WISH
from shared.kernel.clock import business_day
from shared.kernel.ids import derive
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, DIRECTOR, EDUCATION, JUSTICE, PARTY
from tests.unit.meeting.office import Office
from tests.unit.meeting.test_http import MEETING, Desk, approve

SEPTEMBER_6 = datetime(2023, 9, 6, 2, tzinfo=UTC)
CHECKER = derive("office head")
TEXTS: dict[str, dict[str, Any]] = {
    "request": {
        "title": "市关工委关于召开校园周边环境整治专题会议的请示",
        "addressees": ["市委"],
        "text": f"现将有关事项请示如下。\n一、会议主题\n校园周边环境整治。\n{WISH}",
        "signer": "林某某",
    },
    "notice": {
        "title": "市关工委关于召开校园周边环境整治专题会议的通知",
        "addressees": ["各成员单位"],
        "text": "定于2023年9月20日召开会议。",
    },
    "agenda": {"title": "校园周边环境整治专题会议议程", "text": "一、通报情况\n二、讨论分工"},
}
STYLE: dict[str, Any] = {"red_head": True, "code_word": "云关", "sealed": True, "printing_office": "市关工委办公室"}


class PaperDesk(Desk):
    """A person of the committee's office, with a token of their own."""

    def __init__(self, office: Office, person: UUID | None = None, role: str = "clerk", unit: UUID = COMMITTEE) -> None:
        super().__init__(office, unit, role)
        self.office, self.person = office, person

    @property
    def today(self) -> date:
        return business_day(self.office.clock.now())

    async def keep(self, text: dict[str, Any]) -> str:
        async with self._office.client(self._unit, self._role) as client:
            headers = {"Content-Type": "application/json"}
            response = await client.post("/documents", content=msgspec.json.encode(text), headers=headers)
        assert response.status_code == 201, response.text
        return str(response.json()["digest"])

    async def set_style(self, status: int = 200, /, *, on: str = "2023-01-01", **changes: Any) -> dict[str, Any]:
        path = f"/paper-styles/{COMMITTEE}/set"
        return await self.post(path, status, on=on, style=STYLE | changes)

    async def draft_paper(
        self, name: str, kind: str = "notice", status: int = 200, /, **changes: Any
    ) -> dict[str, Any]:
        body: dict[str, Any] = {
            "paper_id": str(paper(name)),
            "committee_id": str(COMMITTEE),
            "kind": kind,
            "matter_id": str(MEETING),
            "text": changes.pop("text", None) or await self.keep(TEXTS[kind] | changes.pop("words", {})),
            "addressees": [str(EDUCATION), str(JUSTICE)] if kind == "notice" else [str(PARTY)],
        }
        return await self.post("/papers", status, **(body | changes))

    async def step(self, name: str, verb: str, status: int = 200, /, **body: Any) -> dict[str, Any]:
        return await self.post(f"/papers/{paper(name)}/{verb}", status, **body)

    async def on_paper(self, person: UUID, **changes: Any) -> dict[str, Any]:
        """What somebody else did on paper, as a clerk records it."""
        scan = await self.upload(b"the signed sheet")
        known = {"unit_id": str(COMMITTEE), "decided_on": str(self.today), "person_id": str(person), "scan": scan}
        return {"decision": {name: value for name, value in (known | changes).items() if value is not None}}

    async def checked(self, name: str, kind: str = "notice", /, **changes: Any) -> None:
        await self.draft_paper(name, kind, **changes)
        await self.step(name, "check", **await self.on_paper(CHECKER))

    async def signed(self, name: str, kind: str = "notice", /, **changes: Any) -> None:
        await self.checked(name, kind, **changes)
        await self.step(name, "sign", **await self.on_paper(DIRECTOR))

    async def cosigned(self, name: str, body: UUID, status: int = 200, /, **changes: Any) -> dict[str, Any]:
        decision = await self.on_paper(derive("their leader"), unit_id=str(body), **changes)
        return await self.step(name, "cosign", status, body=str(body), **decision)

    async def numbered(self, name: str, kind: str = "notice", /, **changes: Any) -> str:
        await self.signed(name, kind, **changes)
        return str((await self.step(name, "number"))["number"])

    async def state(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = await self.get(f"/papers/{paper(name)}")
        return found


def paper(name: str) -> UUID:
    return derive("paper", name)


async def prepared(office: Office) -> PaperDesk:
    """The meeting's request is approved, so its notice may go; the committee has its setting."""
    desk = PaperDesk(office)
    await approve(office, desk)
    await desk.set_style()
    return desk


async def drafted_meeting(office: Office) -> PaperDesk:
    desk = PaperDesk(office)
    await desk.draft()
    office.clock.move_to(SEPTEMBER_6)
    await desk.set_style()
    return desk


__all__ = ["CHECKER", "MEETING", "PaperDesk", "drafted_meeting", "given", "paper", "prepared"]
