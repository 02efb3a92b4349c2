from datetime import date
from typing import Any

import pytest

from services.meeting.domain import transmittal_refusals as no
from services.meeting.domain.transmittal_return import TransmittalReturn
from tests.unit.meeting import matters_given as given
from tests.unit.meeting.given import COMMITTEE, EDUCATION, HOSPITAL
from tests.unit.meeting.matters_given import DUE_DAY, LATE_DAY


@pytest.mark.accepts("M10")
def test_m10_a_unit_returns_when_how_and_to_how_many() -> None:
    returned = given.submitted()
    [change] = returned.pending_events
    event: Any = change.event
    assert (change.owner_unit, set(change.units)) == (EDUCATION, {EDUCATION, COMMITTEE})
    assert (event.held_on, event.ways, event.attended) == (date(2023, 9, 25), ("gathered", "online"), 21)
    assert (event.measures, event.late) == (("纳入学习计划。",), False)


@pytest.mark.accepts("M10")
@pytest.mark.parametrize(("today", "late"), [(DUE_DAY, False), (LATE_DAY, True)])
def test_m10_the_whole_due_day_is_on_time(today: date, late: bool) -> None:
    assert given.again(given.submitted(today=today)).late is late


@pytest.mark.accepts("M10")
def test_m10_a_correction_keeps_what_changed_and_the_first_returns_lateness() -> None:
    transmittal = given.issued()
    returned = given.again(given.submitted(transmittal, today=LATE_DAY))
    changed = returned.correct(transmittal, given.content(attended=23, ways=("offline",)), "补计人数。", today=LATE_DAY)
    assert changed == ("ways", "attended")
    event: Any = returned.pending_events[-1].event
    assert (event.round, event.changed, event.reason) == (2, ("ways", "attended"), "补计人数。")
    assert given.again(given.submitted(transmittal, today=LATE_DAY)).late


@pytest.mark.accepts("M10")
def test_m10_what_was_sent_back_is_returned_again_and_accepted() -> None:
    transmittal = given.issued()
    returned = given.again(given.submitted(transmittal))
    returned.send_back("请写明措施。", today=DUE_DAY)
    returned.correct(transmittal, given.content(measures=("每季度宣讲一次。",)), "已补充。", today=LATE_DAY)
    returned.accept(today=LATE_DAY)
    assert (returned.state, returned.rounds, returned.late) == ("accepted", 2, False)


@pytest.mark.refuses("M10")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"held_on": LATE_DAY}, no.ReturnDayImpossible),
        ({"ways": ()}, no.ReturnWayMissing),
        ({"ways": ("online", "online")}, no.ReturnWayMissing),
        ({"attended": 0}, no.AttendanceImpossible),
        ({"measures": ()}, no.MeasuresMissing),
        ({"measures": ("学习。", " ")}, no.MeasuresMissing),
        ({"told_on": LATE_DAY}, no.ReturnDayImpossible),
        ({"answers": ("没有问这个。",)}, no.AnswersMissing),
    ],
)
def test_m10_what_a_return_lacks_is_named(changes: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(refusal) as refused:
        given.submitted(**changes)
    assert refused.value.rule == "M10"


@pytest.mark.refuses("M10")
def test_m10_where_asked_the_party_leader_was_told_or_it_is_said_why_not() -> None:
    transmittal = given.issued(asked=given.asked(tell_party_leader=True))
    with pytest.raises(no.PartyLeaderNotTold):
        given.submitted(transmittal)
    given.submitted(transmittal, told_on=DUE_DAY)
    given.submitted(transmittal, not_told="主要领导外出，下周汇报。")


@pytest.mark.refuses("M10")
def test_m10_each_question_is_answered() -> None:
    transmittal = given.issued(asked=given.asked(questions=("怎样落实？",)))
    for answers in ((), (" ",)):
        with pytest.raises(no.AnswersMissing):
            given.submitted(transmittal, answers=answers)
    given.submitted(transmittal, answers=("每季度宣讲一次。",))


@pytest.mark.refuses("M10")
def test_m10_a_return_never_stands_without_its_transmittal() -> None:
    with pytest.raises(no.UnitNotAddressed):
        given.submitted(unit=HOSPITAL)


@pytest.mark.refuses("M10")
def test_m10_a_unit_returns_once_and_corrects_what_is_still_open() -> None:
    transmittal = given.issued()
    returned = given.again(given.submitted(transmittal))
    with pytest.raises(no.ReturnedAlready):
        returned.submit(transmittal, EDUCATION, given.content(), today=DUE_DAY)
    with pytest.raises(no.NothingCorrected):
        returned.correct(transmittal, given.content(), "没有改动。", today=DUE_DAY)
    with pytest.raises(no.ReasonMissing):
        returned.correct(transmittal, given.content(attended=22), " ", today=DUE_DAY)
    returned.accept(today=DUE_DAY)
    with pytest.raises(no.ReturnAccepted):
        returned.correct(transmittal, given.content(attended=22), "补计。", today=DUE_DAY)


@pytest.mark.refuses("M10")
def test_m10_only_what_waits_is_answered_and_sent_back_with_a_reason() -> None:
    returned = given.again(given.submitted())
    with pytest.raises(no.ReasonMissing):
        returned.send_back(" ", today=DUE_DAY)
    returned.send_back("请补充。", today=DUE_DAY)
    for answer in (lambda: returned.accept(today=DUE_DAY), lambda: returned.send_back("再补充。", today=DUE_DAY)):
        with pytest.raises(no.ReturnNotWaiting):
            answer()


def test_the_id_of_a_return_is_derived_from_transmittal_and_unit() -> None:
    assert given.submitted().id == TransmittalReturn.stream_of(given.TRANSMITTAL, EDUCATION)
