"""What the import itself wants done, batch after batch; nobody gives these but the service's own policy."""

from uuid import UUID

from shared.kernel.command import Command


class ImportItem(Command, frozen=True, kw_only=True):
    """`steps` are commands as imports/steps.py writes them, names of people among them; no command is ever stored.

    `told` is the place in the file, for whom a refusal is shown.
    """

    import_id: UUID
    number: int
    told: str
    steps: str


class AdvanceImport(Command, frozen=True, kw_only=True):
    import_id: UUID
    batch: int
    entries: int
