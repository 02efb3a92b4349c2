"""The answers of a party committee to a request before a meeting, given by its own approver."""

from typing import Any, Final

from services.console.entrypoints.forms.fields import Field
from services.console.entrypoints.forms.form import Form, Values, nested
from services.console.entrypoints.visit import Visit

WORDS: Final = Field("decision.words", "批示原文", "words", "有批示的照原话录入；没有就不填。", required=False)


def answered(values: Values, visit: Visit, request: Any) -> dict[str, Any]:
    """Who signs in for the party committee decides today, for it."""
    body = nested(values, visit, request)
    own = {"unit_id": visit.unit_id, "decided_on": visit.today.isoformat()}
    return {**body, "decision": {**body.get("decision", {}), **own}}


def answer(name: str, title: str, done: str, fields: tuple[Field, ...]) -> Form:
    """What the approver read is the round that it answers: a later one is another request."""
    path = f"/meetings/{{meeting_id}}/{name}"
    return Form(name, title, title, done, "meeting", path, fields, body=answered, checks_version=False)


APPROVE: Final = answer("record-approval", "同意召开", "已经答复同意，关工委可以发通知了。", (WORDS,))
RETURN: Final = answer(
    "record-return", "退回", "已经退回，等关工委修改后再请示。", (Field("reason", "退回的原因", "long"), WORDS)
)
BY_NAME: Final = {form.name: form for form in (APPROVE, RETURN)}
