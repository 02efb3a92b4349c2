"""Generated requests against an application's own OpenAPI document (schemathesis), one operation at a time.

    @pytest.mark.parametrize("label", operations(APP_SCHEMA))
    def test_…(label): fuzz(schema, label, token)

(schemathesis' own pytest plugin does not know pytest 9.)
"""

from collections.abc import Mapping
from contextlib import nullcontext, suppress
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig


def schema_of(app: Any, path: str) -> schemathesis.BaseSchema:
    """`path` is where the application serves its document, as `/tasking/v1/openapi.json`."""
    return schemathesis.openapi.from_asgi(path, app, config=_config({}))


def schema_at(url: str, parameters: Mapping[str, str] | None = None) -> schemathesis.BaseSchema:
    """Of a running server; `parameters` are values for parameters by name, ids that exist above all."""
    return schemathesis.openapi.from_url(url, config=_config(parameters or {}))


def _config(parameters: Mapping[str, str]) -> SchemathesisConfig:
    # A rule may refuse (422) what is well formed.
    statuses = ["2XX", "3XX", "401", "403", "404", "409", "422", "503"]
    checks = {
        "positive_data_acceptance": {"expected-statuses": statuses},
        "not_a_server_error": {"expected-statuses": ["2XX", "3XX", "4XX", "503"]},  # 503: not there yet, as documented
    }
    return SchemathesisConfig.from_dict({"checks": checks, "parameters": dict(parameters)})


def operations(schema: schemathesis.BaseSchema) -> list[str]:
    return [operation.label for operation in all_operations(schema)]


def all_operations(schema: schemathesis.BaseSchema) -> list[Any]:
    results: Any = schema.get_all_operations()
    return [result.ok() for result in results]


def fuzz(
    schema: schemathesis.BaseSchema,
    label: str,
    token: str,
    *,
    examples: int = 30,
    number: int = 1,
    judge_input: bool = True,
) -> None:
    """Valid and invalid requests; every check of schemathesis on every answer, 5xx among them.

    `number` seeds the generator. Without `judge_input` only answers are judged, not whether a request had to be taken.
    Raises what the first failing request failed of, with a command to repeat it.
    """
    (operation,) = [one for one in all_operations(schema) if one.label == label]
    fuzz_operation(operation, token, examples=examples, number=number, judge_input=judge_input)


def fuzz_operation(operation: Any, token: str, *, examples: int, number: int, judge_input: bool = True) -> None:
    """The same for one operation of `all_operations`."""
    excluded: Any = [] if judge_input and _takes_json(operation) else CHECKS.get_by_names(_ABOUT_INPUT)
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

        @seed(number)
        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode).filter(lambda case: not _whole_floats(case.body)))
        def holds(case: Any) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=excluded)

        # An operation that takes nothing cannot be asked wrongly.
        with suppress(Unsatisfiable) if mode is GenerationMode.NEGATIVE else nullcontext():
            holds()


# Of queries and uploads the schema says less than we do: a cursor that nobody gave out and an empty file are refused,
# a parameter of somebody else's is let be.
_ABOUT_INPUT = ["positive_data_acceptance", "negative_data_rejection"]


def _takes_json(operation: Any) -> bool:
    return "application/json" in operation.definition.raw.get("requestBody", {}).get("content", {})


def _whole_floats(value: Any) -> bool:
    """JSON Schema takes 3.0 for an integer; we do not, for canonical JSON has no floats."""
    if isinstance(value, dict):
        return any(map(_whole_floats, value.values()))
    if isinstance(value, list):
        return any(map(_whole_floats, value))
    return isinstance(value, float) and value.is_integer()
