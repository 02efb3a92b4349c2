"""`thresholds`, `calendars`, `watches`, `cases`."""

from services.audit.domain.events import CopiedEvent, Fields
from services.audit.domain.folding.documents import Body, Folds, View, append, put, whole


def _watch_opened(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)
    body.update({"light": "green", "colour": "green", "reason": "on_course", "closed": None})
    body.update({name: [] for name in ("lights", "facts", "reminders")})


def _light_changed(body: Body, data: Fields, _event: CopiedEvent) -> None:
    now = {"light": data["light"], "colour": data["colour"], "reason": data["reason"]}
    body.update(now)
    body["lights"].append({**now, "at": data["at"]})


def _case_opened(body: Body, data: Fields, _event: CopiedEvent) -> None:
    body.update(data)
    body.update({"notice": None, "answers": [], "reports": [], "closed": None})


FOLDS = Folds(
    "supervision",
    (
        View("thresholds", {"supervision.thresholds.set": whole}),
        View("calendars", {"supervision.calendar.published": whole}),
        View(
            "watches",
            {
                "supervision.watch.opened": _watch_opened,
                "supervision.watch.fact_noted": append("facts"),
                "supervision.watch.light_changed": _light_changed,
                "supervision.watch.reminded": append("reminders"),
                "supervision.watch.closed": put("closed"),
            },
        ),
        View(
            "cases",
            {
                "supervision.case.opened": _case_opened,
                "supervision.case.notice_issued": put("notice"),
                "supervision.case.answered": append("answers"),
                "supervision.case.reported": append("reports"),
                "supervision.case.closed": put("closed"),
            },
        ),
    ),
    elsewhere=frozenset({"supervision.number.claimed"}),
)
