"""Who may give which command: role × relation of the acting unit to the meeting."""

from services.meeting.application import commands
from shared.commands.interface import Permissions

OFFICE = frozenset({("clerk", "own"), ("director", "own")})
# The clerk records what was decided on paper; the party committee's approver records its own decision.
DECISION = OFFICE | {("party_approver", "party_committee")}

PERMISSIONS: Permissions = {
    commands.DraftMeeting: OFFICE,
    commands.ReviseMeeting: OFFICE,
    commands.SubmitRequest: OFFICE,
    commands.RecordReturn: DECISION,
    commands.RecordApproval: DECISION,
    commands.IssueNotice: OFFICE,
    commands.HoldMeeting: OFFICE,
    commands.AdoptResolution: OFFICE,
    commands.GiveAdvice: OFFICE,
    commands.SubmitMeetingReport: OFFICE,
    commands.IssueMinutes: OFFICE,
    commands.FileMeeting: OFFICE,
    commands.RecordConsent: DECISION,
}
