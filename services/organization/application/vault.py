"""Names of people: ordinary rows beside the events, erasable, in no event, log or answer of a command (design 14)."""

from collections.abc import Callable
from uuid import UUID

from shared.database.interface import Reader, Table, Transaction
from shared.kernel.errors import Refusal

VAULT = Table(
    "vault_names",
    ("CREATE TABLE {vault_names} (person_id TEXT PRIMARY KEY, name TEXT NOT NULL)",),
)
ERASED = "已删除"


def keeping(person_id: UUID, name: str) -> Callable[[Transaction], None]:
    def keep(tx: Transaction) -> None:
        tx.execute(
            "INSERT INTO {vault_names} (person_id, name) VALUES (:person_id, :name)"
            " ON CONFLICT (person_id) DO UPDATE SET name = excluded.name",
            {"person_id": person_id, "name": name},
        )

    return keep


def erasing(person_id: UUID) -> Callable[[Transaction], None]:
    def erase(tx: Transaction) -> None:
        tx.execute("DELETE FROM {vault_names} WHERE person_id = :person_id", {"person_id": person_id})

    return erase


async def name_of(reader: Reader, person_id: UUID) -> str:
    """已删除 when there is none: whoever asks has made sure that the person was registered."""
    row = await reader.one("SELECT name FROM {vault_names} WHERE person_id = :person_id", {"person_id": person_id})
    return str(row["name"]) if row else ERASED


class NameInReason(Refusal):
    code = "name_in_reason"


def check_unnamed(name: str, reason: str) -> None:
    if name != ERASED and name in reason:
        raise NameInReason("原因、依据里请不要写此人的姓名，可写职务。")
