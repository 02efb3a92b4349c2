"""One handler per command: permission, rules, the rows that change. There are no events."""

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from services.notification.application import commands as c
from services.notification.application import contacts
from services.notification.application.links import renewing
from services.notification.application.queueing import ask_again
from services.notification.application.told import still_waits
from services.notification.domain.addresses import check_address
from services.notification.domain.refusals import MatterEnded, OfficeVacant
from services.notification.domain.sending import Address
from services.notification.domain.vocabulary import OFFICES, ROLES
from shared.commands.interface import Handler, Work
from shared.commands.refusals import not_found
from shared.database.interface import Row
from shared.kernel.clock import business_day
from shared.kernel.command import Command


async def set_contact(command: c.SetContact, work: Work) -> None:
    work.permit(_own(work, command.unit_id))
    check_address(command.channel, command.address, command.secret)
    person = await contacts.holder_of(work.views, command.unit_id, command.role, business_day(work.now))
    check_office_held(command.role, person)
    to = Address(command.address, command.secret)
    work.also(contacts.keeping(command.unit_id, command.role, command.channel, to, person))


async def remove_contact(command: c.RemoveContact, work: Work) -> None:
    work.permit(_own(work, command.unit_id))
    work.also(contacts.removing(command.unit_id, command.role, command.channel))


async def choose_channels(command: c.ChooseChannels, work: Work) -> None:
    work.permit(_own(work, command.unit_id))
    work.also(contacts.choosing(command.unit_id, command.role, command.channels))


async def resend_notice(command: c.ResendNotice, work: Work) -> None:
    notices = await _told(work, command.matter_id, command.unit_id)
    own = [notice for notice in notices if notice["issuer_id"] == str(work.actor.unit_id)]
    work.permit(["issuer"] if own else [])
    waiting = [notice["notice_id"] for notice in own if still_waits(notice, work.now)]
    check_still_waits(waiting)
    for notice_id in waiting:
        work.also(partial(ask_again, notice_id=notice_id))


async def renew_receipt_link(command: c.RenewReceiptLink, work: Work) -> None:
    notices = await _told(work, command.matter_id, command.unit_id)
    issuers = {notice["issuer_id"] for notice in notices}
    issuing = ["issuer"] if str(work.actor.unit_id) in issuers else []
    work.permit([*issuing, *_own(work, command.unit_id)])
    work.also(renewing(command.matter_id, command.unit_id))


HANDLERS: dict[type[Command], Handler] = {
    c.SetContact: set_contact,
    c.RemoveContact: remove_contact,
    c.ChooseChannels: choose_channels,
    c.ResendNotice: resend_notice,
    c.RenewReceiptLink: renew_receipt_link,
}


def check_office_held(role: str, person: UUID | None) -> None:
    """An address without a person would go on to whoever comes next."""
    if role in OFFICES and person is None:
        raise OfficeVacant(f"本单位现在没有{ROLES[role]}，请先任命，再填写联系方式。", role=role)  # type: ignore[index]


def check_still_waits(waiting: Sequence[str]) -> None:
    if not waiting:
        raise MatterEnded("这件事已经结束，不需要再发送通知。")


async def _told(work: Work, matter: UUID, unit: UUID) -> Sequence[Row]:
    """Raises NotFound."""
    notices = await work.views.all(
        "SELECT * FROM {notices} WHERE matter_id = :matter AND unit_id = :unit ORDER BY notice_id",
        {"matter": matter, "unit": unit},
    )
    if not notices:
        raise not_found()
    return notices


def _own(work: Work, unit: UUID) -> Iterable[str]:
    return ["own"] if work.actor.unit_id == unit else []
