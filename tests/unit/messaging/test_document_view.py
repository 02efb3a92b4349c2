"""Document views: one rule of visibility, pages by code point, state of a unit."""

from uuid import UUID

import pytest

from shared.kernel.errors import NotFound
from shared.kernel.ids import derive
from shared.messaging.documents import Document
from shared.messaging.pages import BadCursor, BadLimit, Page
from shared.messaging.projecting import ProjectionInbox
from shared.messaging.visibility import Viewer
from tests.support import matters as m
from tests.support.two_services import ABOVE, OTHER, UNIT, TwoServices

PARTNER, PARTNERS_ABOVE = derive("unit", "partner"), derive("unit", "above the partner")
SHARED, DRAFT = derive("matter", "shared"), derive("matter", "draft")


async def filled(services: TwoServices, titles: dict[UUID, str], concerns: tuple[UUID, ...] = ()) -> None:
    for matter, title in titles.items():
        await services.give(m.OpenMatter(matter_id=matter, title=title, concerns=concerns), f"open {matter}")
    reach = [(ABOVE, UNIT), (PARTNERS_ABOVE, PARTNER)]
    rows = [{"ancestor": above, "unit": unit} for above, unit in reach]
    await services.matters.write(
        lambda tx: tx.execute_many("INSERT INTO {reach} (ancestor, unit) VALUES (:ancestor, :unit)", rows)
    )
    await ProjectionInbox(services.matters_view, services.matters, services.matters).receive(
        await services.matters.read(0, 500)
    )


async def seen(services: TwoServices, unit: UUID, role: str = "clerk") -> set[UUID]:
    async with services.matters.snapshot() as reader:
        page = await services.matters_view.list(reader, Viewer(unit, role))
        listed = {document.id for document in page.items}
        for matter in (SHARED, DRAFT):  # the single document and the list never differ
            try:
                assert (await services.matters_view.get(reader, Viewer(unit, role), matter)).id in listed
            except NotFound:
                assert matter not in listed
    return listed


@pytest.mark.parametrize(
    ("unit", "role", "expected"),
    [
        (UNIT, "clerk", {SHARED, DRAFT}),
        (UNIT, "auditor", {SHARED}),
        (PARTNER, "clerk", {SHARED}),
        (ABOVE, "clerk", {SHARED}),
        (ABOVE, "auditor", {SHARED}),
        (PARTNERS_ABOVE, "clerk", {SHARED}),
        (OTHER, "clerk", set()),
        (OTHER, "auditor", set()),
        (OTHER, "service:audit", {SHARED, DRAFT}),
    ],
)
async def test_a_document_is_seen_by_its_owner_its_units_and_who_is_above_them(
    services: TwoServices, unit: UUID, role: str, expected: set[UUID]
) -> None:
    await filled(services, {SHARED: "事", DRAFT: "草"}, (PARTNER,))
    assert await seen(services, unit, role) == expected


async def page(services: TwoServices, cursor: str | None = None, **kept: object) -> Page[Document]:
    async with services.matters.snapshot() as reader:
        viewer = Viewer(UNIT, "clerk")
        return await services.matters_view.list(reader, viewer, cursor=cursor, **kept)  # type: ignore[arg-type]


@pytest.mark.parametrize("descending", [False, True])
async def test_pages_give_every_document_once_by_code_point(services: TwoServices, descending: bool) -> None:
    titles = ["乙", "甲", "Z", "a", "乙", "丙", "𠀀"]
    await filled(services, {derive("matter", n): title for n, title in enumerate(titles)})
    found: list[str] = []
    cursor: str | None = None
    while True:
        one = await page(services, cursor, limit=2, descending=descending)
        found += [document.fields()["title"] for document in one.items]
        cursor = one.cursor
        if cursor is None:
            break
    assert found == sorted(titles, reverse=descending)


async def test_filters_compare_extra_columns_and_units(services: TwoServices) -> None:
    await filled(services, {SHARED: "事"}, (PARTNER,))
    assert len((await page(services, where={"stage": "open"})).items) == 1
    assert len((await page(services, where={"stage": ["closed", "gone"]})).items) == 0
    assert len((await page(services, where={"stage": None})).items) == 0
    assert len((await page(services, where={"owner_unit": UNIT}, unit=PARTNER)).items) == 1
    assert len((await page(services, unit=OTHER)).items) == 0


async def test_a_filter_by_an_unknown_column_is_a_programming_error(services: TwoServices) -> None:
    with pytest.raises(ValueError, match="titel"):
        await page(services, where={"titel": "x"})


@pytest.mark.parametrize("cursor", ["", "x", "5L2g", "WzEsMl0", "é"])
async def test_a_cursor_that_nobody_gave_is_refused(services: TwoServices, cursor: str) -> None:
    with pytest.raises(BadCursor):
        await page(services, cursor)


@pytest.mark.parametrize("limit", [0, 201])
async def test_a_page_has_one_to_two_hundred_rows(services: TwoServices, limit: int) -> None:
    with pytest.raises(BadLimit):
        await page(services, limit=limit)


async def test_the_state_of_a_unit_is_what_it_owns_or_takes_part_in_with_drafts(services: TwoServices) -> None:
    await filled(services, {SHARED: "事", DRAFT: "草"}, (PARTNER,))
    async with services.matters.snapshot() as reader:
        for unit, expected in ((UNIT, 2), (PARTNER, 2), (ABOVE, 0)):
            assert len(await services.matters_view.all_of_unit(reader, unit)) == expected


async def test_the_version_is_the_streams_and_the_body_is_canonical(services: TwoServices) -> None:
    await services.give(m.OpenMatter(matter_id=SHARED, title="事"), "open")
    await services.give(m.NoteMatter(matter_id=SHARED, text="一"), "note")
    inbox = ProjectionInbox(services.matters_view, services.matters, services.matters)
    await inbox.receive(await services.matters.read(0, 500))
    async with services.matters.snapshot() as reader:
        document = await services.matters_view.get(reader, Viewer(UNIT, "clerk"), SHARED)
    assert document.version == 2
    assert document.text == (
        f'{{"matter_id":"{SHARED}","notes":["一"],"stage":"open","title":"事","unit_id":"{UNIT}"}}'
    )
