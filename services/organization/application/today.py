"""Questions about a day, asked today."""

from datetime import date

from shared.kernel.clock import Clock, business_day


class Today:
    """The day a caller asks for, or the present one in China."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def or_given(self, on: date | None) -> date:
        return on or business_day(self._clock.now())
