"""What a page says about the form that led to it."""

from collections.abc import Iterable

from fastapi import Request

from services.console.entrypoints.forms.form import Form


def done_by(forms: Iterable[Form], request: Request) -> str:
    """By the name of the form; words in the address would be anybody's."""
    name = request.query_params.get("done")
    return next((form.done for form in forms if form.name == name), "")
