"""Who may give which command: {(role, relation to the matter)}."""

from itertools import product

from services.supervision.application import commands as c
from services.supervision.application import policy_commands as given
from shared.commands.interface import Permissions

POLICY = frozenset({("service:supervision", "policy")})
OFFICE = frozenset({("clerk", "own"), ("supervisor", "own"), ("director", "own")})

PERMISSIONS: Permissions = {
    c.SetThresholds: OFFICE,
    c.PublishCalendar: frozenset(
        {("clerk", "top"), ("supervisor", "top"), ("director", "top"), ("service:local", "loading")}
    ),
    c.IssueSupervisionNotice: OFFICE,
    c.AnswerCase: frozenset(product(("liaison", "leader", "clerk", "director"), ("lead", "responsible"))),
    c.ReportCase: OFFICE,
    c.CloseCase: OFFICE,
    given.OpenCase: POLICY,
    given.OpenWatch: POLICY,
    given.NoteFact: POLICY,
    given.CloseWatch: POLICY,
    given.JudgeLight: POLICY,
}
