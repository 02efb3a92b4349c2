"""M2, S6: who carries the duty of a joint meeting a year, and how a year without one shows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as generated
from hypothesis import settings
from hypothesis import strategies as st

from services.meeting.application.duty_board import Asked, duty_board
from services.meeting.domain import duty_refusals as refusals
from services.meeting.domain.duty import Duty, Setting, colour_of, duty_from, warn_from
from shared.database.interface import Params, Reader, Row
from shared.kernel.errors import Refusal
from shared.kernel.ids import derive
from shared.messaging.visibility import Viewer
from tests.unit.meeting.given import COMMITTEE, DIRECTOR, EDUCATION, PARTY
from tests.unit.meeting.office import FOUNDED, STRANGER, SUPERIOR, Office
from tests.unit.meeting.test_http import PATH, Desk, notice

COUNTY, TOWN, PLANNED = derive("county"), derive("town"), derive("planned county")
SET_ON = date(2023, 9, 1)


def duty() -> Duty:
    return Duty(Duty.stream_id(SUPERIOR))


def single(unit: UUID, reason: str = "区划调整。") -> None:
    duty().set_committee(SUPERIOR, unit, False, reason, SET_ON, below=frozenset({COUNTY}))


def again(set_it: Callable[[Duty], None]) -> None:
    one = duty()
    set_it(one)
    set_it(one)


def backwards() -> None:
    one = duty()
    one.set_levels(SUPERIOR, ["county"], SET_ON, SET_ON)
    one.set_levels(SUPERIOR, ["province"], SET_ON, SET_ON - timedelta(days=1))


@pytest.mark.accepts("M2")
@pytest.mark.parametrize(
    ("level", "established", "since"),
    [
        ("province", date(2010, 1, 1), date(2023, 7, 3)),
        ("county", date(2024, 12, 20), date(2024, 12, 20)),
        ("township", date(2010, 1, 1), None),
    ],
)
def test_m2_by_default_three_levels_carry_the_duty_from_its_rules_or_their_founding(
    level: str, established: date, since: date | None
) -> None:
    assert duty_from(COUNTY, level, established, []) == since


@pytest.mark.accepts("M2")
def test_m2_the_province_says_otherwise_for_levels_and_for_single_committees() -> None:
    levels = Setting(levels=("township",), begins_on=date(2024, 1, 1))
    assert duty_from(TOWN, "township", FOUNDED, [levels]) == date(2024, 1, 1)
    assert duty_from(COUNTY, "county", FOUNDED, [levels]) is None
    single = Setting(committees={COUNTY: (False, SET_ON), TOWN: (True, SET_ON)})
    assert duty_from(COUNTY, "county", FOUNDED, [single]) is None
    assert duty_from(TOWN, "township", FOUNDED, [single]) == SET_ON


@pytest.mark.refuses("M2")
@pytest.mark.parametrize(
    ("give", "code"),
    [
        (lambda: duty().set_levels(SUPERIOR, [], SET_ON, SET_ON), "duty_levels_missing"),
        (lambda: duty().set_levels(SUPERIOR, ["county", "county"], SET_ON, SET_ON), "duty_levels_missing"),
        (lambda: single(STRANGER), "duty_of_another"),
        (lambda: single(COUNTY, reason=" "), "duty_reason_missing"),
        (lambda: again(lambda one: one.set_levels(SUPERIOR, ["county"], SET_ON, SET_ON)), "duty_unchanged"),
        (backwards, "duty_set_backwards"),
    ],
)
def test_m2_a_setting_that_says_nothing_new_or_reaches_too_far_is_refused(give: Callable[[], Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        give()
    assert (refused.value.rule, refused.value.code) == ("M2", code)


@pytest.mark.accepts("S6")
@pytest.mark.parametrize(
    ("on", "held", "colour"),
    [
        (date(2023, 9, 30), 0, "none"),
        (date(2023, 10, 1), 0, "yellow"),
        (date(2023, 12, 31), 0, "yellow"),
        (date(2024, 1, 1), 0, "red"),
        (date(2023, 1, 2), 1, "green"),
        (date(2024, 1, 1), 2, "green"),
    ],
)
def test_s6_a_committee_is_green_with_its_meeting_yellow_from_the_day_and_red_at_years_end(
    on: date, held: int, colour: str
) -> None:
    assert colour_of(2023, on, held, warn_from(2023, [])) == colour


@pytest.mark.refuses("S6")
@pytest.mark.parametrize("day", ["02-29", "13-01", "10-1", "W40-7", "10月1日", ""])
def test_s6_the_day_must_be_one_that_every_year_has(day: str) -> None:
    with pytest.raises(refusals.WarningDayImpossible) as refused:
        duty().set_warning(SUPERIOR, day, SET_ON)
    assert refused.value.rule == "S6"


def test_s6_a_committees_own_warning_day_comes_before_its_superiors() -> None:
    own, above = Setting(warn_from="09-01"), Setting(warn_from="11-01")
    assert warn_from(2024, [own, above]) == date(2024, 9, 1)
    assert warn_from(2024, [Setting(), above]) == date(2024, 11, 1)
    assert warn_from(2024, []) == date(2024, 10, 1)


@settings(max_examples=300, deadline=None)
@generated(
    year=st.integers(2022, 2027),
    on=st.dates(date(2022, 1, 1), date(2028, 12, 31)),
    held=st.lists(st.dates(date(2022, 1, 1), date(2027, 12, 31)), max_size=3),
)
def test_s6_the_colour_is_what_a_reader_of_the_rule_would_say(year: int, on: date, held: list[date]) -> None:
    """An oracle that counts days one by one: what was held by then, and which day of the year it is."""
    known = [day for day in held if day.year == year and day <= on]
    if known:
        expected = "green"
    elif on > date(year, 12, 31):
        expected = "red"
    elif (on.year, on.month) >= (year, 10):
        expected = "yellow"
    else:
        expected = "none"
    assert colour_of(year, on, len(known), warn_from(year, [])) == expected


async def register(office: Office, unit: UUID, level: str, name: str, status: str, on: date, superior: UUID) -> None:
    fields = {"unit_id": unit, "kind": "committee", "level": level, "name": name, "short_names": [], "on": on}
    code = str(unit)[:8]
    await office.tell("unit.registered", unit, **fields, code=code, status=status, registered_by=SUPERIOR)
    await office.tell("unit.relation_begun", unit, relation="superior", target=superior, line=None, on=on)


async def open_below(office: Office) -> None:
    """Below the city: a county, a town under it, a county that is only planned."""
    await register(office, COUNTY, "county", "县关工委", "established", FOUNDED, COMMITTEE)
    await register(office, TOWN, "township", "镇关工委", "established", FOUNDED, COUNTY)
    await register(office, PLANNED, "county", "新区关工委", "planned", FOUNDED, COMMITTEE)


async def hold(office: Office) -> None:
    await notice(office, Desk(office))
    office.clock.move_to(datetime(2023, 9, 25, 2, tzinfo=UTC))
    await Desk(office).post(f"{PATH}/hold", held_on="2023-09-20", chair=str(DIRECTOR))


def colours(board: dict[str, Any]) -> dict[str, str]:
    return {item["unit_id"]: item["colour"] for item in board["items"]}


@pytest.mark.accepts("M2")
@pytest.mark.accepts("S6")
async def test_m2_s6_the_board_shows_each_committee_with_the_duty_and_its_meetings(office: Office) -> None:
    await open_below(office)
    await hold(office)
    province = Desk(office, SUPERIOR)
    await office.tell("unit.status_changed", STRANGER, status="dissolved", on=FOUNDED)
    board = await province.get("/duty-board", year=2023, on="2023-10-08")
    assert colours(board) == {str(COMMITTEE): "green", str(COUNTY): "yellow", str(SUPERIOR): "yellow"}
    assert board["counts"] == {"all": 3, "green": 1, "yellow": 2, "red": 0, "none": 0}
    city = next(item for item in board["items"] if item["unit_id"] == str(COMMITTEE))
    assert (city["duty_from"], city["warn_from"], city["label"]) == ("2023-07-03", "2023-10-01", "已召开")
    [meeting] = city["meetings"]
    assert (meeting["meeting_id"], meeting["held_on"]) == (PATH.rpartition("/")[2], "2023-09-20")
    before = await province.get("/duty-board", year=2023, on="2023-09-19")
    assert set(colours(before).values()) == {"none"}
    after = await province.get("/duty-board", year=2023, on="2024-02-01", colour="red")
    assert (colours(after), after["counts"]["green"]) == ({str(COUNTY): "red", str(SUPERIOR): "red"}, 1)
    assert (await province.get("/duty-board", year=2022))["counts"]["all"] == 0


@pytest.mark.refuses("M2")
async def test_m2_settings_are_the_provinces_and_the_board_obeys_them_from_their_day(office: Office) -> None:
    await open_below(office)
    province, city = Desk(office, SUPERIOR), Desk(office)
    levels = {"levels": ["prefecture", "township"], "begins_on": "2023-07-03", "on": "2023-09-02"}
    await city.post(f"/duties/{COMMITTEE}/set-levels", 403, **levels)
    await city.post(f"/duties/{SUPERIOR}/set-levels", 404, **levels)
    await province.post(f"/duties/{SUPERIOR}/set-levels", **levels)
    single = {"unit_id": str(COUNTY), "carries": True, "reason": "试点。", "on": "2023-09-02"}
    await province.post(f"/duties/{SUPERIOR}/set-committee", **single)
    refused = await province.post(f"/duties/{SUPERIOR}/set-committee", 422, **(single | {"unit_id": str(EDUCATION)}))
    assert (refused["rule"], refused["code"]) == ("M2", "duty_of_another")
    await city.post(f"/duties/{COMMITTEE}/set-warning", warn_from="09-02", on="2023-09-01")
    board = await province.get("/duty-board", year=2023, on="2023-09-02")
    warned = {
        str(unit): "yellow" for unit in (COMMITTEE, COUNTY, TOWN)
    }  # none of them has set another day than the city
    assert colours(board) == {**warned, str(SUPERIOR): "none"}
    assert set(colours(await province.get("/duty-board", year=2023, on="2023-09-01"))) == {
        str(SUPERIOR),
        str(COMMITTEE),
        str(COUNTY),
    }
    [setting] = (await city.get("/duties", committee=str(COMMITTEE)))["items"]
    assert setting["warnings"] == [{"warn_from": "09-02", "on": "2023-09-01"}]


async def test_the_board_is_for_the_committee_and_those_above_it(office: Office) -> None:
    await open_below(office)
    assert (await Desk(office).get("/duty-board"))["committee"] == str(COMMITTEE)
    assert (await Desk(office, SUPERIOR).get("/duty-board", committee=str(COUNTY)))["counts"]["all"] == 1
    for unit in (COUNTY, STRANGER, PARTY, EDUCATION):
        await Desk(office, unit).get("/duty-board", 404, committee=str(COMMITTEE))


async def test_the_board_comes_in_pages_by_code(office: Office) -> None:
    await open_below(office)
    province = Desk(office, SUPERIOR)
    first = await province.get("/duty-board", limit=2)
    rest = await province.get("/duty-board", limit=2, cursor=first["cursor"])
    shown = [item["code"] for item in first["items"] + rest["items"]]
    assert (shown, rest["cursor"], rest["counts"]["all"]) == (sorted(shown), None, 3)
    await province.get("/duty-board", 400, cursor="nonsense")


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


async def test_the_board_asks_as_few_statements_for_a_province_as_for_a_city(office: Office) -> None:
    async def statements() -> tuple[int, int]:
        async with office.store.snapshot() as reader:
            counting = Counting(reader)
            asked = Asked(SUPERIOR, 2023, date(2023, 10, 8))
            board = await duty_board(counting, Viewer(SUPERIOR, "clerk"), asked, colour=None, limit=50, cursor=None)
        return counting.statements, board["counts"]["all"]

    few = await statements()
    for number in range(60):
        await register(office, derive("county", number), "county", f"第{number}县", "established", FOUNDED, COMMITTEE)
    many = await statements()
    assert (few[1], many[1]) == (2, 62)
    assert few[0] == many[0] <= 6


async def test_a_committee_that_was_closed_and_founded_again_begins_anew(office: Office) -> None:
    await register(office, COUNTY, "county", "县关工委", "established", FOUNDED, COMMITTEE)
    await office.tell("unit.status_changed", COUNTY, status="dissolved", on=date(2023, 8, 1))
    closed = await Desk(office).get("/duty-board", year=2023, on="2023-09-01")
    assert str(COUNTY) not in colours(closed)
    await office.tell("unit.status_changed", COUNTY, status="federated", on=date(2024, 3, 1))
    await office.tell("unit.status_changed", COUNTY, status="established", on=date(2024, 6, 1))
    board = await Desk(office).get("/duty-board", year=2024, on="2024-07-01")
    [county] = [item for item in board["items"] if item["unit_id"] == str(COUNTY)]
    assert county["duty_from"] == "2024-03-01"


@pytest.mark.accepts("M1")
async def test_m1_a_kind_that_a_province_added_can_be_chosen_below_it(office: Office) -> None:
    province, clerk = Desk(office, SUPERIOR), Desk(office)
    kind = {"kind": "专家咨询会议"}
    refused = await clerk.post(
        "/meetings",
        422,
        meeting_id=str(derive("m")),
        committee_id=str(COMMITTEE),
        hosts=[str(COMMITTEE)],
        kinds=["专家咨询会议"],
        joint=True,
        theme="一",
    )
    assert refused["code"] == "unknown_meeting_kind"
    await province.post(f"/meeting-kinds/{SUPERIOR}/add", **kind, joint=True)
    await clerk.draft(kinds=["专家咨询会议", "thematic"])
    names = [one["name"] for one in (await clerk.get("/meeting-kinds"))["items"]]
    assert names[-1] == "专家咨询会议"
    assert (await clerk.get("/meetings", kind="专家咨询会议"))["items"] != []
    other = await clerk.post(
        "/meetings",
        422,
        meeting_id=str(derive("m")),
        committee_id=str(COMMITTEE),
        hosts=[str(COMMITTEE)],
        kinds=["专家咨询会议"],
        joint=False,
    )
    assert other["code"] == "joint_does_not_fit_kinds"
    await province.post(f"/meeting-kinds/{SUPERIOR}/retire", **kind)
    assert len((await clerk.get("/meeting-kinds"))["items"]) == 9


@pytest.mark.accepts("M1")
@pytest.mark.parametrize("of_province", [True, False])
async def test_m1_a_kind_that_both_added_is_offered_as_a_meeting_of_it_is_judged(
    office: Office, of_province: bool
) -> None:
    province, clerk = Desk(office, SUPERIOR), Desk(office)
    await province.post(f"/meeting-kinds/{SUPERIOR}/add", kind="专家咨询会议", joint=of_province)
    await clerk.post(f"/meeting-kinds/{COMMITTEE}/add", kind="专家咨询会议", joint=not of_province)
    [offered] = [one for one in (await clerk.get("/meeting-kinds"))["items"] if one["kind"] == "专家咨询会议"]
    assert (offered["joint"], offered["added_by"]) == (of_province, str(SUPERIOR))
    assert offered["added_here"]
    await clerk.draft(kinds=["专家咨询会议"], joint=offered["joint"])


@pytest.mark.accepts("K4")
async def test_k4_a_kind_that_a_committee_added_is_shown_above_and_below_it_and_to_nobody_else(office: Office) -> None:
    await register(office, COUNTY, "county", "县关工委", "established", FOUNDED, COMMITTEE)
    await Desk(office).post(f"/meeting-kinds/{COMMITTEE}/add", kind="专家咨询会议", joint=True)

    async def shown_to(viewer: UUID) -> bool:
        offered = (await Desk(office, viewer).get("/meeting-kinds", committee=str(COMMITTEE)))["items"]
        assert len(offered) >= 9
        return "专家咨询会议" in [one["kind"] for one in offered]

    assert [await shown_to(viewer) for viewer in (COMMITTEE, SUPERIOR, COUNTY, STRANGER)] == [True, True, True, False]


@pytest.mark.refuses("M1")
async def test_m1_a_kind_is_added_once_and_by_a_committee_for_itself(office: Office) -> None:
    clerk = Desk(office)
    for kind in ("专题会议", "thematic"):
        refused = await clerk.post(f"/meeting-kinds/{COMMITTEE}/add", 422, kind=kind, joint=True)
        assert (refused["rule"], refused["code"]) == ("M1", "meeting_kind_known")
    await clerk.post(f"/meeting-kinds/{SUPERIOR}/add", 404, kind="咨询会", joint=False)
    refused = await clerk.post(f"/meeting-kinds/{COMMITTEE}/retire", 422, kind="咨询会")
    assert refused["code"] == "meeting_kind_not_added"


async def test_the_list_of_meetings_is_narrowed_by_year_kind_and_subtree(office: Office) -> None:
    clerk = Desk(office)
    for name, day, kind in (("a", "2023-09-10", "thematic"), ("b", "2024-01-05", "briefing"), ("c", None, "briefing")):
        await clerk.draft(meeting_id=str(derive(name)), planned_on=day, kinds=[kind])

    async def listed(who: Desk, **wanted: Any) -> list[str]:
        return [one["meeting_id"] for one in (await who.get("/meetings", **wanted))["items"]]

    a, b, c = (str(derive(name)) for name in "abc")
    assert await listed(clerk, year=2023) == [a]
    assert await listed(clerk, kind="briefing") == [c, b]
    assert await listed(clerk, dated=False) == [c]
    assert await listed(clerk, dated=True, latest_first=True) == [b, a]
    assert await listed(clerk, joint=False) == []
    assert await listed(clerk, below=str(SUPERIOR)) == [c, a, b]
    assert await listed(clerk, below=str(STRANGER)) == []
    assert await listed(Desk(office, SUPERIOR), below=str(SUPERIOR)) == []  # drafts
