"""What reporting stored in its first version must replay for ever."""

from services.reporting.bootstrap import EVENTS
from services.reporting.domain.report import UnitReport
from services.reporting.domain.request import ReportRequest
from shared.kernel.events import EventRegistry
from shared.kernel.ids import derive
from tests.support.histories import HISTORIES, golden, replayed

REQUEST = derive("test", "request")
EDUCATION, FINANCE = derive("unit", "CN", "230300-jyj"), derive("unit", "CN", "230300-czj")


def test_the_first_version_still_replays() -> None:
    events, registry = golden(HISTORIES / "reporting-1.jsonl"), EventRegistry(EVENTS)
    assert {event.envelope.type for event in events} >= {event.NAME for event in registry if event.VERSION == 1}
    streams = replayed(events, registry, (ReportRequest, UnitReport))
    request, *reports = (
        streams[key] for key in (REQUEST, derive("report", REQUEST, EDUCATION), derive("report", REQUEST, FINANCE))
    )
    assert isinstance(request, ReportRequest)
    assert (request.due_on.isoformat(), request.units) == ("2023-10-15", (EDUCATION, FINANCE))
    assert [(each.state, each.rounds, each.late) for each in reports if isinstance(each, UnitReport)] == [
        ("accepted", 2, False),
        ("submitted", 1, True),
    ]
