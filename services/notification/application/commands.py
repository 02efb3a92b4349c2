"""What can be asked of notification; names as in docs/services.md."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.notification.domain.vocabulary import Channel, Role
from shared.kernel.command import Command

Channels = Annotated[tuple[Channel, ...], Meta(max_length=5)]


class SetContact(Command, frozen=True, kw_only=True):
    """Where a role of a unit is reached by one channel; it is kept beside the events and can be erased."""

    unit_id: UUID
    role: Role
    channel: Channel
    address: str
    secret: str = ""


class RemoveContact(Command, frozen=True, kw_only=True):
    unit_id: UUID
    role: Role
    channel: Channel


class ChooseChannels(Command, frozen=True, kw_only=True):
    """Which of a role's addresses are used; the others stay and rest."""

    unit_id: UUID
    role: Role
    channels: Channels


class ResendNotice(Command, frozen=True, kw_only=True):
    """What a unit was told of a matter goes once more, by all its channels, also those that are new."""

    matter_id: UUID
    unit_id: UUID


class RenewReceiptLink(Command, frozen=True, kw_only=True):
    """Every link that a unit got for this meeting is void from now on; the next message has a new one."""

    matter_id: UUID
    unit_id: UUID
