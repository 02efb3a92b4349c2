"""What the examples of the commands share."""

from typing import Any, Final

from shared.serving import samples

MEETING: Final = {"meeting_id": samples.matter("会议")}
DECISION: Final[dict[str, Any]] = {
    "unit_id": samples.PARTY_COMMITTEE,
    "decided_on": "2023-09-08",
    "person_id": samples.matter("批示人"),
    "words": samples.DOCUMENT,
    "scan": samples.DOCUMENT,
}
