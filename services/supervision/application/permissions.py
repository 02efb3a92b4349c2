"""Who may give which command: {(role, relation to the matter)}."""

from services.supervision.application import commands as c
from services.supervision.application import policy_commands as given
from shared.commands.interface import Permissions

POLICY = frozenset({("service:supervision", "policy")})
OFFICE = frozenset({("clerk", "own"), ("supervisor", "own"), ("director", "own")})

PERMISSIONS: Permissions = {
    c.SetThresholds: frozenset({("director", "own"), ("supervisor", "own"), ("clerk", "own")}),
    c.PublishCalendar: frozenset({("supervisor", "own"), ("clerk", "own"), ("service:local", "own")}),
    c.IssueSupervisionNotice: OFFICE,
    c.AnswerCase: frozenset(
        {(role, relation) for role in ("liaison", "leader") for relation in ("lead", "responsible")}
        | {("clerk", "lead"), ("clerk", "responsible")}
    ),
    c.ReportCase: OFFICE,
    c.CloseCase: OFFICE,
    given.OpenCase: POLICY,
    given.OpenWatch: POLICY,
    given.NoteFact: POLICY,
    given.CloseWatch: POLICY,
    given.JudgeLight: POLICY,
}
