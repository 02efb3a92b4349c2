"""One handler per command of transmittals and returns: load, permit, gather the facts, let the domain judge."""

from typing import Any
from uuid import UUID

from services.meeting.application import transmittal_commands as c
from services.meeting.application.addressing import address
from services.meeting.application.facts import facts_of
from services.meeting.application.instruction_views import INSTRUCTIONS
from services.meeting.application.read_model import MeetingView
from services.meeting.domain import transmittal_refusals as no
from services.meeting.domain.instruction import Instruction
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.transmittal import Asked, Subject, Transmittal
from services.meeting.domain.transmittal_return import TransmittalReturn
from services.organization.client import Registry
from shared.commands.interface import Handler, Work
from shared.commands.refusals import not_found
from shared.kernel.clock import business_day
from shared.kernel.command import Command
from shared.messaging.visibility import Viewer

Answer = dict[str, Any]
_MEETINGS = MeetingView()


async def issue_transmittal(command: c.IssueTransmittal, work: Work) -> Answer:
    work.permit({"own"} if command.committee_id == work.actor.unit_id else ())
    facts = await facts_of(work)
    await check_transmits(work, command.committee_id)
    await check_matter(command, work)
    transmittal = Transmittal.issue(
        command.transmittal_id,
        command.committee_id,
        Subject(
            conveys=command.conveys,
            matter_id=command.matter_id,
            title=command.title,
            issuer=command.issuer,
            document=command.document,
        ),
        asked_of(command),
        await address(work.views, command.committee_id, command.units, command.groups, facts.today),
        today=facts.today,
    )
    await facts.check_documents(command.document)
    work.add(transmittal)
    return {"units": len(transmittal.units)}


async def pass_on_transmittal(command: c.PassOnTransmittal, work: Work) -> Answer:
    committee_id = work.actor.unit_id
    source = await work.get(Transmittal, command.source_id)
    work.permit({"addressee"} & source.relations_of(committee_id))
    facts = await facts_of(work)
    await check_transmits(work, committee_id)
    transmittal = source.pass_on(
        command.transmittal_id,
        committee_id,
        asked_of(command),
        await address(work.views, committee_id, command.units, command.groups, facts.today),
        today=facts.today,
    )
    work.add(transmittal)
    return {"units": len(transmittal.units)}


async def widen_transmittal(command: c.WidenTransmittal, work: Work) -> Answer:
    transmittal = await work.get(Transmittal, command.transmittal_id)
    work.permit(transmittal.relations_of(work.actor.unit_id))
    facts = await facts_of(work)
    addressed = await address(work.views, transmittal.owner_unit, command.units, command.groups, facts.today)
    return {"units": len(transmittal.widen(addressed, today=facts.today))}


async def submit_return(command: c.SubmitReturn, work: Work) -> Answer:
    unit_id = work.actor.unit_id
    transmittal = await work.get(Transmittal, command.transmittal_id)
    work.permit(transmittal.relations_of(unit_id))
    stream_id = TransmittalReturn.stream_of(transmittal.id, unit_id)
    returned = await work.find(TransmittalReturn, stream_id)
    if returned is None:
        returned = TransmittalReturn(stream_id)
        work.add(returned)
    facts = await facts_of(work)
    returned.submit(transmittal, unit_id, command.content, today=facts.today)
    await facts.check_documents(*command.content.documents)
    return {"return_id": str(stream_id), "late": returned.late}


async def correct_return(command: c.CorrectReturn, work: Work) -> Answer:
    returned = await work.get(TransmittalReturn, command.return_id)
    work.permit(returned.relations_of(work.actor.unit_id))
    transmittal = await work.get(Transmittal, returned.transmittal_id)
    facts = await facts_of(work)
    known = set(returned.content.documents)
    changed = returned.correct(transmittal, command.content, command.reason, today=facts.today)
    await facts.check_documents(*(digest for digest in command.content.documents if digest not in known))
    return {"changed": list(changed), "late": returned.late}


async def accept_return(command: c.AcceptReturn, work: Work) -> None:
    returned = await work.get(TransmittalReturn, command.return_id)
    work.permit(returned.relations_of(work.actor.unit_id))
    returned.accept(today=business_day(work.now))


async def send_back_return(command: c.SendBackReturn, work: Work) -> None:
    returned = await work.get(TransmittalReturn, command.return_id)
    work.permit(returned.relations_of(work.actor.unit_id))
    returned.send_back(command.reason, today=business_day(work.now))


def asked_of(command: c.IssueTransmittal | c.PassOnTransmittal) -> Asked:
    return Asked(
        requirements=command.requirements,
        questions=command.questions,
        tell_party_leader=command.tell_party_leader,
        due_on=command.due_on,
    )


async def check_transmits(work: Work, unit_id: UUID) -> None:
    unit = await Registry(work.views).unit(unit_id, business_day(work.now))
    if unit.kind != "committee":
        raise no.OnlyCommitteesTransmit(f"{unit.name}不是关工委，不能发传达通知。", unit_id=str(unit_id))


async def check_matter(command: c.IssueTransmittal, work: Work) -> None:
    """What is passed on is the committee's own matter or one that it may see; a draft or a meeting to come is not."""
    if command.matter_id is None:
        return
    if command.conveys == "superior_document":
        raise no.MatterNotConveyable("传达上级文件不用选会议或批示，请上传文件。", field="matter_id")
    if command.conveys == "instruction":
        await _check_instruction(command.matter_id, work)
    elif not await _held(command.matter_id, work):
        raise no.MatterNotConveyable("会议还没有召开，没有精神可以传达。请在会后再发。", field="matter_id")


async def _held(meeting_id: UUID, work: Work) -> bool:
    meeting = await work.find(Meeting, meeting_id)
    if meeting is None:
        raise not_found()
    if meeting.owner_unit == work.actor.unit_id:
        return meeting.held_on is not None
    shown = await _MEETINGS.get(work.views, Viewer(work.actor.unit_id, work.actor.role), meeting_id)
    return shown.fields()["held"] is not None


async def _check_instruction(instruction_id: UUID, work: Work) -> None:
    """Raises NotFound for what the committee may not see."""
    instruction = await work.find(Instruction, instruction_id)
    if instruction is None:
        raise not_found()
    if instruction.owner_unit != work.actor.unit_id:
        await INSTRUCTIONS.get(work.views, Viewer(work.actor.unit_id, work.actor.role), instruction_id)


HANDLERS: dict[type[Command], Handler] = {
    c.IssueTransmittal: issue_transmittal,
    c.PassOnTransmittal: pass_on_transmittal,
    c.WidenTransmittal: widen_transmittal,
    c.SubmitReturn: submit_return,
    c.CorrectReturn: correct_return,
    c.AcceptReturn: accept_return,
    c.SendBackReturn: send_back_return,
}
