"""Transmittals over HTTP: from the committee to its units, further down, and back as returns."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from services.meeting.application.transmittal_queries import TransmittalQueries
from shared.database.interface import Params, Reader, Row
from shared.kernel.ids import derive
from shared.messaging.visibility import Viewer
from tests.unit.meeting.desk import CONTENT, Desk, give_return, hold_office_meeting, issue, open_counties
from tests.unit.meeting.given import COMMITTEE, EDUCATION, HOSPITAL, JUSTICE, PARTY, YOUTH_LEAGUE
from tests.unit.meeting.matters_given import COUNTY, OFFICE_MEETING, ONWARD, TOWN, TRANSMITTAL
from tests.unit.meeting.office import STRANGER, SUPERIOR, Office

AT = f"/transmittals/{TRANSMITTAL}"
LATE = datetime(2023, 10, 9, 1, tzinfo=UTC)


async def pass_on(office: Office, *units: UUID) -> None:
    body = {"transmittal_id": str(ONWARD), "units": [str(unit) for unit in units], "due_on": "2023-10-07"}
    await Desk(office, COUNTY).post(f"{AT}/pass-on", **body)


@pytest.mark.accepts("M10")
async def test_m10_units_return_and_the_board_shows_who_how_and_how_many(office: Office) -> None:
    await open_counties(office)
    clerk = Desk(office)
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    assert (await issue(clerk))["units"] == 3
    accepted = await give_return(office, EDUCATION, told_on="2023-09-26")
    await clerk.post(f"/returns/{accepted}/accept")
    office.clock.move_to(LATE)
    sent_back = await give_return(office, COUNTY, ways=["dispersed"], attended=38)
    await clerk.post(f"/returns/{sent_back}/send-back", reason="请写明措施。")
    rows = (await clerk.get(f"{AT}/board"))["items"]
    assert [(row["unit_name"], row["state"], row["late"], row["overdue"]) for row in rows] == [
        ("甲县关工委", "sent_back", True, False),
        ("市教育局", "accepted", False, False),
        ("市司法局", "awaited", False, True),
    ]
    assert [(row["ways"], row["attended"], row["told_on"]) for row in rows] == [
        (["dispersed"], 38, None),
        (["gathered", "online"], 21, "2023-09-26"),
        ([], None, None),
    ]
    late = (await clerk.get(f"{AT}/board", late=True))["items"]
    assert [row["unit_id"] for row in late] == [str(COUNTY), str(JUSTICE)]
    assert [row["unit_id"] for row in (await clerk.get(f"{AT}/board", state="accepted"))["items"]] == [str(EDUCATION)]
    first = await clerk.get(f"{AT}/board", limit=2)
    rest = await clerk.get(f"{AT}/board", limit=2, cursor=first["cursor"])
    assert [row["unit_id"] for row in first["items"] + rest["items"]] == [row["unit_id"] for row in rows]
    assert rest["cursor"] is None


@pytest.mark.accepts("M10")
async def test_m10_what_is_passed_on_is_counted_at_every_level(office: Office) -> None:
    await open_counties(office)
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    await issue(Desk(office))
    await pass_on(office, TOWN)
    await give_return(office, COUNTY)
    office.clock.move_to(LATE)
    await give_return(office, TOWN, ONWARD, attended=5)
    for unit in (COMMITTEE, SUPERIOR):
        own, below = (await Desk(office, unit).get(f"{AT}/coverage"))["levels"]
        assert (own["level"], own["transmittals"], own["units"], own["returned"], own["late"]) == (0, 1, 3, 1, 0)
        assert (own["awaited"], own["overdue"], own["gathered"], own["attended"]) == (2, 2, 1, 21)
        assert (below["level"], below["transmittals"], below["units"], below["late"]) == (1, 1, 1, 1)
    [onward] = (await Desk(office).get("/transmittals", source=str(TRANSMITTAL)))["items"]
    assert (onward["transmittal_id"], onward["title"]) == (str(ONWARD), "省关工委通知精神")
    assert (await Desk(office).get(f"/transmittals/{ONWARD}/board"))["items"][0]["late"]


async def test_a_unit_sees_its_own_row_and_no_other_units(office: Office) -> None:
    await open_counties(office)
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    await issue(Desk(office))
    returned = await give_return(office, JUSTICE)
    liaison = Desk(office, EDUCATION, "liaison")
    assert [row["unit_id"] for row in (await liaison.get(f"{AT}/board"))["items"]] == [str(EDUCATION)]
    [level] = (await liaison.get(f"{AT}/coverage"))["levels"]
    assert (level["units"], level["returned"], level["attended"]) == (1, 0, 0)
    await liaison.get(f"/returns/{returned}", 404)
    assert (await liaison.get("/returns"))["items"] == []
    for path in (AT, f"{AT}/board", f"{AT}/coverage", f"{AT}/material"):
        await Desk(office, STRANGER).get(path, 404)
        await Desk(office, PARTY).get(path, 404)


@pytest.mark.accepts("M10")
async def test_m10_a_corrected_return_keeps_its_rounds_and_its_lateness(office: Office) -> None:
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    await issue(Desk(office), EDUCATION)
    office.clock.move_to(LATE)
    returned = await give_return(office, EDUCATION)
    liaison = Desk(office, EDUCATION, "liaison")
    paper = await liaison.upload("学习笔记")
    changed = CONTENT | {"attended": 23, "documents": [paper]}
    answer = await liaison.post(f"/returns/{returned}/correct", content=changed, reason="补计2人。")
    assert (answer["changed"], answer["late"]) == (["attended", "documents"], True)
    document = await Desk(office).get(f"/returns/{returned}")
    assert (document["state"], document["late"], document["unit_id"]) == ("submitted", True, str(EDUCATION))
    assert [(one["round"], one["attended"], one["changed"]) for one in document["rounds"]] == [
        (1, 21, []),
        (2, 23, ["attended", "documents"]),
    ]
    async with office.client() as client:
        assert (await client.get(f"/documents/{paper}")).text == "学习笔记"
    async with office.client(JUSTICE, "liaison") as client:
        assert (await client.get(f"/documents/{paper}")).status_code == 404


@pytest.mark.accepts("M10")
async def test_m10_a_unit_reads_what_it_owes_until_it_has_returned(office: Office) -> None:
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    await issue(Desk(office), EDUCATION, questions=["怎样落实？"], tell_party_leader=True)
    liaison = Desk(office, EDUCATION, "liaison")
    [owed] = (await liaison.get("/owed-returns"))["items"]
    assert (owed["title"], owed["questions"], owed["tell_party_leader"]) == ("省关工委通知精神", ["怎样落实？"], True)
    assert (owed["state"], owed["due_on"], owed["committee_id"]) == ("awaited", "2023-10-08", str(COMMITTEE))
    returned = await give_return(office, EDUCATION, answers=["每季度宣讲。"], told_on="2023-09-27")
    assert (await liaison.get("/owed-returns"))["items"] == []
    await Desk(office).post(f"/returns/{returned}/send-back", reason="请补充。")
    [owed] = (await liaison.get("/owed-returns"))["items"]
    assert owed["state"] == "sent_back"
    await liaison.get("/owed-returns", 404, unit=str(JUSTICE))


@pytest.mark.accepts("M10")
async def test_m10_returns_are_assembled_into_the_material_of_a_bulletin(office: Office) -> None:
    await open_counties(office)
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    await issue(Desk(office), questions=["怎样落实？"])
    await give_return(office, COUNTY, answers=["每季度宣讲。"], told_on="2023-09-27")
    material = await Desk(office).get(f"{AT}/material")
    assert material["title"] == "各地各单位传达贯彻省关工委通知精神情况"
    assert "共发3个单位，已反馈1个，参加传达学习21人次" in material["opening"]
    [section] = material["sections"]
    assert (section["unit_id"], section["heading"]) == (str(COUNTY), "甲县关工委")
    assert section["paragraphs"] == [
        (
            "甲县关工委于2023年9月25日以集中、线上方式传达学习省关工委通知精神，21人参加。"
            "2023年9月27日已向党委（党组）主要领导汇报。"
        ),
        "贯彻措施：一是纳入学习计划；二是每季度宣讲一次。",
        "怎样落实？：每季度宣讲。",
    ]
    assert material["text"].startswith("各地各单位传达贯彻省关工委通知精神情况\n\n2023年9月28日发出")


@pytest.mark.accepts("M10")
async def test_m10_a_group_is_expanded_on_the_day_of_issue_and_recorded(office: Office) -> None:
    group = derive("group", COMMITTEE, "各成员单位")
    selector: dict[str, Any] = {"kind": "members", "level": None, "line": None, "except": [], "units": []}
    defined = {"group_id": group, "committee_id": COMMITTEE, "name": "各成员单位", "aliases": []}
    await office.tell("group.defined", group, selector=selector, on="2020-01-01", **defined)
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    clerk = Desk(office)
    document = await clerk.upload("通知")
    body = {"transmittal_id": str(TRANSMITTAL), "committee_id": str(COMMITTEE), "groups": [str(group)]}
    about = {"conveys": "superior_document", "title": "通知", "issuer": "省关工委", "document": document}
    await clerk.post("/transmittals", **body, **about, due_on="2023-10-08")
    stored = await clerk.get(AT)
    [expansion] = stored["expansions"]
    assert set(expansion["units"]) == set(stored["units"]) == {str(EDUCATION), str(JUSTICE), str(YOUTH_LEAGUE)}
    assert expansion["name"] == "各成员单位"


@pytest.mark.accepts("M10")
async def test_m10_a_held_meetings_spirit_is_conveyed_by_whoever_may_see_it(office: Office) -> None:
    await open_counties(office)
    clerk = Desk(office)
    await hold_office_meeting(clerk)
    about = {"conveys": "meeting_spirit", "matter_id": str(OFFICE_MEETING)}
    await issue(clerk, **about)
    await office.settle()
    foreign = about | {"transmittal_id": str(derive("foreign")), "committee_id": str(STRANGER)}
    await Desk(office, STRANGER).post(
        "/transmittals", 404, title="联席会议精神", units=[str(HOSPITAL)], due_on="2023-10-08", **foreign
    )
    above = about | {"transmittal_id": str(derive("above")), "committee_id": str(SUPERIOR)}
    await Desk(office, SUPERIOR).post(
        "/transmittals", title="主任办公会精神", units=[str(COMMITTEE)], due_on="2023-10-08", **above
    )


@pytest.mark.refuses("M10")
async def test_m10_the_registry_and_the_log_decide(office: Office) -> None:
    await open_counties(office)
    clerk = Desk(office)
    office.clock.move_to(datetime(2023, 9, 1, 3, tzinfo=UTC))
    draft = {"meeting_id": str(derive("draft")), "committee_id": str(COMMITTEE), "hosts": [str(COMMITTEE)]}
    await clerk.post("/meetings", kinds=["regular"], joint=False, **draft)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"conveys": "meeting_spirit", "matter_id": draft["meeting_id"]}, "matter_not_conveyable"),
        ({"matter_id": draft["meeting_id"]}, "matter_not_conveyable"),
        ({"units": [str(HOSPITAL)]}, "addressee_not_below"),
        ({"units": [str(COMMITTEE)]}, "addressee_not_below"),
    ]
    for number, (changes, code) in enumerate(wrong):
        body: dict[str, Any] = {
            "transmittal_id": str(derive("wrong", number)),
            "committee_id": str(COMMITTEE),
            "conveys": "superior_document",
            "title": "通知",
            "issuer": "省关工委",
            "document": await clerk.upload("通知"),
            "units": [str(COUNTY)],
            "due_on": "2023-10-08",
        }
        refused = await clerk.post("/transmittals", 422, **(body | changes))
        assert (refused["rule"], refused["code"]) == ("M10", code)
    await issue(clerk, COUNTY)
    refused = await Desk(office, EDUCATION).post(
        "/transmittals",
        422,
        transmittal_id=str(ONWARD),
        committee_id=str(EDUCATION),
        conveys="meeting_spirit",
        title="通知",
        units=[str(COUNTY)],
        due_on="2023-10-08",
    )
    assert refused["code"] == "only_committees_transmit"


async def test_only_addressees_return_and_only_the_sender_answers(office: Office) -> None:
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    await issue(Desk(office), EDUCATION)
    await Desk(office, JUSTICE, "liaison").post(f"{AT}/returns", 404, content=CONTENT)
    await Desk(office).post(f"{AT}/returns", 403, content=CONTENT)
    returned = await give_return(office, EDUCATION)
    await Desk(office, EDUCATION).post(f"/returns/{returned}/accept", 403)
    await Desk(office, STRANGER).post(f"/returns/{returned}/accept", 404)
    await Desk(office, COMMITTEE, "supervisor").post(f"/returns/{returned}/accept", 403)


class Counting:
    """A reader that counts statements."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.statements = reader, 0

    async def all(self, sql: str, params: Params | None = None) -> list[Row]:
        self.statements += 1
        return await self._reader.all(sql, params)

    async def one(self, sql: str, params: Params | None = None) -> Row | None:
        self.statements += 1
        return await self._reader.one(sql, params)


async def test_a_page_of_the_board_takes_as_many_statements_for_two_thousand_units_as_for_one(office: Office) -> None:
    units = [derive("town", number) for number in range(1999)]
    async with office.told_together():
        for number, unit in enumerate(units):
            await office.register(unit, "committee", f"第{number}镇关工委")
            await office.relate(unit, "superior", COMMITTEE)
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    await issue(Desk(office), *units)
    await office.settle()
    queries, viewer = TransmittalQueries(office.clock), Viewer(COMMITTEE, "clerk")
    counts = []
    async with office.store.snapshot() as opened:
        for limit in (1, 200):
            reader = Counting(opened)
            page = await queries.board(reader, viewer, TRANSMITTAL, limit=limit, cursor=None)
            assert len(page.items) == limit
            counts.append(reader.statements)
        reader = Counting(opened)
        [level] = (await queries.coverage(reader, viewer, TRANSMITTAL))["levels"]
    assert level["units"] == 1999
    assert (counts, reader.statements) == ([3, 3], 2)
