"""An import begins, does its items by the handlers of their commands, and ends."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.organization.application import commands
from services.organization.application.imports import steps, storage
from services.organization.application.imports.commands import AdvanceImport, ImportItem
from services.organization.domain.registry_import import RegistryImport
from shared.commands.interface import Handler, Work
from shared.commands.refusals import not_found
from shared.kernel.command import Command
from shared.kernel.errors import Refusal


async def start_import(command: commands.StartImport, work: Work) -> None:
    prepared = await storage.prepared_of(work.views, command.import_id)
    work.permit({"own"} if prepared and prepared["unit_id"] == str(work.actor.unit_id) else set())
    if prepared is None:
        raise not_found()
    begun = await work.find(RegistryImport, command.import_id)
    if begun is not None:
        begun.check_not_started()
    started = RegistryImport(command.import_id)
    started.start(
        UUID(prepared["unit_id"]),
        rows=prepared["rows"],
        entries=prepared["items"],
        batches=prepared["batches"],
        errors=prepared["errors"],
    )
    work.add(started)
    work.also(storage.beginning(command.import_id))


async def advance_import(command: AdvanceImport, work: Work) -> None:
    going_on = await work.get(RegistryImport, command.import_id)
    work.permit({"own"} if going_on.owner_unit == work.actor.unit_id else set())
    going_on.advance(command.batch, command.entries)
    if going_on.done + 1 == going_on.batches:
        work.also(storage.blanking(command.import_id))


def item_handler(handlers: Mapping[type[Command], Handler]) -> Handler:
    """Each step asks for its own permission, as the unit that uploaded the file; all are done, or none."""

    async def import_item(command: ImportItem, work: Work) -> dict[str, Any] | None:
        for step in steps.read(command.steps):
            try:
                await handlers[type(step)](step, work)
            except Refusal as refusal:
                raise told(refusal, command.told) from refusal
        return None

    return import_item


def told(refusal: Refusal, place: str) -> Refusal:
    """The same refusal, with the place in the file: it is shown to who uploaded it."""
    return type(refusal)(f"{place}：{refusal.message}", **refusal.details)
