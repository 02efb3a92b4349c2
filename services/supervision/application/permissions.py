"""Who may give which command: {(role, relation to the matter)}."""

from services.supervision.application import commands as c
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
    c.OpenCase: POLICY,
    c.OpenWatch: POLICY,
    c.NoteFact: POLICY,
    c.CloseWatch: POLICY,
    c.JudgeLight: POLICY,
}
