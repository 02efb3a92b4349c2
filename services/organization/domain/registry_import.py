"""A file's changes to the registry, done in batches: what was begun goes on after any interruption."""

from uuid import UUID

from services.organization.domain.import_refusals import ImportAlreadyStarted, ImportHasErrors, NothingToImport
from shared.kernel.aggregate import Aggregate
from shared.kernel.events import DomainEvent


class RegistryImport(Aggregate):
    """What the entries hold lies beside the events, for names of people are among it."""

    STREAM = "organization.import"
    batches = 0
    done = -1

    class Started(DomainEvent, frozen=True, kw_only=True, event="organization.import.started"):
        import_id: UUID
        unit_id: UUID
        rows: int
        entries: int
        batches: int

    class Advanced(DomainEvent, frozen=True, kw_only=True, event="organization.import.advanced"):
        batch: int
        entries: int

    class Finished(DomainEvent, frozen=True, kw_only=True, event="organization.import.finished"):
        entries: int

    def start(self, unit_id: UUID, *, rows: int, entries: int, batches: int, errors: int) -> None:
        self.check_not_started()
        if errors:
            raise ImportHasErrors(f"文件里还有{errors}处错误，请改好后重新上传，再开始导入。", errors=errors)
        if not entries:
            raise NothingToImport("文件与登记的完全一样，没有要改的，不用导入。")
        started = self.Started(import_id=self.id, unit_id=unit_id, rows=rows, entries=entries, batches=batches)
        self.record(started)

    def advance(self, batch: int, entries: int) -> None:
        """`entries` are those done up to and with this batch."""
        self.record(self.Advanced(batch=batch, entries=entries))
        if batch + 1 == self.batches:
            self.record(self.Finished(entries=entries))

    def check_not_started(self) -> None:
        if self.version:
            raise ImportAlreadyStarted("这份文件已经开始导入，请查看进度。")

    def on_started(self, event: Started) -> None:
        self.owner_unit, self.batches = event.unit_id, event.batches

    def on_advanced(self, event: Advanced) -> None:
        self.done = event.batch

    def on_finished(self, event: Finished) -> None:
        """The last batch was its own sign; subscribers have one of theirs."""
