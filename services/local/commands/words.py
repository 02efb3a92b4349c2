"""How the command line writes moments, services and columns for people; JSON stays as it is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from rich.cells import cell_len

from shared.kernel.clock import SHANGHAI, end_of_day
from shared.kernel.errors import Invalid

SERVICES_SHOWN: Final = {
    "organization": "组织",
    "meeting": "会议",
    "tasking": "任务",
    "supervision": "督查",
    "reporting": "报告",
    "notification": "通知",
    "audit": "审计",
}


class MomentUnreadable(Invalid):
    code = "moment_unreadable"


def shown(moment: str) -> str:
    """2023年8月3日 09:00, in China's time."""
    local = datetime.fromisoformat(moment).astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def moment(text: str, option: str) -> str:
    """A day means all of it, a time without a zone is China's. Raises MomentUnreadable."""
    try:
        if len(text) == len("2023-08-31"):
            return (end_of_day(date.fromisoformat(text)) - timedelta(microseconds=1)).isoformat()
        read = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        example = "2023-08-31（当天结束时）或 2023-08-31T09:00（北京时间）"
        raise MomentUnreadable(f"{option} 看不懂“{text}”，请写成 {example}。", option=option) from None
    return (read if read.tzinfo else read.replace(tzinfo=SHANGHAI)).isoformat()


def columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One line; a Chinese character takes two places."""
    padded = [cell + " " * max(0, width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)]
    return "  ".join(padded).rstrip()


def widths_of(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
