"""Who may give which command: role × relation of the acting unit to the matter."""

from itertools import product

from services.meeting.application import commands
from services.meeting.application import instruction_commands as instructions
from services.meeting.application import participation_commands as taking_part
from services.meeting.application import setting_commands as settings
from services.meeting.application import topic_commands as topics
from services.meeting.application import transmittal_commands as transmittals
from shared.access.roles import PASS_ROLE
from shared.commands.interface import Permissions

OFFICE = frozenset({("clerk", "own"), ("director", "own")})
# The clerk records what was decided on paper; the party committee's approver records its own decision.
DECISION = OFFICE | {("party_approver", "party_committee")}

# Who speaks for a unit that the committee turns to.
SPEAKERS = ("liaison", "leader", "clerk", "director")

ADDRESSEE = frozenset(product(SPEAKERS, ("addressee",)))

# A committee with none above it.
TOP = frozenset({("clerk", "top"), ("director", "top")})
# Whoever answers for a unit that was asked to a meeting, also by the link in its notice.
RECEIPT = frozenset(product((*SPEAKERS, PASS_ROLE), ("invited",)))

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
    topics.InstructTopic: DECISION,
    topics.ProposeTopic: frozenset(product(SPEAKERS, ("member",))),
    topics.AcceptTopic: OFFICE,
    topics.MergeTopic: OFFICE,
    topics.DeclineTopic: OFFICE,
    topics.TakeUpTopics: OFFICE,
    settings.SetDutyLevels: TOP,
    settings.SetCommitteeDuty: TOP,
    settings.SetDutyWarning: OFFICE,
    settings.AddMeetingKind: OFFICE,
    settings.RetireMeetingKind: OFFICE,
    taking_part.ChangeNotice: OFFICE,
    taking_part.CallOffMeeting: OFFICE,
    taking_part.ReturnReceipt: OFFICE | RECEIPT,
    taking_part.ForwardNotice: frozenset(product(("clerk", "director"), ("invited",))),
    taking_part.RecordAttendance: OFFICE,
    instructions.RecordInstruction: OFFICE,
    instructions.AddInstructionText: OFFICE,
    instructions.PassOpinions: OFFICE,
    instructions.RecordOpinionsConsent: DECISION,
    instructions.SubmitSpecialReport: OFFICE,
    instructions.LinkCampaign: OFFICE,
    instructions.CloseInstruction: OFFICE,
    transmittals.IssueTransmittal: OFFICE,
    transmittals.PassOnTransmittal: frozenset({("clerk", "addressee"), ("director", "addressee")}),
    transmittals.WidenTransmittal: OFFICE,
    transmittals.SubmitReturn: ADDRESSEE,
    transmittals.CorrectReturn: frozenset(product(SPEAKERS, ("own",))),
    transmittals.AcceptReturn: frozenset({("clerk", "sender"), ("director", "sender")}),
    transmittals.SendBackReturn: frozenset({("clerk", "sender"), ("director", "sender")}),
}
