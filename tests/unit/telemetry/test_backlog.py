"""How long the oldest waits: told by positions, never more than is known."""

import random

import pytest

from shared.telemetry.backlog import MARKS_MAX, SPACING_SECONDS, Backlog


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_nothing_waits_where_everything_is_done(clock: Clock) -> None:
    backlog = Backlog(clock)
    backlog.seen(7, 7)
    clock.seconds += 60
    assert backlog.seconds() == 0


def test_what_waits_grows_older_though_nobody_reports(clock: Clock) -> None:
    backlog = Backlog(clock)
    backlog.seen(7, 9)
    clock.seconds += 60
    assert backlog.seconds() == 60


def test_what_came_later_has_waited_less(clock: Clock) -> None:
    backlog = Backlog(clock)
    backlog.seen(0, 10)
    clock.seconds += 5
    backlog.seen(0, 20)
    clock.seconds += 5
    backlog.seen(10, 20)
    assert backlog.seconds() == 5
    backlog.seen(19, 20)
    assert backlog.seconds() == 5
    backlog.seen(20, 20)
    assert backlog.seconds() == 0


def test_under_steady_load_nothing_seems_old(clock: Clock) -> None:
    backlog = Backlog(clock)
    for position in range(0, 10_000, 10):
        clock.seconds += 0.1
        backlog.seen(position, position + 10)  # each event is published a tenth of a second later
        assert backlog.seconds() <= SPACING_SECONDS + 0.1


def test_a_long_outage_is_remembered_by_few_marks_and_never_made_longer(clock: Clock, rng: random.Random) -> None:
    backlog, came = Backlog(clock), list[float]()
    for _ in range(20 * MARKS_MAX):
        clock.seconds += rng.choice((0.2, 1, 3))
        came.append(clock.seconds)
        backlog.seen(0, len(came))
    assert backlog.seconds() == clock.seconds - came[0]
    for done in sorted(rng.sample(range(1, len(came)), 50)):
        backlog.seen(done, len(came))
        truly = clock.seconds - came[done]
        assert truly - 300 <= backlog.seconds() <= truly
