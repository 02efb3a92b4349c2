"""What the import itself wants done, batch after batch; nobody gives these but the service's own policy."""

from uuid import UUID

from shared.kernel.command import Command


class ImportItem(Command, frozen=True, kw_only=True):
    """The steps lie beside the events: names of people are among them, and a command must not carry those along."""

    import_id: UUID
    number: int


class AdvanceImport(Command, frozen=True, kw_only=True):
    import_id: UUID
    batch: int
    entries: int
