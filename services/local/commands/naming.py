"""The names of units and matters that a result only names by id, asked of the services that know them."""

from typing import Any, Final
from uuid import UUID

from services.local.reaching import Answered, Reach

# Where a state document can be read, and which of its fields says what it is about.
_MATTERS: Final = {
    "meetings": ("/meeting/v1/meetings", "theme"),
    "plans": ("/tasking/v1/plans", "title"),
    "tasks": ("/tasking/v1/tasks", "text"),
    "watches": ("/supervision/v1/watches", "text"),
    "cases": ("/supervision/v1/cases", "text"),
    "requests": ("/reporting/v1/requests", "subject"),
}
_EXCERPT_CHARS: Final = 20


class Names:
    """Asked once for each; what cannot be read any more keeps its id alone."""

    def __init__(self, services: Reach) -> None:
        self._services = services
        self._known: dict[str, str] = {}

    async def unit(self, unit_id: str) -> str:
        """鸡西市教育局（c68eb26f-…）."""
        return await self._named(unit_id, f"/organization/v1/units/{unit_id}", _current_name)

    async def matter(self, view: str, document_id: str) -> str:
        if view in ("units", "rosters"):
            return await self.unit(document_id)
        if view not in _MATTERS:
            return document_id
        path, field = _MATTERS[view]
        return await self._named(document_id, f"{path}/{document_id}", lambda document: _excerpt(document, field))

    async def _named(self, identity: str, path: str, name_in: Any) -> str:
        if identity not in self._known:
            self._known[identity] = await self._asked(identity, path, name_in)
        return self._known[identity]

    async def _asked(self, identity: str, path: str, name_in: Any) -> str:
        try:
            UUID(identity)
            return f"{name_in(await self._services.get(path))}（{identity}）"
        except (Answered, ValueError, KeyError, TypeError, IndexError):  # it may be the very thing that was damaged
            return identity


def _current_name(unit: dict[str, Any]) -> str:
    return str(unit["names"][-1]["name"])


def _excerpt(document: dict[str, Any], field: str) -> str:
    number = f"第{document['number']}项 " if isinstance(document.get("number"), int) else ""
    text = " ".join(str(document[field]).split())
    return f"{number}{text if len(text) <= _EXCERPT_CHARS else text[:_EXCERPT_CHARS] + '…'}"
