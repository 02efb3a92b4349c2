"""The JSON of `lianxi plan parse`."""

from typing import Any

import msgspec

from services.tasking.domain.plan_document.resolving import ResolvedItem, ResolvedPlan


def to_json(resolved: ResolvedPlan, encoding: str | None = None) -> dict[str, Any]:
    """Plain JSON values: dates YYYY-MM-DD or null, groups as groups, `unknown` the names that wait for the clerk."""
    plan = resolved.plan
    return {
        "title": plan.title,
        "carries_out": msgspec.to_builtins(plan.carries_out),
        "encoding": encoding,
        "tasks": [_task(item) for item in resolved.items],
        "findings": msgspec.to_builtins(resolved.findings),
    }


def _task(resolved: ResolvedItem) -> dict[str, Any]:
    item = resolved.item
    return {
        "number": item.number,
        "section": item.section,
        "text": item.text,
        "lead": list(item.leads),
        "responsible": list(item.responsible),
        "due": msgspec.to_builtins(item.due),
        "unknown": list(resolved.unknown),
    }
