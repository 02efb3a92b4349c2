from datetime import timedelta
from typing import Any

import pytest

from services.meeting.domain import transmittal_refusals as no
from services.meeting.domain.transmittal import UNITS_MAX, Addressed, check_below
from shared.kernel.ids import derive
from tests.unit.meeting import matters_given as given
from tests.unit.meeting.given import COMMITTEE, DIGEST, EDUCATION, HOSPITAL, JUSTICE, YOUTH_LEAGUE
from tests.unit.meeting.matters_given import COUNTY, DUE_DAY, ISSUE_DAY, ONWARD, TOWN, TRANSMITTAL


@pytest.mark.accepts("M10")
def test_m10_a_transmittal_goes_to_all_units_and_keeps_whom_a_group_stood_for() -> None:
    [change] = given.issued().pending_events
    event: Any = change.event
    assert change.units == {COMMITTEE, COUNTY, EDUCATION, JUSTICE}
    assert event.units == (COUNTY, EDUCATION, JUSTICE)
    assert [(group.name, group.units) for group in event.expansions] == [("各成员单位", (EDUCATION, JUSTICE))]


@pytest.mark.accepts("M10")
def test_m10_a_lower_committee_passes_it_on_and_the_chain_is_kept() -> None:
    first = given.again(given.issued())
    second = given.again(
        first.pass_on(ONWARD, COUNTY, given.asked(), given.addressed(TOWN), today=ISSUE_DAY),
    )
    assert (second.owner_unit, second.subject, second.passed_from) == (COUNTY, first.subject, (TRANSMITTAL,))
    third = second.pass_on(derive("third"), TOWN, given.asked(), given.addressed(HOSPITAL), today=ISSUE_DAY)
    assert third.passed_from == (TRANSMITTAL, ONWARD)


@pytest.mark.refuses("M10")
def test_m10_who_did_not_get_it_cannot_pass_it_on() -> None:
    with pytest.raises(no.UnitNotAddressed):
        given.issued().pass_on(ONWARD, TOWN, given.asked(), given.addressed(HOSPITAL), today=ISSUE_DAY)


@pytest.mark.refuses("M10")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"subject": given.subject(title=" ")}, no.NothingToConvey),
        ({"subject": given.subject(matter_id=None)}, no.NothingToConvey),
        (
            {"subject": given.subject(conveys="superior_document", matter_id=None, document=DIGEST)},
            no.NothingToConvey,
        ),
        ({"asked": given.asked(due_on=ISSUE_DAY - timedelta(days=1))}, no.TransmittalDueDayPassed),
        ({"asked": given.asked(questions=("怎样落实？", " "))}, no.QuestionEmpty),
        ({"addressed": Addressed(units=(), expansions=())}, no.NobodyAddressed),
    ],
)
def test_m10_what_is_missing_is_named(changes: dict[str, Any], refusal: Any) -> None:
    with pytest.raises(refusal) as refused:
        given.issued(**changes)
    assert refused.value.rule == "M10"


@pytest.mark.refuses("M10")
def test_m10_more_units_than_one_event_may_concern_are_sent_level_by_level() -> None:
    many = tuple(derive("unit", number) for number in range(UNITS_MAX + 1))
    with pytest.raises(no.TooManyAddressed) as refused:
        given.issued(addressed=Addressed(units=many, expansions=()))
    assert "下一级" in refused.value.message
    given.issued(addressed=Addressed(units=many[:-1], expansions=()))


@pytest.mark.refuses("M10")
def test_m10_only_lower_committees_and_member_units_are_addressed() -> None:
    below = frozenset({COUNTY, EDUCATION})
    check_below([COUNTY, EDUCATION], COMMITTEE, below)
    for other in (HOSPITAL, COMMITTEE):
        with pytest.raises(no.AddresseeNotBelow) as refused:
            check_below([COUNTY, other], COMMITTEE, below)
        assert refused.value.details["units"] == [str(other)]


@pytest.mark.accepts("M10")
def test_m10_units_left_out_get_it_later() -> None:
    transmittal = given.again(given.issued())
    assert transmittal.widen(given.addressed(EDUCATION, YOUTH_LEAGUE), today=DUE_DAY) == (YOUTH_LEAGUE,)
    [change] = transmittal.pending_events
    assert change.units == {COMMITTEE, YOUTH_LEAGUE}
    assert transmittal.units == (COUNTY, EDUCATION, JUSTICE, YOUTH_LEAGUE)


@pytest.mark.refuses("M10")
def test_m10_nobody_gets_it_twice() -> None:
    with pytest.raises(no.AddressedAlready):
        given.issued().widen(given.addressed(EDUCATION), today=DUE_DAY)


def test_the_owner_and_the_addressees_are_told_apart() -> None:
    transmittal = given.issued()
    assert transmittal.relations_of(COMMITTEE) == {"own"}
    assert transmittal.relations_of(EDUCATION) == {"addressee"}
    assert transmittal.relations_of(HOSPITAL) == frozenset()
