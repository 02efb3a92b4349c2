"""One handler per command of a paper's way."""

import asyncio
from typing import Any
from uuid import UUID

from services.meeting.application.facts import Facts, facts_of
from services.meeting.application.papers import commands
from services.meeting.application.papers.composing import Standing, composed
from services.meeting.application.papers.matters import check_matter, check_matter_ready
from services.meeting.domain.paper import Paper
from services.meeting.domain.paper_number import PaperNumbers, Series
from services.meeting.domain.paper_record import PaperNumber
from services.meeting.domain.paper_style import PaperStyles, Style
from services.meeting.domain.paper_text import PaperText, read_paper_text
from services.meeting.domain.rules import check_units_known
from services.organization.client import Registry
from shared import papers
from shared.commands.interface import Handler, Work
from shared.contents.store import content_of, keeping, read_body
from shared.kernel.command import Command
from shared.kernel.ids import derive
from shared.papers.render import DOCX

Answer = dict[str, Any]


async def draft_paper(command: commands.DraftPaper, work: Work) -> None:
    work.permit({"own"} if command.committee_id == work.actor.unit_id else ())
    facts = await facts_of(work)
    await facts.check_is_committee(command.committee_id)
    bodies = command.bodies or (command.committee_id,)
    await _check_registered(facts, (*bodies, *command.addressees))
    await check_matter(work, command.matter_kind, command.matter_id)
    text = await _text(work, command.text, command.kind)
    work.add(
        Paper.draft(
            command.paper_id,
            command.committee_id,
            kind=command.kind,
            matter_kind=command.matter_kind,
            matter_id=command.matter_id,
            bodies=bodies,
            addressees=command.addressees,
            title=_title(text),
            text=command.text,
            writer=work.actor.person_id,
            today=facts.today,
        )
    )


async def revise_paper(command: commands.RevisePaper, work: Work) -> None:
    paper = await _permitted(work, command.paper_id)
    facts = await facts_of(work)
    bodies = command.bodies or (paper.owner_unit,)
    await _check_registered(facts, (*bodies, *command.addressees))
    text = await _text(work, command.text, paper.kind)
    paper.revise(
        bodies=bodies,
        addressees=command.addressees,
        title=_title(text),
        text=command.text,
        writer=work.actor.person_id,
        today=facts.today,
    )


async def check_paper(command: commands.CheckPaper, work: Work) -> None:
    paper = await _permitted(work, command.paper_id)
    facts = Facts(work)
    text = await _text(work, paper.text, paper.kind)
    paper.check_filled(text)
    paper.check(work.actor.person_id, command.decision, today=facts.today)
    if command.decision:
        await facts.check_documents(command.decision.words, command.decision.scan)


async def return_paper(command: commands.ReturnPaper, work: Work) -> None:
    paper = await _permitted(work, command.paper_id)
    paper.send_back(command.reason)


async def sign_paper(command: commands.SignPaper, work: Work) -> None:
    paper = await _permitted(work, command.paper_id)
    facts = await facts_of(work)
    decision = command.decision
    day = decision.decided_on if decision else facts.today
    person = decision.person_id if decision else work.actor.person_id
    style = await style_at(work, paper.owner_unit, facts)
    paper.sign(
        person,
        await facts.offices_of(paper.owner_unit, person, day),
        style.signing_offices,
        decision,
        today=facts.today,
    )
    if decision:
        await facts.check_documents(decision.words, decision.scan)


async def cosign_paper(command: commands.CosignPaper, work: Work) -> None:
    paper = await _permitted(work, command.paper_id)
    facts = Facts(work)
    paper.cosign(command.body, command.decision, today=facts.today)
    await facts.check_documents(command.decision.words, command.decision.scan)


async def number_paper(command: commands.NumberPaper, work: Work) -> Answer:
    """The number of a paper that was returned stays its own, unless the year has gone."""
    paper = await _permitted(work, command.paper_id)
    paper.check_numberable()
    facts = Facts(work)
    number = paper.number
    if number is None or number.year != facts.today.year:
        style = await style_at(work, paper.owner_unit, facts)
        series = style.series(paper.owner_unit, paper.kind, facts.today.year)
        await _release(work, paper)
        number = await _next_number(work, series, paper.id)
    paper.take_number(number)
    return {"number": number.text}


async def issue_paper(command: commands.IssuePaper, work: Work) -> Answer:
    """Rendered once, here; what was rendered is kept with the event, whatever the renderer becomes later."""
    paper = await _permitted(work, command.paper_id)
    facts = await facts_of(work)
    text = await _text(work, paper.text, paper.kind)
    paper.check_issuable(text.signer)
    await check_matter_ready(work, paper.kind, paper.matter_kind, paper.matter_id)
    standing = Standing(
        kind=paper.kind,
        bodies=await body_names(work, paper, facts),
        number=paper.number.text if paper.number else "",
        day=command.issued_on,
        issued=True,
    )
    style = await style_at(work, paper.owner_unit, facts)
    # Some tens of milliseconds of computing, in which others are served.
    body = await asyncio.to_thread(papers.render, composed(text, style, standing))
    content = content_of(paper.owner_unit, DOCX, body)
    paper.issue(content.digest, command.issued_on, today=facts.today)
    work.also(keeping(content, work.now))
    return {"document": content.digest, "number": standing.number or None}


async def withdraw_paper(command: commands.WithdrawPaper, work: Work) -> None:
    paper = await _permitted(work, command.paper_id)
    number = paper.number
    paper.withdraw(command.reason)
    if number:
        await _released(work, paper, number)


async def set_paper_style(command: commands.SetPaperStyle, work: Work) -> None:
    work.permit({"own"} if command.committee_id == work.actor.unit_id else ())
    facts = await facts_of(work)
    await facts.check_is_committee(command.committee_id)
    styles = await work.find(PaperStyles, styles_id(command.committee_id))
    if styles is None:
        styles = PaperStyles(styles_id(command.committee_id))
        work.add(styles)
    styles.set(command.committee_id, command.on, command.style)


async def style_at(work: Work, committee: UUID, facts: Facts) -> Style:
    styles = await work.find(PaperStyles, styles_id(committee))
    return styles.at(facts.today) if styles else Style()


def styles_id(committee: UUID) -> UUID:
    return derive("paper-style", committee)


async def body_names(work: Work, paper: Paper, facts: Facts) -> tuple[str, ...]:
    """Each body by the name it issues under: its setting's, or its own."""
    names = []
    for body in paper.bodies:
        style = await style_at(work, body, facts)
        names.append(style.name or await Registry(work.views).name_of(body, facts.today))
    return tuple(names)


async def _permitted(work: Work, paper_id: UUID) -> Paper:
    paper = await work.get(Paper, paper_id)
    work.permit(paper.relations_of(work.actor.unit_id))
    return paper


async def _check_registered(facts: Facts, units: tuple[UUID, ...]) -> None:
    check_units_known(units, await facts.known_units(units))


async def _text(work: Work, digest: str, kind: str) -> PaperText:
    content = await read_body(work.views, digest, work.actor.unit_id)
    return read_paper_text(content.body or b"", kind)


def _title(text: PaperText) -> str:
    return "".join(text.title.split())


async def _next_number(work: Work, series: Series, paper_id: UUID) -> PaperNumber:
    ledger = await work.find(PaperNumbers, series.stream_id)
    if ledger is None:
        ledger = PaperNumbers(series.stream_id)
        work.add(ledger)
    sequence = ledger.assign(series, paper_id)
    return PaperNumber(
        text=series.text(sequence), word=series.word, type=series.type, year=series.year, sequence=sequence
    )


async def _release(work: Work, paper: Paper) -> None:
    if paper.number:
        await _released(work, paper, paper.number)


async def _released(work: Work, paper: Paper, number: PaperNumber) -> None:
    series = Series(committee_id=paper.owner_unit, word=number.word, type=number.type, year=number.year)
    ledger = await work.get(PaperNumbers, series.stream_id)
    ledger.release(paper.id, number.text, number.sequence)


PAPER_HANDLERS: dict[type[Command], Handler] = {
    commands.DraftPaper: draft_paper,
    commands.RevisePaper: revise_paper,
    commands.CheckPaper: check_paper,
    commands.ReturnPaper: return_paper,
    commands.SignPaper: sign_paper,
    commands.CosignPaper: cosign_paper,
    commands.NumberPaper: number_paper,
    commands.IssuePaper: issue_paper,
    commands.WithdrawPaper: withdraw_paper,
    commands.SetPaperStyle: set_paper_style,
}
