"""A paper on its way: draft, check 核稿, sign 签发, number 编号, issue 印发 (R6)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.meeting.domain import paper_refusals as refusals
from services.meeting.domain import rules
from services.meeting.domain.paper_blanks import left_open
from services.meeting.domain.paper_kinds import (
    EDITABLE,
    KINDS,
    KINDS_OF_MATTER,
    OPEN,
    STAGE_WORDS,
    MatterKind,
    PaperKind,
    PaperStage,
)
from services.meeting.domain.paper_record import PaperNumber, PaperRecord
from services.meeting.domain.paper_text import PaperText
from shared.kernel.envelope import Decision
from shared.kernel.errors import TooLarge
from shared.kernel.limits import UNITS_CONCERNED_MAX

BODIES_MAX = 20


class Paper(PaperRecord):
    @classmethod
    def draft(
        cls,
        paper_id: UUID,
        committee_id: UUID,
        *,
        kind: str,
        matter_kind: MatterKind,
        matter_id: UUID,
        bodies: Sequence[UUID],
        addressees: Sequence[UUID],
        title: str,
        text: str,
        writer: UUID | None,
        today: date,
    ) -> "Paper":
        check_kind(kind, matter_kind)
        check_bodies(bodies, committee_id)
        check_addressees(addressees)
        paper = cls(paper_id)
        paper.record(
            cls.Drafted(
                paper_id=paper_id,
                committee_id=committee_id,
                kind=kind,
                matter_kind=matter_kind,
                matter_id=matter_id,
                bodies=tuple(bodies),
                addressees=tuple(addressees),
                title=title,
                text=text,
                writer=writer,
                written_on=today,
            )
        )
        return paper

    def revise(
        self,
        *,
        bodies: Sequence[UUID],
        addressees: Sequence[UUID],
        title: str,
        text: str,
        writer: UUID | None,
        today: date,
    ) -> None:
        self.check_at(EDITABLE, "修改文稿", "请先退回，再修改")
        check_bodies(bodies, self.owner_unit)
        check_addressees(addressees)
        self.record(
            self.Revised(
                bodies=tuple(bodies),
                addressees=tuple(addressees),
                title=title,
                text=text,
                writer=writer,
                written_on=today,
            )
        )

    def check(self, checker: UUID | None, decision: Decision | None, *, today: date) -> None:
        """By another person than who wrote it; a check made on paper is recorded with who made it, and when."""
        self.check_at(("drafted",), "核稿", "只有拟好、没有核过的文稿可以核稿")
        person = decision.person_id if decision else checker
        if person is None or person in self.writers:
            raise refusals.CheckedByItsWriter("核稿的人不能是拟稿的人，请由另一位同志核稿，或补录在纸上核稿的人。")
        if decision:
            check_decided(decision, self.owner_unit, self.written_on, today)
        self.record(
            self.Checked(checker=person, checked_on=decision.decided_on if decision else today), decision=decision
        )

    def send_back(self, reason: str) -> None:
        self.check_at(("drafted", "checked", "signed", "numbered"), "退回", "只有还没有印发的文稿可以退回")
        rules.check_not_blank(reason, "退回原因")
        self.record(self.Returned(reason=reason, stage=self.stage))

    def withdraw(self, reason: str) -> None:
        self.check_at(OPEN, "撤回", "已印发的公文不能撤回，需要更正的请另行发文")
        rules.check_not_blank(reason, "撤回原因")
        self.record(self.Withdrawn(reason=reason, stage=self.stage))

    def sign(
        self,
        signer: UUID | None,
        signer_offices: frozenset[str],
        wanted: Sequence[str],
        decision: Decision | None,
        *,
        today: date,
    ) -> None:
        """`wanted`: the offices whose holders sign by the committee's setting; on paper, the scan is the evidence."""
        self.check_at(("checked",), "签发", "文稿核过之后才能签发")
        if not self.known_kind.signed:
            raise refusals.PaperOutOfTurn(f"{self.known_kind.name}不用签发，核稿后即可印发。", stage=self.stage)
        if decision:
            check_decided(decision, self.owner_unit, self.written_on, today)
            if not decision.scan:
                raise refusals.PaperEvidenceMissing("补录在纸上的签发，须上传签发稿的扫描件。", missing=["扫描件"])
        person = decision.person_id if decision else signer
        if person is None or signer_offices.isdisjoint(wanted):
            raise refusals.SignerNotEntitled(
                "签发人当日不担任规定的签发职务。请由有权签发的同志签发，或补录其在纸上的签发。", offices=sorted(wanted)
            )
        self.record(self.Signed(signer=person, signed_on=decision.decided_on if decision else today), decision=decision)

    def cosign(self, body: UUID, decision: Decision, *, today: date) -> None:
        """Recorded for another body of a joint paper, as it signed on paper; who may sign there is its own business."""
        self.check_at(("checked", "signed"), "会签", "文稿核过之后、编号之前登记会签")
        if body not in self.bodies[1:]:
            raise refusals.CosignerNotIssuing("会签的须是联合行文的其他机关，请在文稿里先写上。", body=str(body))
        if body in self.cosigned:
            raise refusals.CosignedAlready("这个机关的会签已经登记过。", body=str(body))
        if decision.unit_id != body or decision.person_id is None or not decision.scan:
            raise refusals.PaperEvidenceMissing(
                "登记会签，须写明会签机关的哪位同志签的，并上传会签稿的扫描件。", missing=["会签人", "扫描件"]
            )
        check_decided_on(decision, self.written_on, today)
        self.record(
            self.Cosigned(body=body, signer=decision.person_id, signed_on=decision.decided_on), decision=decision
        )

    def check_cosigned(self, step: str) -> None:
        """A joint paper goes out when every one of its bodies has signed it."""
        missing = [str(body) for body in self.bodies[1:] if body not in self.cosigned]
        if missing:
            raise refusals.CosignaturesMissing(
                f"联合行文还有{len(missing)}个机关没有会签，不能{step}。请先登记会签。", missing=missing
            )

    def check_numberable(self) -> None:
        if not self.known_kind.numbered:
            raise refusals.NumberNotWanted(f"{self.known_kind.name}不编文号，可以直接印发。", kind=self.kind)
        self.check_at(("signed",), "编号", "签发之后才能编号")
        self.check_cosigned("编号")

    def take_number(self, number: PaperNumber) -> None:
        self.check_numberable()
        self.record(
            self.Numbered(
                number=number.text, word=number.word, type=number.type, year=number.year, sequence=number.sequence
            )
        )

    def check_filled(self, text: PaperText) -> None:
        """What a suggestion leaves open is filled by a person before anybody checks it."""
        places = left_open(text)
        if places:
            raise refusals.PaperNotFilled(
                f"文稿里还有没填的地方：{'、'.join(places)}。请先修改文稿，填好再核稿；用不着的，整句删去。",
                places=places,
            )

    def check_issuable(self, signer_name: str) -> None:
        wanted: tuple[PaperStage, ...] = ("numbered",) if self.known_kind.numbered else ("checked",)
        hint = "编号之后才能印发" if self.known_kind.numbered else "核稿之后才能印发"
        self.check_at(wanted, "印发", hint)
        if not self.known_kind.numbered:
            self.check_cosigned("印发")
        if self.known_kind.upward and not signer_name.strip():
            raise refusals.SignerNameMissing("上行文须标明签发人姓名，请退回，在文稿里补上签发人。")

    def issue(self, document: str, issued_on: date, *, today: date) -> None:
        if issued_on > today:
            raise refusals.PaperDayImpossible("印发日期还没有到，请核对。", field="issued_on")
        signed_on = max(filter(None, (self.signed_on, *self.cosigned.values())), default=None)
        if signed_on and issued_on < signed_on:
            raise refusals.PaperDayImpossible(
                f"印发日期早于签发日期{signed_on.isoformat()}，请核对。", field="issued_on"
            )
        if self.number and issued_on.year != self.number.year and self.kind != "minutes":
            raise refusals.PaperDayImpossible(
                f"文号是{self.number.year}年的，印发日期须在同一年，请核对。", field="issued_on"
            )
        self.record(
            self.Issued(
                document=document,
                number=self.number.text if self.number else None,
                kind=self.kind,
                title=self.title,
                matter_id=self.matter_id,
                issued_on=issued_on,
            ),
            concerns=[*self.addressees, *self.bodies],
        )

    def check_at(self, stages: Sequence[PaperStage], step: str, hint: str) -> None:
        if self.stage not in stages:
            raise refusals.PaperOutOfTurn(
                f"这份{self.known_kind.name}现在是“{STAGE_WORDS[self.stage]}”，不能{step}。{hint}。", stage=self.stage
            )

    @property
    def known_kind(self) -> PaperKind:
        return KINDS[self.kind]

    def relations_of(self, unit_id: UUID) -> frozenset[str]:
        return frozenset({"own"} if unit_id == self.owner_unit else ())


def check_kind(kind: str, matter_kind: MatterKind) -> None:
    if kind not in KINDS:
        names = "、".join(one.name for one in KINDS.values())
        raise refusals.UnknownPaperKind(f"没有这样的文种，可选：{names}。", kind=kind)
    own = KINDS_OF_MATTER[matter_kind]
    if kind not in own:
        names = "、".join(KINDS[one].name for one in own)
        raise refusals.PaperKindOfAnotherMatter(f"这件事没有{KINDS[kind].name}，可选：{names}。", kind=kind)


def check_bodies(bodies: Sequence[UUID], committee_id: UUID) -> None:
    """Several bodies can issue together; whose paper it is comes first, for the number is its own."""
    if not bodies or bodies[0] != committee_id:
        raise refusals.CommitteeNotIssuing("发文机关里本关工委须排在第一位，请核对。")
    if len(set(bodies)) != len(bodies):
        raise refusals.CommitteeNotIssuing("同一个发文机关写了两次，请去掉重复的。")
    if len(bodies) > BODIES_MAX:
        raise TooLarge(f"联合行文最多{BODIES_MAX}个机关。", bodies=len(bodies))


def check_addressees(addressees: Sequence[UUID]) -> None:
    if len(addressees) + BODIES_MAX >= UNITS_CONCERNED_MAX:
        raise TooLarge(f"一份公文最多发{UNITS_CONCERNED_MAX - BODIES_MAX - 1}个单位。", units=len(addressees))


def check_decided(decision: Decision, committee: UUID, earliest: date, today: date) -> None:
    if decision.unit_id != committee or decision.person_id is None:
        raise refusals.PaperEvidenceMissing("补录时须写明本关工委的哪位同志办理。", missing=["办理人"])
    check_decided_on(decision, earliest, today)


def check_decided_on(decision: Decision, earliest: date, today: date) -> None:
    if not earliest <= decision.decided_on <= today:
        raise refusals.PaperDayImpossible("补录的日期不对：不能早于拟稿，也不能晚于今天。", field="decided_on")
