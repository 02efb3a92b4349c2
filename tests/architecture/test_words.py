"""Committees' work is not a game and nobody is watched: no points, rankings, log-in counts, online time, forced photos.

Nothing of the kind may enter an event or a command (they are kept for ever), nor a sentence that a user reads.
"""

import ast
import re
from collections.abc import Iterator

import msgspec
import pytest

from shared.kernel.command import Command
from shared.kernel.events import DomainEvent
from tests.support.project import python_files, relative, subclasses

FIELD_WORDS = frozenset(
    "point points score scores scoring rank ranks ranking rankings leaderboard badge badges like likes login logins "
    "signin checkin selfie photo photos geolocation latitude longitude online clicks streak".split()
)
TEXTS = re.compile(
    "积分|打分|得分|评分|排名|排行|名次|登录次数|登陆次数|在线时长|在线时间|打卡|点赞|拍照|自拍|签到照片|活跃度"
    r"|leaderboard|log-?in count|online time",
    re.IGNORECASE,
)


def smelling_fields(cls: type[msgspec.Struct]) -> list[str]:
    names = [field.name for field in msgspec.structs.fields(cls)]
    return [name for name in names if FIELD_WORDS & set(name.lower().split("_"))]


def kept_for_ever() -> list[type[msgspec.Struct]]:
    return sorted({*subclasses(DomainEvent), *subclasses(Command)}, key=lambda cls: (cls.__module__, cls.__qualname__))


def test_no_event_or_command_has_a_field_that_counts_or_watches_people():
    classes = kept_for_ever()
    assert len(classes) > 20, "the services' events were not found"
    assert {cls.__qualname__: found for cls in classes if (found := smelling_fields(cls))} == {}


def texts(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_text_of_the_program_speaks_of_it():
    read = {relative(p): p.read_text(encoding="utf-8") for p in python_files() if relative(p).startswith("services/")}
    found = [(name, text) for name, source in read.items() for text in texts(source) if TEXTS.search(text)]
    assert found == []


class Smelling(msgspec.Struct):
    unit_id: str
    login_count: int
    rank: int
    position: int


def test_such_fields_are_seen():
    assert smelling_fields(Smelling) == ["login_count", "rank"]


@pytest.mark.parametrize("text", ["本月积分第一", "请先打卡", "请拍照上传"])
def test_such_texts_are_seen(text: str):
    assert TEXTS.search(text)
