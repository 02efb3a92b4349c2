"""Every service's state documents, folded from events alone (A3).

Written a second time from docs/services.md, on purpose: nothing here imports a service's projection, aggregate or
event (docs/decisions/0006). A service that is not listed here cannot be replayed.
"""

from collections.abc import Mapping
from typing import Final

from services.audit.domain.folding import meeting, organization, reporting, supervision, tasking
from services.audit.domain.folding.documents import Document, Folding, Folds

FOLDS: Final[Mapping[str, Folds]] = {
    folds.service: folds
    for folds in (organization.FOLDS, meeting.FOLDS, tasking.FOLDS, supervision.FOLDS, reporting.FOLDS)
}

__all__ = ["FOLDS", "Document", "Folding", "Folds"]
