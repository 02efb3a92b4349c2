"""From an uploaded file to what it would do: read, compared, kept for its clerk to look at."""

import asyncio
import hashlib
from collections.abc import Sequence
from uuid import UUID

from services.organization.application.imports import storage
from services.organization.application.imports.acting import Acting
from services.organization.application.imports.comparing import Comparison
from services.organization.application.imports.packing import packed
from services.organization.application.imports.present import Present, present_of
from services.organization.application.imports.rows import FileRows, rows_of
from shared.database.interface import Database
from shared.kernel.clock import Clock
from shared.kernel.envelope import Actor
from shared.kernel.errors import NotPermitted, VersionConflict
from shared.sheets.reading import read_sheets
from shared.sheets.sheet import Sheet


class ImportBegun(VersionConflict):
    code = "import_begun"


async def prepare(database: Database, clock: Clock, actor: Actor, import_id: UUID, body: bytes) -> storage.Prepared:
    """Raises SheetRefused, TooLarge, NotPermitted, ImportBegun. Other files of the person that were not begun go."""
    check_may_import(actor)
    sheets = await asyncio.to_thread(read_sheets, body)
    async with database.snapshot() as reader:
        known = await storage.prepared_of(reader, import_id)
        if known is not None and (known["begun"] or known["unit_id"] != str(actor.unit_id)):
            raise ImportBegun("这个导入编号已经用过，请重新上传。", import_id=str(import_id))
        present = await present_of(reader)
    comparison, rows = await asyncio.to_thread(_compared, import_id, actor, present, sheets)
    entries = list(comparison.entries.values())
    prepared = storage.Prepared(
        import_id=import_id,
        unit_id=actor.unit_id,
        person_id=actor.person_id,
        digest=hashlib.sha256(body).hexdigest(),
        prepared_at=clock.now(),
        rows=rows.count,
        entries=entries,
        items=packed(entries),
        errors=comparison.errors,
    )
    await database.write(storage.keeping(prepared))
    return prepared


def check_may_import(actor: Actor) -> None:
    """Whoever may give the commands of a file's rows may upload one."""
    if actor.role != "clerk":
        raise NotPermitted("名册的导入由经办人办理。")


def _compared(import_id: UUID, actor: Actor, present: Present, sheets: Sequence[Sheet]) -> tuple[Comparison, FileRows]:
    """In a thread of its own: a province's file takes seconds."""
    rows = rows_of(sheets)
    comparison = Comparison(import_id, Acting(actor, present), present)
    asyncio.run(comparison.compare(rows))
    return comparison, rows
