"""Addresses of a unit's roles: ordinary, erasable rows; in no event, log, answer of a command or message of another.

An address is somebody's: it counts as long as the person who held the office when it was written holds it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.notification.domain.addresses import shown
from services.notification.domain.refusals import ContactsNotVisible
from services.notification.domain.sending import Address
from services.notification.domain.vocabulary import CHANNELS, OFFICES, Channel, Role
from services.organization.client import Registry
from shared.database.interface import Reader, Row, Table, Transaction
from shared.kernel.envelope import Actor, RecordedEvent

_KEEP = (
    "INSERT INTO {contacts} (unit_id, role, channel, address, secret, person_id, wanted)"
    " VALUES (:unit_id, :role, :channel, :address, :secret, :person_id, 1)"
    " ON CONFLICT (unit_id, role, channel) DO UPDATE SET address = excluded.address, secret = excluded.secret,"
    " person_id = excluded.person_id, wanted = 1"
)
_OF_ROLE = " WHERE unit_id = :unit_id AND role = :role"
Effect = Callable[[Transaction], None]


def keeping(unit: UUID, role: Role, channel: Channel, to: Address, person: UUID | None) -> Effect:
    row = {"unit_id": unit, "role": role, "channel": channel, "person_id": person}

    def keep(tx: Transaction) -> None:
        tx.execute(_KEEP, {**row, "address": to.address, "secret": to.secret})

    return keep


def removing(unit: UUID, role: Role, channel: Channel) -> Effect:
    def remove(tx: Transaction) -> None:
        params = {"unit_id": unit, "role": role, "channel": channel}
        tx.execute("DELETE FROM {contacts}" + _OF_ROLE + " AND channel = :channel", params)

    return remove


def choosing(unit: UUID, role: Role, channels: Sequence[Channel]) -> Effect:
    """Which of the addresses are used; the others stay and rest."""

    def choose(tx: Transaction) -> None:
        for channel in CHANNELS:
            params = {"unit_id": unit, "role": role, "channel": channel, "wanted": int(channel in channels)}
            tx.execute("UPDATE {contacts} SET wanted = :wanted" + _OF_ROLE + " AND channel = :channel", params)

    return choose


async def holder_of(reader: Reader, unit: UUID, role: str, on: date) -> UUID | None:
    """Whose the role's addresses are; None: they are the unit's own, or nobody holds the office."""
    office = OFFICES.get(role)
    if office is None:
        return None
    holders = await Registry(reader).holders(unit, office, on)
    return holders[0] if holders else None


async def usable(reader: Reader, unit: UUID, role: str, on: date) -> list[Row]:
    """The wanted addresses that still belong to whoever holds the office.

    A committee has no liaison officer: what is for one goes to the unit's own address, its clerk's.
    """
    found = await _usable(reader, unit, role, on)
    return found or (await _usable(reader, unit, "clerk", on) if role == "liaison" else [])


async def _usable(reader: Reader, unit: UUID, role: str, on: date) -> list[Row]:
    rows = await reader.all(
        "SELECT * FROM {contacts}" + _OF_ROLE + " AND wanted = 1 ORDER BY channel", {"unit_id": unit, "role": role}
    )
    if not rows:
        return []
    holder = await holder_of(reader, unit, role, on)
    return [row for row in rows if row["person_id"] == (str(holder) if holder else None)]


async def contacts(reader: Reader, actor: Actor, unit: UUID, on: date) -> list[dict[str, Any]]:
    """What the unit itself sees of its addresses. Raises ContactsNotVisible."""
    check_contacts_visible(actor, unit)
    rows = await reader.all(
        "SELECT * FROM {contacts} WHERE unit_id = :unit_id ORDER BY role, channel", {"unit_id": unit}
    )
    holders = {role: await holder_of(reader, unit, role, on) for role in {row["role"] for row in rows}}
    return [_shown(row, holders[row["role"]]) for row in rows]


def check_contacts_visible(actor: Actor, unit: UUID) -> None:
    if actor.unit_id != unit or actor.role not in ("clerk", "liaison"):
        raise ContactsNotVisible("只有本单位的经办人和联络员能查看本单位的联系方式。")


def _shown(row: Mapping[str, Any], holder: UUID | None) -> dict[str, Any]:
    return {
        "role": row["role"],
        "channel": row["channel"],
        "channel_name": CHANNELS[row["channel"]],
        "address": shown(row["channel"], row["address"]),
        "has_secret": bool(row["secret"]),
        "wanted": bool(row["wanted"]),
        "outdated": row["person_id"] != (str(holder) if holder else None),
    }


class ErasedContacts:
    """A consumer without tables of its own: who is erased is erased here, too."""

    name = "erased_contacts"
    tables: Sequence[Table] = ()
    sources: Mapping[str, Sequence[str]] = {"organization": ("organization.person.erased",)}

    def apply(self, event: RecordedEvent, tx: Transaction) -> None:
        tx.execute("DELETE FROM {contacts} WHERE person_id = :person_id", {"person_id": event.envelope.stream_id})
