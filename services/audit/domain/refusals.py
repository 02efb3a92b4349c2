"""What audit says no to."""

from shared.kernel.errors import NotFound, NotPermitted, Refusal, Unavailable


class HistoryNotVisible(NotFound):
    """The same words for a unit that does not exist and one outside the caller's jurisdiction (A1)."""

    rule = "A1"


class AuditorsOnly(NotPermitted):
    rule = "A3"
    code = "auditors_only"


class EventNotUnderstood(Refusal):
    """A name or version of an event that audit's folding does not know (A3)."""

    kind = "unavailable"
    rule = "A3"
    code = "event_not_understood"


class CopyBehind(Unavailable):
    rule = "A3"
    code = "copy_behind"


def check_understood(name: str, version: int, known: bool) -> None:
    if not known:
        raise EventNotUnderstood(
            f"审计服务还不认识事件“{name}”第{version}版，请先升级审计服务。", event=name, version=version
        )
