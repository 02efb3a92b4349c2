"""The trace of a request: what is taken over, what is ignored, and who gets which span."""

from uuid import UUID, uuid4

import pytest

from shared.kernel.trace import begun, beneath, of_command, received, trace_id_of

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
GIVEN = f"00-{TRACE}-{SPAN}-01"


def test_a_well_formed_parent_is_taken_over() -> None:
    assert received(GIVEN) == GIVEN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "00",
        f"00-{TRACE}-{SPAN}",
        f"00-{TRACE}-{SPAN}-1",
        f"00-{TRACE[:-1]}-{SPAN}-01",
        f"00-{TRACE.upper()}-{SPAN}-01",
        f"00-{TRACE}-{SPAN[:-1]}g-01",
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"ff-{TRACE}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-01-more",
        f"01-{TRACE}-{SPAN}-01more",
        f"{GIVEN}\n",
        f" {GIVEN}",
        f"{GIVEN},{GIVEN}",
    ],
)
def test_a_malformed_parent_is_as_good_as_none(text: str) -> None:
    assert received(text) is None


@pytest.mark.parametrize("text", [f"01-{TRACE}-{SPAN}-01", f"cc-{TRACE}-{SPAN}-01-what-will-be"])
def test_of_a_later_version_this_ones_part_is_read(text: str) -> None:
    assert received(text) == GIVEN


@pytest.mark.parametrize(("flags", "handed_on"), [("00", "00"), ("01", "01"), ("03", "01"), ("fe", "00")])
def test_flags_without_a_meaning_are_not_handed_on(flags: str, handed_on: str) -> None:
    assert received(f"00-{TRACE}-{SPAN}-{flags}") == f"00-{TRACE}-{SPAN}-{handed_on}"


def test_a_child_keeps_the_trace_and_its_flag_and_has_a_span_of_its_own() -> None:
    span = uuid4()
    assert beneath(GIVEN, span) == f"00-{TRACE}-{span.hex[:16]}-01"


def test_a_new_trace_is_well_formed_and_asks_nobody_to_record() -> None:
    trace, span = uuid4(), uuid4()
    assert received(begun(trace, span)) == f"00-{trace.hex}-{span.hex[:16]}-00"


def test_a_command_given_again_has_the_same_span() -> None:
    command, correlation = uuid4(), uuid4()
    first = of_command(command, GIVEN, correlation)
    assert first == of_command(command, GIVEN, correlation) == f"00-{TRACE}-{command.hex[:16]}-01"
    assert of_command(uuid4(), GIVEN, correlation) != first


@pytest.mark.parametrize("parent", [None, "", "00-1-2-01"])
def test_a_command_without_a_trace_is_in_the_one_of_its_correlation(parent: str | None) -> None:
    command, correlation = uuid4(), uuid4()
    made = of_command(command, parent, correlation)
    assert made == f"00-{correlation.hex}-{command.hex[:16]}-00"
    assert trace_id_of(parent, correlation) == trace_id_of(made, uuid4()) == correlation.hex


def test_a_correlation_of_zeros_makes_no_trace_of_zeros() -> None:
    command = uuid4()
    assert received(of_command(command, None, UUID(int=0))) == f"00-{command.hex}-{command.hex[:16]}-00"
