"""What the party committee decides: before a joint meeting (M5), on what comes of it (T1)."""

from dataclasses import dataclass

from services.meeting.domain import refusals
from services.meeting.domain.vocabulary import Judged, Subject
from shared.kernel.envelope import Decision


@dataclass(frozen=True, slots=True)
class DecisionRefusals:
    """The same three questions, refused under the rule they are asked for."""

    another: type[refusals.DecidedByAnother]
    evidence: type[refusals.DecisionEvidenceMissing]
    day: type[refusals.DecisionDayImpossible]


BEFORE_THE_MEETING = DecisionRefusals(
    refusals.DecidedByAnother, refusals.DecisionEvidenceMissing, refusals.DecisionDayImpossible
)
ON_A_RESOLUTION = DecisionRefusals(
    refusals.ConsentedByAnother, refusals.ConsentEvidenceMissing, refusals.ConsentDayImpossible
)


def check_decision(decision: Decision, judged: Judged, refuses: DecisionRefusals) -> None:
    """Who, when, and by which evidence.

    A clerk who records what was decided on paper shows the words and the scan; the party committee's own
    approver, acting here, is evidence enough.
    """
    if judged.asked is None or decision.unit_id != judged.asked:
        raise refuses.another("这须由本关工委所在的党委决定，请核对作决定的单位。")
    if judged.recording.recorded_by != judged.asked:
        check_evidence(decision, refuses)
    if decision.decided_on > judged.recording.today:
        raise refuses.day("批示日期还没有到，请核对。", field="decided_on")
    if decision.decided_on < judged.earliest:
        raise refuses.day(f"批示日期早于{judged.earliest.isoformat()}，请核对。", field="decided_on")


def check_evidence(decision: Decision, refuses: DecisionRefusals) -> None:
    parts = {"批示人": decision.person_id, "批示原文": decision.words, "批示扫描件": decision.scan}
    missing = [name for name, value in parts.items() if not value]
    if missing:
        raise refuses.evidence(
            f"补录党委的决定须有批示人、批示原文和扫描件，缺：{'、'.join(missing)}。", missing=missing
        )


def check_request_complete(subject: Subject) -> None:
    """What goes up is the theme, the agenda and the matters to decide; a briefing can have none to decide."""
    if not subject.theme.strip() or not any(item.strip() for item in subject.agenda):
        raise refusals.RequestIncomplete("会前请示须写明会议主题和议程，请补全后再报党委。")
