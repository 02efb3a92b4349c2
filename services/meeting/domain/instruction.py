"""A leaders' visit, speech or written instruction 视察、讲话、批示: a matter of its own until it is closed (M12).

Who it was is told by office in words, and by a person's id where the registry knows them; the text is a document.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.meeting.domain import instruction_refusals as no
from services.meeting.domain.decisions import DecisionRefusals, check_decision
from services.meeting.domain.vocabulary import Judged, Recording, Value
from shared.kernel.aggregate import Aggregate
from shared.kernel.envelope import Decision
from shared.kernel.events import DomainEvent

InstructionKind = Literal["visit", "speech", "instruction"]
DIRECTORS_OFFICE = "directors_office"
LISTED_MAX = 50

ON_OPINIONS = DecisionRefusals(
    no.OpinionsConsentedByAnother, no.OpinionsConsentEvidenceMissing, no.OpinionsConsentDayImpossible
)


class Leader(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`office` in words (中国关工委主任); unit and person only where they are registered."""

    office: str
    unit_id: UUID | None = None
    person_id: UUID | None = None


class Recipient(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom a report goes to: a registered unit, or one that only words name."""

    name: str
    unit_id: UUID | None = None


class Opinion(Value, frozen=True, kw_only=True):
    number: int
    text: str


class Passing(Value, frozen=True, kw_only=True):
    """The directors' office meeting that passed something, as far as it is judged here."""

    meeting_id: UUID
    kinds: tuple[str, ...]
    held_on: date | None


@dataclass(slots=True)
class Passed:
    """Opinions as far as later steps ask about them."""

    meeting_id: UUID
    passed_on: date
    consented: bool = False


class Instruction(Aggregate):
    STREAM: ClassVar[str] = "meeting.instruction"

    class Recorded(DomainEvent, frozen=True, kw_only=True, event="meeting.instruction.recorded"):
        instruction_id: UUID
        committee_id: UUID
        kinds: tuple[InstructionKind, ...]
        title: str
        given_on: date
        place: str
        leaders: tuple[Leader, ...]
        document: str

    class TextAdded(DomainEvent, frozen=True, kw_only=True, event="meeting.instruction.text_added"):
        text_id: UUID
        kind: InstructionKind
        title: str
        given_on: date
        document: str

    class OpinionsPassed(DomainEvent, frozen=True, kw_only=True, event="meeting.instruction.opinions_passed"):
        opinions_id: UUID
        meeting_id: UUID
        passed_on: date
        opinions: tuple[Opinion, ...]

    class OpinionsConsented(DomainEvent, frozen=True, kw_only=True, event="meeting.instruction.opinions_consented"):
        """What the party committee agrees to arrange as work: a plan comes of it (T1)."""

        opinions_id: UUID
        instruction_id: UUID
        meeting_id: UUID
        committee_id: UUID
        title: str

    class ReportSubmitted(DomainEvent, frozen=True, kw_only=True, event="meeting.instruction.report_submitted"):
        report_id: UUID
        document: str
        recipients: tuple[Recipient, ...]
        approved_at: UUID | None
        submitted_on: date

    class CampaignLinked(DomainEvent, frozen=True, kw_only=True, event="meeting.instruction.campaign_linked"):
        campaign_id: UUID
        purpose: str

    class Closed(DomainEvent, frozen=True, kw_only=True, event="meeting.instruction.closed"):
        closed_on: date
        no_report_reason: str

    def __init__(self, stream_id: UUID) -> None:
        super().__init__(stream_id)
        self.texts: set[UUID] = set()
        self.opinions: dict[UUID, Passed] = {}
        self.reports: dict[UUID, date] = {}
        self.campaigns: set[UUID] = set()
        self.closed_on: date | None = None

    @classmethod
    def take_down(
        cls,
        instruction_id: UUID,
        committee_id: UUID,
        *,
        kinds: Sequence[InstructionKind],
        title: str,
        given_on: date,
        place: str,
        leaders: Sequence[Leader],
        document: str,
        today: date,
    ) -> "Instruction":
        check_kinds(kinds)
        check_named(title, "title", "标题")
        check_leaders(leaders)
        check_given_on(given_on, today)
        instruction = cls(instruction_id)
        instruction.record(
            cls.Recorded(
                instruction_id=instruction_id,
                committee_id=committee_id,
                kinds=tuple(kinds),
                title=title,
                given_on=given_on,
                place=place,
                leaders=tuple(leaders),
                document=document,
            ),
            effective_on=given_on,
        )
        return instruction

    def add_text(
        self, text_id: UUID, kind: InstructionKind, title: str, given_on: date, document: str, *, today: date
    ) -> None:
        """A text may come after closing; the dossier then marks it as an addition."""
        check_named(title, "title", "标题")
        check_given_on(given_on, today)
        if text_id in self.texts:
            raise no.TextRepeated("这份讲话或批示已经记录过。")
        self.record(self.TextAdded(text_id=text_id, kind=kind, title=title, given_on=given_on, document=document))

    def pass_opinions(self, opinions_id: UUID, passing: Passing, texts: Sequence[str]) -> None:
        self.check_open()
        held_on = check_passed_by_directors_office(passing)
        check_opinions(texts)
        if opinions_id in self.opinions:
            raise no.OpinionsRepeated("这份贯彻落实意见已经记录过。")
        self.record(
            self.OpinionsPassed(
                opinions_id=opinions_id,
                meeting_id=passing.meeting_id,
                passed_on=held_on,
                opinions=tuple(Opinion(number=number, text=text) for number, text in enumerate(texts, 1)),
            )
        )

    def record_consent(
        self, opinions_id: UUID, decision: Decision, recording: Recording, *, party_committee: UUID | None
    ) -> None:
        """Only what the party committee agrees to becomes tasks (T1); closing does not end this."""
        passed = self.opinions.get(opinions_id)
        if passed is None:
            raise no.OpinionsNotPassed("主任办公会还没有通过这份贯彻落实意见，党委同意的须是会上通过的意见，请核对。")
        if passed.consented:
            raise no.OpinionsConsentedAlready("党委已经同意过这份贯彻落实意见，不用再记录。")
        judged = Judged(asked=party_committee, earliest=passed.passed_on, recording=recording)
        check_decision(decision, judged, ON_OPINIONS)
        self.record(
            self.OpinionsConsented(
                opinions_id=opinions_id,
                instruction_id=self.id,
                meeting_id=passed.meeting_id,
                committee_id=self.owner_unit,
                title=self.title,
            ),
            concerns=[decision.unit_id],
            decision=decision,
        )

    def submit_report(
        self,
        report_id: UUID,
        document: str,
        recipients: Sequence[Recipient],
        submitted_on: date,
        *,
        approved_at: Passing | None,
        today: date,
    ) -> None:
        """A special report 专题汇报 goes to several at once; only registered units among them are concerned."""
        self.check_open()
        check_recipients(recipients)
        if report_id in self.reports:
            raise no.SpecialReportRepeated("这份专题汇报已经记录过。")
        earliest = check_passed_by_directors_office(approved_at) if approved_at else self.given_on
        check_day(submitted_on, "submitted_on", "报送日期", earliest, today)
        self.record(
            self.ReportSubmitted(
                report_id=report_id,
                document=document,
                recipients=tuple(recipients),
                approved_at=approved_at.meeting_id if approved_at else None,
                submitted_on=submitted_on,
            ),
            concerns=[one.unit_id for one in recipients if one.unit_id is not None],
        )

    def link_campaign(self, campaign_id: UUID, purpose: str) -> None:
        """What comes of it is checked after closing as well."""
        check_named(purpose, "purpose", "调研督导的内容")
        if campaign_id in self.campaigns:
            raise no.CampaignLinkedAlready("这次调研督导已经关联过。")
        self.record(self.CampaignLinked(campaign_id=campaign_id, purpose=purpose))

    def close(self, closed_on: date, no_report_reason: str, *, today: date) -> None:
        self.check_open()
        if not self.opinions:
            raise no.ClosedWithoutOpinions("还没有主任办公会通过的贯彻落实意见，不能结卷。请先记录意见。")
        if not self.reports and not no_report_reason.strip():
            raise no.ClosedWithoutReport(
                "还没有报送专题汇报，不能结卷。请先报送；不需要报送的，请写明原因。", field="no_report_reason"
            )
        latest = max([self.given_on, *self.reports.values(), *(one.passed_on for one in self.opinions.values())])
        check_day(closed_on, "closed_on", "结卷日期", latest, today)
        self.record(self.Closed(closed_on=closed_on, no_report_reason=no_report_reason))

    def check_open(self) -> None:
        if self.closed_on is not None:
            raise no.InstructionClosed(
                "卷宗已经结卷，不能再办。后来的讲话、批示可以作为补充材料加入。", closed_on=self.closed_on.isoformat()
            )

    def relations_of(self, unit_id: UUID, party_committee: UUID | None = None) -> frozenset[str]:
        relations = {"own"} if unit_id == self.owner_unit else set[str]()
        if unit_id == party_committee and self.opinions:
            relations.add("party_committee")
        return frozenset(relations)

    def on_recorded(self, event: Recorded) -> None:
        self.owner_unit = event.committee_id
        self.title = event.title
        self.given_on = event.given_on

    def on_text_added(self, event: TextAdded) -> None:
        self.texts.add(event.text_id)

    def on_opinions_passed(self, event: OpinionsPassed) -> None:
        self.opinions[event.opinions_id] = Passed(event.meeting_id, event.passed_on)

    def on_opinions_consented(self, event: OpinionsConsented) -> None:
        self.opinions[event.opinions_id].consented = True

    def on_report_submitted(self, event: ReportSubmitted) -> None:
        self.reports[event.report_id] = event.submitted_on

    def on_campaign_linked(self, event: CampaignLinked) -> None:
        self.campaigns.add(event.campaign_id)

    def on_closed(self, event: Closed) -> None:
        self.closed_on = event.closed_on


def check_kinds(kinds: Sequence[str]) -> None:
    if not kinds or len(set(kinds)) != len(kinds):
        raise no.InstructionIncomplete("请选是视察、讲话还是批示，可以选几种，每种一次。", field="kinds")


def check_named(text: str, field: str, what: str) -> None:
    if not text.strip():
        raise no.InstructionIncomplete(f"请填写{what}。", field=field)


def check_leaders(leaders: Sequence[Leader]) -> None:
    if not leaders or len(leaders) > LISTED_MAX or any(not leader.office.strip() for leader in leaders):
        raise no.InstructionIncomplete("请写明是哪位领导，写职务，例如“中国关工委主任”。", field="leaders")
    if any(leader.person_id is not None and leader.unit_id is None for leader in leaders):
        raise no.LeaderNotRegistered("登记过的领导请同时选所在单位；没有登记的只写职务。", field="leaders")


def check_given_on(given_on: date, today: date) -> None:
    if given_on > today:
        raise no.InstructionDayImpossible("视察、讲话或批示的日期还没有到，请核对。", field="given_on")


def check_passed_by_directors_office(passing: Passing) -> date:
    """The day on which a directors' office meeting 主任办公会 of the committee's own was held."""
    if DIRECTORS_OFFICE not in passing.kinds:
        raise no.NotByDirectorsOffice("贯彻落实意见和专题汇报由主任办公会通过，所选的不是主任办公会，请核对。")
    if passing.held_on is None:
        raise no.DirectorsOfficeNotHeld("所选的主任办公会还没有召开，请在会后再记录。")
    return passing.held_on


def check_opinions(texts: Sequence[str]) -> None:
    if not texts or len(texts) > LISTED_MAX or any(not text.strip() for text in texts):
        raise no.OpinionsEmpty(f"请逐条写明贯彻落实意见，至少一条，最多{LISTED_MAX}条，不留空行。", field="opinions")


def check_recipients(recipients: Sequence[Recipient]) -> None:
    if not recipients or len(recipients) > LISTED_MAX or any(not one.name.strip() for one in recipients):
        raise no.RecipientsMissing("请写明专题汇报报给谁，没有登记的单位写名称。", field="recipients")
    if len({(one.name, one.unit_id) for one in recipients}) != len(recipients):
        raise no.RecipientsMissing("同一个单位写了两次，请去掉重复的。", field="recipients")


def check_day(day: date, field: str, what: str, earliest: date, today: date) -> None:
    if day > today:
        raise no.InstructionDayImpossible(f"{what}还没有到，请核对。", field=field)
    if day < earliest:
        raise no.InstructionDayImpossible(
            f"{what}早于{earliest.year}年{earliest.month}月{earliest.day}日，请核对。", field=field
        )
