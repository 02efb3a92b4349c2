"""ImportPlan: a document becomes a plan's items, names looked up, nothing guessed and nothing dropped (T11)."""

import asyncio
from uuid import UUID

import msgspec

from services.tasking.application import commands as c
from services.tasking.application.naming import look_up
from services.tasking.application.plan_handlers import own_plan
from services.tasking.domain.plan import Plan
from services.tasking.domain.plan_document import ParsedItem, ParsedPlan, decode_plan, parse_plan
from services.tasking.domain.plan_document.model import Superior
from services.tasking.domain.values import Due, Item, Named
from shared.commands.interface import Work
from shared.contents.store import read_body
from shared.kernel.ids import derive


async def import_plan(command: c.ImportPlan, work: Work) -> dict[str, object]:
    plan = await own_plan(command.plan_id, work)
    plan.check_importable()
    content = await read_body(work.views, command.document, work.actor.unit_id)
    # Reading ten megabytes takes a while, and other requests go on meanwhile.
    encoding, parsed = await asyncio.to_thread(_read, content.body or b"")
    names = [name for item in parsed.items for name in (*item.leads, *item.responsible)]
    named = await look_up(names, command.issuer or plan.owner_unit, work)
    items = [_item(plan.id, ordinal, item, named) for ordinal, item in enumerate(parsed.items, start=1)]
    plan.import_items(_imported(plan, command.document, encoding, parsed), items)
    return {"items": len(items), "unknown": [name for name, one in named.items() if not one.settled]}


def _read(content: bytes) -> tuple[str, ParsedPlan]:
    decoded = decode_plan(content)
    return decoded.encoding, parse_plan(decoded.text)


def _imported(plan: Plan, document: str, encoding: str, parsed: ParsedPlan) -> Plan.Imported:
    return Plan.Imported(
        document=document,
        title=parsed.title or plan.title,
        carries_out=_words(parsed.carries_out) or plan.carries_out,
        encoding=encoding,
        sections=tuple(section.title for section in parsed.sections),
    )


def _item(plan_id: UUID, ordinal: int, item: ParsedItem, named: dict[str, Named]) -> Item:
    return Item(
        # By place, for a document can number two items alike.
        item_id=derive("item", plan_id, ordinal),
        number=item.number,
        section=item.section,
        text=item.text,
        leads=tuple(named[name] for name in item.leads),
        responsible=tuple(named[name] for name in item.responsible),
        due=msgspec.convert(msgspec.to_builtins(item.due), Due),
    )


def _words(superior: Superior | None) -> str | None:
    if superior is None:
        return None
    return f"{superior.title}（{superior.number}）" if superior.number else superior.title
