"""What a sentence needs beside the event's own data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shared.kernel.sentences import day, unit

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Whose matter it is, and the envelope's decision, if there is one, as plain values."""

    owner: str
    decision: Fields | None = None

    @property
    def whose(self) -> str:
        return unit(self.owner)

    @property
    def decided(self) -> str:
        """Who decided on which day; the party committee, when the envelope does not say."""
        if not self.decision:
            return "党委"
        return f"{unit(self.decision.get('unit_id'))}{day(self.decision['decided_on'])}"


Sentence = Callable[[Fields, Circumstances], str]
