"""Moments that people ask about: with a time zone, and within the years that arithmetic can be done on."""

from datetime import datetime
from typing import Final

from shared.kernel.clock import require_utc
from shared.kernel.errors import Invalid

YEAR_MIN: Final = 1970
YEAR_MAX: Final = 2999


class MomentWithoutZone(Invalid):
    code = "moment_without_zone"


class MomentImpossible(Invalid):
    code = "moment_impossible"


class MomentInFuture(Invalid):
    code = "moment_in_future"


def check_moment(moment: datetime, field: str) -> datetime:
    """The moment in UTC. Raises MomentWithoutZone, MomentImpossible."""
    if moment.tzinfo is None:
        raise MomentWithoutZone("时刻要写明时区，如2023-09-18T09:00:00+08:00。", field=field)
    if not YEAR_MIN <= moment.year <= YEAR_MAX:
        raise MomentImpossible(f"时刻的年份应在{YEAR_MIN}至{YEAR_MAX}之间，请核对。", field=field)
    return require_utc(moment)


def check_past(moment: datetime, now: datetime, field: str) -> datetime:
    """As check_moment; raises MomentInFuture as well."""
    moment = check_moment(moment, field)
    if moment > now:
        raise MomentInFuture("只能查看过去某一时刻的情况，请核对时刻。", field=field)
    return moment
