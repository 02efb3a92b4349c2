"""Who may give which command: {(role, relation of the acting unit to the request or report)}."""

from itertools import product

from services.reporting.application import commands as c
from services.reporting.application.stating import SubmitStatedReport
from shared.commands.interface import Permissions


def _rows(roles: str, relation: str) -> frozenset[tuple[str, str]]:
    return frozenset(product(roles.split(), [relation]))


_SUBMITTING = _rows("liaison leader clerk director", "addressee")
_ANSWERING = _rows("clerk director supervisor", "requester")

PERMISSIONS: Permissions = {
    c.RequestReports: _rows("clerk director supervisor", "own"),
    c.SubmitReport: _SUBMITTING,
    SubmitStatedReport: _SUBMITTING,
    c.AcceptReport: _ANSWERING,
    c.ReturnReport: _ANSWERING,
}
