"""Names beside ids: asked once, and an id alone where nothing answers."""

from typing import Any

import httpx

from services.local.commands.naming import Names
from services.local.commands.sheets import difference_line
from services.local.reaching import Reach

UNIT = "c68eb26f-0a7d-59e2-9542-c8ebd473bd14"
TASK = "014b2eb6-7166-5e23-91c8-8aa0ab711764"
GONE = "5e043b2c-ebd4-5b19-a198-921da07025dd"


class Answers:
    """The two services that know the names, as they answer over HTTP; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        known: dict[str, dict[str, Any]] = {
            f"/organization/v1/units/{UNIT}": {"names": [{"name": "旧名"}, {"name": "鸡西市教育局"}]},
            f"/tasking/v1/tasks/{TASK}": {"number": 4, "text": "征集一百个本地英烈和建设者的小故事，录成音频"},
        }
        body = known.get(request.url.path)
        return httpx.Response(200, json=body) if body else httpx.Response(404, json={"detail": "没有"})


def names_from(answers: Answers) -> Names:
    transport = httpx.MockTransport(answers)
    return Names(Reach(httpx.AsyncClient(transport=transport, base_url="http://lianxi")))


def difference(**changed: Any) -> dict[str, Any]:
    fields = {"unit": UNIT, "service": "tasking", "view": "tasks", "document": TASK, "field": "state"}
    return {**fields, "live": "assigned", "replayed": "concluded", **changed}


async def test_a_difference_names_the_unit_and_the_task_beside_their_ids() -> None:
    line = await difference_line(difference(), names_from(Answers()))
    assert line == (
        f"✗ 鸡西市教育局（{UNIT}）　tasking.tasks 第4项 征集一百个本地英烈和建设者的小故事，录成…（{TASK}）　"
        "state：现为 'assigned'，重放得 'concluded'"
    )


async def test_what_nobody_can_name_any_more_keeps_its_id() -> None:
    names = names_from(Answers())
    line = await difference_line(difference(unit=GONE, view="events", document="tasking:1:42", field=""), names)
    assert line == f"✗ {GONE}　tasking.events tasking:1:42　（整份）：现为 'assigned'，重放得 'concluded'"


async def test_a_name_is_asked_for_once() -> None:
    answers = Answers()
    names = names_from(answers)
    assert [await names.unit(UNIT), await names.unit(UNIT)] == [f"鸡西市教育局（{UNIT}）"] * 2
    assert len(answers.asked) == 1
