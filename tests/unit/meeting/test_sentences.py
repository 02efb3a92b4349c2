"""Every event of the service in words, from kept histories: no type lacks them, and no name of a person enters."""

import msgspec
import pytest

from services.meeting.client import SENTENCES, Circumstances
from services.meeting.domain.events import EVENTS
from shared.kernel.ids import derive
from shared.kernel.sentences import day, moment, unit, units, units_in, with_names
from tests.support.golden_logs import histories
from tests.support.histories import GoldenEvent

A, B, C, D = (str(derive("unit", name)) for name in "ABCD")
KEPT = [event for history in histories("meeting") for event in history]


def test_no_event_type_lacks_words() -> None:
    assert set(SENTENCES) == {event.NAME for event in EVENTS}


@pytest.mark.parametrize("event", KEPT, ids=lambda event: event.envelope.type)
def test_every_kept_event_is_told_with_names_in_the_places_of_marks(event: GoldenEvent) -> None:
    envelope = event.envelope
    decision = msgspec.to_builtins(envelope.decision) if envelope.decision else None
    circumstances = Circumstances(owner=str(envelope.owner_unit), decision=decision)
    sentence = SENTENCES[envelope.type](msgspec.json.decode(event.data), circumstances)
    told = with_names(sentence, dict.fromkeys(units_in(sentence), "某单位"))
    assert "某单位" in told
    assert "None" not in told
    assert told.isprintable()


def test_days_and_moments_read_as_in_a_letter() -> None:
    assert day("2026-03-05") == "2026年3月5日"
    assert moment("2026-03-05T16:30:00Z") == "2026年3月6日0时30分"


def test_many_units_are_told_by_the_first_three_and_their_number() -> None:
    told = with_names(units([A, B, A, C, D]), {A: "甲", B: "乙", C: "丙", D: "丁"})
    assert told == "甲、乙、丙等4个单位"
    assert with_names(unit(None), {}) == "（未定单位）"


def test_what_a_correction_changed_is_named() -> None:
    data = {"changed": ["attended", "ways"], "reason": "补计。"}
    told = SENTENCES["meeting.transmittal_return.corrected"](data, Circumstances(owner=A))
    assert with_names(told, {A: "甲"}) == "甲更正传达情况反馈（参加人数、传达方式），理由：补计。"


def test_a_committee_that_passes_on_is_told_from_the_first_sender() -> None:
    data = {"passed_from": [], "title": "全会精神", "units": [B], "due_on": "2023-10-08"}
    tell, of = SENTENCES["meeting.transmittal.issued"], Circumstances(owner=A)
    assert with_names(tell(data, of), {A: "甲", B: "乙"}) == "甲下发传达通知“全会精神”，发乙，要求2023年10月8日前反馈"
    assert "甲转发" in with_names(tell(data | {"passed_from": [C]}, of), {A: "甲", B: "乙"})
