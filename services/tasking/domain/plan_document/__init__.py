"""Plan documents: bytes → text → items → names looked up (rules T2, T4, T11, O6). Pure functions, no stores."""

from services.tasking.domain.plan_document.decoding import DecodedText, decode_plan
from services.tasking.domain.plan_document.model import (
    Due,
    Finding,
    ParsedItem,
    ParsedPlan,
    ParsedSection,
    Passage,
    Superior,
)
from services.tasking.domain.plan_document.names import qualified_names
from services.tasking.domain.plan_document.output import to_json
from services.tasking.domain.plan_document.parsing import parse_plan
from services.tasking.domain.plan_document.resolving import (
    Directory,
    DirectoryEntry,
    Match,
    NameIndex,
    ResolvedItem,
    ResolvedName,
    ResolvedPlan,
    resolve_names,
)

__all__ = [
    "DecodedText",
    "Directory",
    "DirectoryEntry",
    "Due",
    "Finding",
    "Match",
    "NameIndex",
    "ParsedItem",
    "ParsedPlan",
    "ParsedSection",
    "Passage",
    "ResolvedItem",
    "ResolvedName",
    "ResolvedPlan",
    "Superior",
    "decode_plan",
    "parse_plan",
    "qualified_names",
    "resolve_names",
    "to_json",
]
