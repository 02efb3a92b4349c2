"""The main way of a joint meeting over HTTP, what is refused on it, and who sees what."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from shared.kernel.envelope import partition_of
from shared.kernel.ids import derive
from shared.kernel.limits import PARTITIONS
from tests.unit.meeting import given
from tests.unit.meeting.given import COMMITTEE, DEPUTY, DIRECTOR, EDUCATION, GOVERNMENT, HOSPITAL, JUSTICE, PARTY
from tests.unit.meeting.office import STRANGER, SUPERIOR, Office

MEETING = derive("meeting")
PATH = f"/meetings/{MEETING}"
NOTICE = {
    "held_at": "2023-09-20T01:30:00Z",
    "place": "市委一号会议室",
    "scope": "all_members",
    "requirements": "请带分工意见。",
    "observers": [str(HOSPITAL)],
}
SUBJECT: dict[str, Any] = {
    "theme": "校园周边环境整治",
    "agenda": ["通报情况"],
    "matters": ["整治责任分工"],
    "planned_on": "2023-09-20",
}


class Desk:
    """One person's calls."""

    def __init__(self, office: Office, unit: UUID = COMMITTEE, role: str = "clerk") -> None:
        self._office, self._unit, self._role = office, unit, role

    async def post(self, path: str, status: int = 200, /, **body: Any) -> dict[str, Any]:
        async with self._office.client(self._unit, self._role) as client:
            response = await client.post(path, json=body)
        assert response.status_code == status, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def get(self, path: str, status: int = 200, /, **params: Any) -> Any:
        await self._office.settle()
        async with self._office.client(self._unit, self._role) as client:
            response = await client.get(path, params=params)
        assert response.status_code == status, response.text
        return response.json()

    async def upload(self, content: bytes) -> str:
        async with self._office.client(self._unit, self._role) as client:
            response = await client.post("/documents", content=content, headers={"Content-Type": "text/plain"})
        assert response.status_code == 201, response.text
        return str(response.json()["digest"])

    async def draft(self, **changes: Any) -> dict[str, Any]:
        body = {"meeting_id": str(MEETING), "committee_id": str(COMMITTEE), "hosts": [str(COMMITTEE)]}
        return await self.post("/meetings", **(body | {"kinds": ["thematic"], "joint": True} | SUBJECT | changes))

    async def evidence(self, decided_on: str) -> dict[str, Any]:
        return {
            "unit_id": str(PARTY),
            "decided_on": decided_on,
            "person_id": str(given.SECRETARY),
            "words": await self.upload("同意。".encode()),
            "scan": await self.upload(b"scan"),
        }


async def approve(office: Office, clerk: Desk) -> None:
    await clerk.draft()
    await clerk.post(f"{PATH}/submit-request", document=await clerk.upload(b"request"))
    office.clock.move_to(datetime(2023, 9, 6, 2, tzinfo=UTC))
    await clerk.post(f"{PATH}/record-approval", decision=await clerk.evidence("2023-09-05"))


async def notice(office: Office, clerk: Desk) -> None:
    await approve(office, clerk)
    await clerk.post(f"{PATH}/issue-notice", **NOTICE)


async def hold(office: Office, clerk: Desk) -> None:
    await notice(office, clerk)
    office.clock.move_to(datetime(2023, 9, 25, 2, tzinfo=UTC))
    await clerk.post(f"{PATH}/hold", held_on="2023-09-20", chair=str(DIRECTOR))


@pytest.mark.accepts("M5")
@pytest.mark.accepts("M9")
@pytest.mark.accepts("T1")
async def test_m5_m9_t1_a_joint_meeting_goes_its_whole_way_and_its_document_tells_it(office: Office) -> None:
    clerk = Desk(office)
    await clerk.draft()
    first, second = await clerk.upload(b"first"), await clerk.upload(b"second")
    assert (await clerk.post(f"{PATH}/submit-request", document=first))["round"] == 1
    office.clock.move_to(datetime(2023, 9, 6, 2, tzinfo=UTC))
    returned, approved = await clerk.evidence("2023-09-04"), await clerk.evidence("2023-09-06")
    await clerk.post(f"{PATH}/record-return", reason="请补充表态发言。", decision=returned)
    revised = SUBJECT | {"agenda": ["通报情况", "表态发言"]}
    await clerk.post(f"{PATH}/revise", **revised)
    assert (await clerk.post(f"{PATH}/submit-request", document=second))["round"] == 2
    await clerk.post(f"{PATH}/record-approval", decision=approved)
    assert (await clerk.post(f"{PATH}/issue-notice", **NOTICE))["invited"] == 4
    office.clock.move_to(datetime(2023, 9, 28, 2, tzinfo=UTC))
    asked = {"reason": "主任外出", "delegated_by": str(derive("person", "nobody"))}
    refused = await clerk.post(f"{PATH}/hold", 422, held_on="2023-09-20", chair=str(DEPUTY), delegation=asked)
    assert (refused["rule"], refused["code"]) == ("M3", "delegator_not_entitled")
    asked = {"reason": "主任外出", "delegated_by": str(DIRECTOR)}
    await clerk.post(f"{PATH}/hold", held_on="2023-09-20", chair=str(DEPUTY), delegation=asked)
    resolution, advice = str(derive("resolution")), str(derive("advice"))
    listed = {"importance": "important", "supervised_by": "government", "listed_by": str(GOVERNMENT)}
    adopted = await clerk.post(f"{PATH}/adopt-resolution", resolution_id=resolution, text="集中整治。", **listed)
    assert adopted["number"] == 1
    await clerk.post(f"{PATH}/give-advice", advice_id=advice, text="列入考核。")
    report, minutes = await clerk.upload(b"report"), await clerk.upload(b"minutes")
    await clerk.post(f"{PATH}/submit-report", document=report, submitted_on="2023-09-25")
    await clerk.post(f"{PATH}/issue-minutes", document=minutes, issued_on="2023-09-26")
    await clerk.post(f"{PATH}/file", filed_on="2023-09-28")
    consent = await clerk.evidence("2023-09-27")
    last = await clerk.post(f"{PATH}/record-consent", resolution_id=resolution, decision=consent)
    assert last["version"] == 14

    members = [EDUCATION, JUSTICE, given.YOUTH_LEAGUE]
    assert await clerk.get(PATH, at_least=last["position"]) == {
        "meeting_id": str(MEETING),
        "committee_id": str(COMMITTEE),
        "hosts": [str(COMMITTEE)],
        "kinds": ["thematic"],
        "joint": True,
        "enlarged": False,
        **revised,
        "stage": "filed",
        "requests": [
            round_of(1, first, "returned", "请补充表态发言。", returned),
            round_of(2, second, "approved", None, approved),
        ],
        "notice": {
            "held_at": "2023-09-20T01:30:00Z",
            "place": "市委一号会议室",
            "scope": "all_members",
            "requirements": "请带分工意见。",
            "invitations": [invitation(unit, "member") for unit in members] + [invitation(HOSPITAL, "observer")],
        },
        "held": {
            "held_on": "2023-09-20",
            "chair": str(DEPUTY),
            "chair_office": "deputy_director",
            "delegation": asked,
        },
        "resolutions": [{"resolution_id": resolution, "number": 1, "text": "集中整治。", **listed, "consent": consent}],
        "advice": [{"advice_id": advice, "text": "列入考核。"}],
        "report": {"document": report, "submitted_on": "2023-09-25"},
        "minutes": {"document": minutes, "issued_on": "2023-09-26"},
        "filed_on": "2023-09-28",
    }


def round_of(number: int, document: str, outcome: str, reason: str | None, decision: Any) -> dict[str, Any]:
    asked = {"round": number, "document": document, "party_committee": str(PARTY)}
    return asked | {"outcome": outcome, "reason": reason, "decision": decision}


def invitation(unit: UUID, part: str) -> dict[str, Any]:
    member = part == "member"
    return {
        "unit_id": str(unit),
        "as": part,
        "office": "liaison_officer" if member else None,
        "person_id": str(derive("liaison", unit)) if member else None,
        "seat_person_id": str(derive("leader", unit)) if member else None,
    }


@pytest.mark.refuses("M5")
async def test_m5_a_notice_before_approval_is_a_problem_with_its_rule(office: Office) -> None:
    clerk = Desk(office)
    await clerk.draft()
    problem = await clerk.post(f"{PATH}/issue-notice", 422, **NOTICE)
    assert (problem["code"], problem["rule"]) == ("meeting_not_approved", "M5")
    assert "党委" in problem["detail"]
    assert (await office.store.head()).position == 1


@pytest.mark.refuses("M1")
@pytest.mark.refuses("M3")
@pytest.mark.refuses("M6")
@pytest.mark.refuses("M8")
@pytest.mark.refuses("M9")
@pytest.mark.refuses("T1")
async def test_m1_m3_m6_m8_m9_t1_the_registry_and_the_log_decide(office: Office) -> None:
    clerk = Desk(office)
    draft = {"meeting_id": str(MEETING), "committee_id": str(COMMITTEE), "hosts": [str(COMMITTEE)], **SUBJECT}
    refused = await clerk.post("/meetings", 422, kinds=["plenary"], joint=True, **draft)
    assert refused["code"] == "joint_does_not_fit_kinds"
    await approve(office, clerk)
    partial = NOTICE | {"members": [str(EDUCATION)]}
    refused = await clerk.post(f"{PATH}/issue-notice", 422, **partial)
    assert (refused["code"], set(refused["units"])) == (
        "members_left_out",
        {str(JUSTICE), str(given.YOUTH_LEAGUE)},
    )
    await clerk.post(f"{PATH}/issue-notice", **NOTICE)
    office.clock.move_to(datetime(2023, 9, 25, 2, tzinfo=UTC))
    refused = await clerk.post(f"{PATH}/hold", 422, held_on="2023-09-20", chair=str(DEPUTY))
    assert (refused["rule"], refused["offices"]) == ("M3", ["deputy_director"])
    await clerk.post(f"{PATH}/hold", held_on="2023-09-20", chair=str(DIRECTOR))
    resolution = {"resolution_id": str(derive("resolution")), "text": "集中整治。"}
    wrongly = {"supervised_by": "party_committee", "listed_by": str(GOVERNMENT)}
    refused = await clerk.post(f"{PATH}/adopt-resolution", 422, **resolution, **wrongly)
    assert refused["rule"] == "M8"
    refused = await clerk.post(f"{PATH}/file", 422, filed_on="2023-09-25")
    assert refused["code"] == "report_missing"
    consent = await clerk.evidence("2023-09-24")
    never = str(derive("resolution"))
    refused = await clerk.post(f"{PATH}/record-consent", 422, resolution_id=never, decision=consent)
    assert refused["rule"] == "T1"


@pytest.mark.refuses("M3")
async def test_m3_who_took_the_office_after_the_meeting_did_not_chair_it_by_that_office(office: Office) -> None:
    clerk = Desk(office)
    await notice(office, clerk)
    await office.appoint(COMMITTEE, "executive_director", DEPUTY, date(2023, 9, 22))
    office.clock.move_to(datetime(2023, 9, 25, 2, tzinfo=UTC))
    refused = await clerk.post(f"{PATH}/hold", 422, held_on="2023-09-20", chair=str(DEPUTY))
    assert (refused["code"], refused["offices"]) == ("chair_not_entitled", ["deputy_director"])
    by_later_office = {"reason": "主任外出", "delegated_by": str(DEPUTY)}
    chair = str(derive("person", "somebody"))
    refused = await clerk.post(f"{PATH}/hold", 422, held_on="2023-09-20", chair=chair, delegation=by_later_office)
    assert refused["code"] == "delegator_not_entitled"
    await clerk.post(f"{PATH}/hold", held_on="2023-09-22", chair=str(DEPUTY))


async def test_a_draft_is_its_owners_until_the_notice(office: Office) -> None:
    await approve(office, Desk(office))
    for unit in (PARTY, SUPERIOR, EDUCATION, STRANGER):
        reader = Desk(office, unit)
        await reader.get(PATH, 404)
        assert (await reader.get("/meetings"))["items"] == []
    await Desk(office, COMMITTEE, "auditor").get(PATH, 404)
    await Desk(office).post(f"{PATH}/issue-notice", **NOTICE)
    for unit in (COMMITTEE, PARTY, SUPERIOR, EDUCATION, HOSPITAL):
        assert (await Desk(office, unit).get(PATH))["stage"] == "noticed"
    await Desk(office, STRANGER).get(PATH, 404)


@pytest.mark.accepts("M6")
async def test_m6_a_liaison_officer_reads_the_units_notices_and_nobody_elses(office: Office) -> None:
    await notice(office, Desk(office))
    liaison = Desk(office, EDUCATION, "liaison")
    [item] = (await liaison.get("/notices"))["items"]
    assert item["theme"] == SUBJECT["theme"]
    assert item["held_at"] == "2023-09-20T01:30:00Z"
    assert {name: item[name] for name in invitation(EDUCATION, "member")} == invitation(EDUCATION, "member")
    assert "invitations" not in item
    await liaison.get("/notices", 404, unit=str(JUSTICE))
    assert (await Desk(office, PARTY).get("/notices"))["items"] == []


async def test_the_party_committee_reads_what_it_is_asked_and_no_later_draft(office: Office) -> None:
    clerk, approver = Desk(office), Desk(office, PARTY, "party_approver")
    await clerk.draft()
    document = await clerk.upload(b"request")
    await clerk.post(f"{PATH}/submit-request", document=document)
    [asked] = (await approver.get("/requests"))["items"]
    assert (asked["agenda"], asked["rounds"][0]["document"]) == (["通报情况"], document)
    decision = {"unit_id": str(PARTY), "decided_on": "2023-09-01"}
    await approver.post(f"{PATH}/record-return", reason="请补充。", decision=decision)
    await clerk.post(f"{PATH}/revise", **(SUBJECT | {"agenda": ["尚未报送的内容"]}))
    [asked] = (await approver.get("/requests"))["items"]
    assert (asked["agenda"], asked["rounds"][0]["outcome"]) == (["通报情况"], "returned")
    assert asked["rounds"][0]["decision"]["unit_id"] == str(PARTY)
    assert (await approver.get("/requests", meeting=asked["meeting_id"]))["items"] == [asked]
    assert (await approver.get("/requests", meeting=str(derive("another"))))["items"] == []
    assert (await Desk(office, STRANGER).get("/requests"))["items"] == []


async def test_only_those_concerned_and_permitted_act(office: Office) -> None:
    await Desk(office).draft()
    document = "0" * 64
    await Desk(office, STRANGER).post(f"{PATH}/submit-request", 404, document=document)
    await Desk(office, SUPERIOR).post(f"{PATH}/submit-request", 404, document=document)
    for role in ("liaison", "auditor", "supervisor", "leader"):
        await Desk(office, COMMITTEE, role).post(f"{PATH}/submit-request", 403, document=document)
    unknown = await Desk(office).post(f"{PATH}/submit-request", 400, document=document)
    assert unknown["code"] == "document_unknown"
    decision = {"unit_id": str(PARTY), "decided_on": "2023-09-01"}
    await Desk(office, PARTY, "party_approver").post(f"{PATH}/record-approval", 404, decision=decision)
    foreign = {"meeting_id": str(derive("other")), "committee_id": str(STRANGER), "hosts": [str(STRANGER)]}
    await Desk(office).post("/meetings", 404, kinds=["regular"], joint=False, **foreign)


async def test_evidence_is_uploaded_by_who_records_it(office: Office) -> None:
    clerk = Desk(office)
    await clerk.draft()
    await clerk.post(f"{PATH}/submit-request", document=await clerk.upload(b"request"))
    decision = await clerk.evidence("2023-09-01")
    foreign = decision | {"scan": await Desk(office, STRANGER).upload(b"somebody else's")}
    for evidence in (foreign, decision | {"words": "0" * 64}):
        refused = await clerk.post(f"{PATH}/record-approval", 400, decision=evidence)
        assert refused["code"] == "document_unknown"
    await clerk.post(f"{PATH}/record-approval", decision=decision)


async def test_a_document_is_read_by_whom_an_event_names_it_to(office: Office) -> None:
    clerk = Desk(office)
    await clerk.draft()
    document = await clerk.upload("请示全文".encode())
    for unit, status in ((PARTY, 404), (EDUCATION, 404)):
        async with office.client(unit) as client:
            assert (await client.get(f"/documents/{document}")).status_code == status
    await clerk.post(f"{PATH}/submit-request", document=document)
    await office.settle()
    for unit, status in ((PARTY, 200), (EDUCATION, 404)):
        async with office.client(unit) as client:
            response = await client.get(f"/documents/{document}")
        assert response.status_code == status
        assert (response.content == "请示全文".encode()) == (status == 200)


async def test_a_unit_that_is_no_committee_prepares_no_meeting(office: Office) -> None:
    body = {"meeting_id": str(MEETING), "committee_id": str(EDUCATION), "hosts": [str(EDUCATION)]}
    refused = await Desk(office, EDUCATION).post("/meetings", 422, kinds=["regular"], joint=False, **body)
    assert refused["code"] == "not_a_committee"


async def test_a_units_state_is_for_services_and_holds_what_the_meeting_shows(office: Office) -> None:
    await notice(office, Desk(office))
    shown = await Desk(office).get(PATH)
    async with office.service_client("audit") as audit:
        state = (await audit.get(f"/units/{EDUCATION}/state")).json()
        stranger = (await audit.get(f"/units/{STRANGER}/state")).json()
    [document] = state["documents"]["meetings"]
    assert (document["body"], document["version"]) == (shown, 4)
    [(partition, position)] = state["tracking"]["meetings"]["meeting"]["partitions"].items()
    assert (position, partition) == (4, str(partition_of(COMMITTEE, PARTITIONS)))
    assert stranger["documents"]["meetings"] == []
    await Desk(office, EDUCATION).get(f"/units/{EDUCATION}/state", 403)


async def test_meetings_are_listed_by_day_in_pages(office: Office) -> None:
    clerk = Desk(office)
    for day in ("2023-09-30", "2023-09-10", "2023-09-20"):
        await clerk.draft(meeting_id=str(derive("meeting", day)), planned_on=day)
    first = await clerk.get("/meetings", limit=2)
    rest = await clerk.get("/meetings", limit=2, cursor=first["cursor"])
    days = [meeting["planned_on"] for meeting in first["items"] + rest["items"]]
    assert days == ["2023-09-10", "2023-09-20", "2023-09-30"]
    assert rest["cursor"] is None
    assert (await clerk.get("/meetings", stage="held"))["items"] == []
    assert len((await clerk.get("/meetings", committee=str(COMMITTEE)))["items"]) == 3


async def test_the_moment_of_the_meeting_is_stored_in_utc_however_it_was_written(office: Office) -> None:
    await approve(office, Desk(office))
    for moment in ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"):
        refused = await Desk(office).post(f"{PATH}/issue-notice", 422, **(NOTICE | {"held_at": moment}))
        assert (refused["rule"], refused["code"]) == ("M6", "notice_day_impossible")
    await Desk(office).post(f"{PATH}/issue-notice", 400, **(NOTICE | {"held_at": "2023-09-20T09:30:00"}))
    await Desk(office).post(f"{PATH}/issue-notice", **(NOTICE | {"held_at": "2023-09-20T09:30:00+08:00"}))
    assert (await Desk(office).get(PATH))["notice"]["held_at"] == "2023-09-20T01:30:00Z"


async def test_a_rule_notes_the_registrys_position_it_was_judged_by(office: Office) -> None:
    await Desk(office).draft()
    [event] = await office.store.read(0, 10)
    [judged] = event.envelope.judged_by
    assert (judged.log, judged.position > 10) == ("organization", True)
