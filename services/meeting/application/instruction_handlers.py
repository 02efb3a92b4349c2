"""One handler per command of visits, speeches and instructions: load, permit, gather facts, let the domain judge."""

from collections.abc import Sequence
from uuid import UUID

from services.meeting.application import instruction_commands as c
from services.meeting.application.facts import Facts, facts_of
from services.meeting.application.permitted import by_whom
from services.meeting.domain import instruction_refusals as no
from services.meeting.domain.instruction import Instruction, Leader, Passing, Recipient
from services.meeting.domain.meeting import Meeting
from services.meeting.domain.rules import check_units_known
from services.organization.client import Registry
from shared.commands.interface import Handler, Work
from shared.commands.refusals import not_found
from shared.kernel.clock import business_day
from shared.kernel.command import Command


async def record_instruction(command: c.RecordInstruction, work: Work) -> None:
    work.permit({"own"} if command.committee_id == work.actor.unit_id else ())
    facts = await facts_of(work)
    await check_committee(work, command.committee_id)
    await check_registered(work, command.leaders, command)
    instruction = Instruction.take_down(
        command.instruction_id,
        command.committee_id,
        kinds=command.kinds,
        title=command.title,
        given_on=command.given_on,
        place=command.place,
        leaders=command.leaders,
        document=command.document,
        today=facts.today,
    )
    await facts.check_documents(command.document)
    work.add(instruction)


async def add_instruction_text(command: c.AddInstructionText, work: Work) -> None:
    instruction = await _permitted(work, command.instruction_id)
    facts = Facts(work)
    instruction.add_text(
        command.text_id, command.kind, command.title, command.given_on, command.document, today=facts.today
    )
    await facts.check_documents(command.document)


async def pass_opinions(command: c.PassOpinions, work: Work) -> None:
    instruction = await _permitted(work, command.instruction_id)
    passing = await passing_of(command.meeting_id, work)
    instruction.pass_opinions(command.opinions_id, passing, command.opinions)


async def record_opinions_consent(command: c.RecordOpinionsConsent, work: Work) -> None:
    instruction = await work.get(Instruction, command.instruction_id)
    facts = await facts_of(work)
    decision = by_whom(command.decision, work)
    party_committee = await facts.party_committee(instruction.owner_unit, decision.decided_on)
    work.permit(instruction.relations_of(work.actor.unit_id, party_committee))
    instruction.record_consent(command.opinions_id, decision, facts.recording(), party_committee=party_committee)
    await facts.check_documents(decision.words, decision.scan)


async def submit_special_report(command: c.SubmitSpecialReport, work: Work) -> None:
    instruction = await _permitted(work, command.instruction_id)
    facts = await facts_of(work)
    await check_recipients_known(facts, command.recipients)
    approved_at = await passing_of(command.approved_at, work) if command.approved_at else None
    instruction.submit_report(
        command.report_id,
        command.document,
        command.recipients,
        command.submitted_on,
        approved_at=approved_at,
        today=facts.today,
    )
    await facts.check_documents(command.document)


async def link_campaign(command: c.LinkCampaign, work: Work) -> None:
    instruction = await _permitted(work, command.instruction_id)
    instruction.link_campaign(command.campaign_id, command.purpose)


async def close_instruction(command: c.CloseInstruction, work: Work) -> None:
    instruction = await _permitted(work, command.instruction_id)
    instruction.close(command.closed_on, command.no_report_reason, today=business_day(work.now))


async def passing_of(meeting_id: UUID, work: Work) -> Passing:
    """A meeting of the acting committee's own; any other is none of this matter's. Raises NotFound."""
    meeting = await work.find(Meeting, meeting_id)
    if meeting is None or meeting.owner_unit != work.actor.unit_id:
        raise not_found()
    return Passing(meeting_id=meeting.id, kinds=meeting.kinds, held_on=meeting.held_on)


async def check_committee(work: Work, unit_id: UUID) -> None:
    unit = await Registry(work.views).unit(unit_id, business_day(work.now))
    if unit.kind != "committee":
        raise no.InstructionIncomplete(f"{unit.name}不是关工委，不能为视察、讲话、批示立卷。", unit_id=str(unit_id))


async def check_registered(work: Work, leaders: Sequence[Leader], command: c.RecordInstruction) -> None:
    """A person's id stands there only if the registry knows them in an office of that unit on the day."""
    registry = Registry(work.views)
    await check_recipients_known(Facts(work), leaders)
    for leader in leaders:
        if leader.unit_id is None or leader.person_id is None:
            continue
        if not await registry.offices_of(leader.unit_id, leader.person_id, command.given_on):
            raise no.LeaderNotRegistered(
                f"{leader.office}当日没有登记在所选单位任职，请核对；没有登记的只写职务。", field="leaders"
            )


async def check_recipients_known(facts: Facts, named: Sequence[Leader | Recipient]) -> None:
    units = [one.unit_id for one in named if one.unit_id is not None]
    check_units_known(units, await facts.known_units(units))


async def _permitted(work: Work, instruction_id: UUID) -> Instruction:
    instruction = await work.get(Instruction, instruction_id)
    work.permit(instruction.relations_of(work.actor.unit_id))
    return instruction


HANDLERS: dict[type[Command], Handler] = {
    c.RecordInstruction: record_instruction,
    c.AddInstructionText: add_instruction_text,
    c.PassOpinions: pass_opinions,
    c.RecordOpinionsConsent: record_opinions_consent,
    c.SubmitSpecialReport: submit_special_report,
    c.LinkCampaign: link_campaign,
    c.CloseInstruction: close_instruction,
}
