"""Who plays in the story: units of the example registry, by the codes people know them by."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.local.demo.client import Api, Desk
from services.local.demo.teller import Teller
from services.local.example.registry import unit_id
from shared.kernel.clock import SHANGHAI
from shared.kernel.ids import derive

PROVINCE = unit_id("230000")
CITY = unit_id("230300")  # 鸡西市关工委
CITY_PARTY = unit_id("230300-sw")
GOVERNMENT = unit_id("230300-szf")
MEDIA_CENTRE = unit_id("230300-rmtzx")
EDUCATION = unit_id("230300-jyj")
AGENCIES_COMMITTEE = unit_id("230300-szjggw-ggw")  # 市直机关关工委: observes
YOUTH_LEAGUE = unit_id("230300-tsw")
FINANCE = unit_id("230300-czj")
COUNTY = unit_id("230302")  # 鸡冠区关工委

APPROVER = derive("story", "party committee's leader")  # an id only: whose name it is, the story does not need
MEETING = derive("story", "meeting")
RESOLUTION = derive("story", "resolution", 1)
LISTED = derive("story", "resolution", 2)
PLAN = derive("plan", RESOLUTION)
REPORTS = derive("story", "reports")


def person(unit: UUID, office: str) -> UUID:
    return derive("person", unit, office)


def china(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of 2023 in China, as UTC."""
    return datetime(2023, month, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


BEGINNING = china(7, 3)


@dataclass(slots=True)
class Stage:
    """What every chapter needs."""

    api: Api
    tell: Teller

    @property
    def clerk(self) -> Desk:
        return self.api.desk(CITY, "clerk", person(CITY, "office_head"))

    @property
    def province_clerk(self) -> Desk:
        return self.api.desk(PROVINCE, "clerk", person(PROVINCE, "office_head"))

    @property
    def supervisor(self) -> Desk:
        return self.api.desk(CITY, "supervisor", person(CITY, "secretary_general"))

    @property
    def auditor(self) -> Desk:
        return self.api.desk(PROVINCE, "auditor")

    def liaison(self, unit: UUID | str) -> Desk:
        unit = UUID(str(unit))
        return self.api.desk(unit, "liaison", person(unit, "liaison_officer"))

    async def document(self, step: str, service: str, title: str, desk: Desk | None = None) -> str:
        """Uploads a short paper; returns its digest."""
        text = f"{title}\n（示例文件，仅用于演示）\n"
        return await (desk or self.clerk).upload(step, service, text.encode(), "text/plain; charset=utf-8")

    async def settle(self) -> None:
        """Waits until every service has handled everything that has happened."""
        await self._clock("settle", {})

    async def move_to(self, moment: datetime) -> None:
        """Moves the business clock; timers on the way fire one by one."""
        await self._clock("move", {"to": moment.isoformat()})
        local = moment.astimezone(SHANGHAI)
        self.tell.step(f"时间来到 {local.year}年{local.month}月{local.day}日{local.hour}时")

    async def _clock(self, what: str, body: dict[str, str]) -> None:
        response = await self.api.http.post(f"/clock/{what}", json=body, timeout=timedelta(minutes=5).total_seconds())
        response.raise_for_status()
