"""Who may give which command (K4), written anew and not read from the code: {(role, relation to the matter)}."""

from collections.abc import Mapping
from itertools import product

Cells = frozenset[tuple[str, str]]


def cells(roles: str, relations: str, *more: tuple[str, str]) -> Cells:
    return frozenset({*product(roles.split(), relations.split()), *more})


LOADER = ("service:local", "loading")
KEEPERS = cells("clerk", "own superior registrar committee_of_member", LOADER)
ABOVE = cells("clerk", "superior registrar committee_of_member", LOADER)
GROUPERS = cells("clerk", "own superior", LOADER)
OFFICE = cells("clerk director", "own")
DECIDING = cells("clerk director", "own", ("party_approver", "party_committee"))
ASSIGNED = cells("liaison leader clerk director", "lead responsible")
WATCHING = cells("clerk supervisor director", "own")
POLICY = cells("service:supervision", "policy")
# What is signed on paper, by the committee or by another body, its own office records.
PAPERS = (
    "SetPaperStyle DraftPaper RevisePaper CheckPaper ReturnPaper SignPaper CosignPaper NumberPaper IssuePaper"
    " WithdrawPaper"
).split()
TABLE: Mapping[str, Cells] = {
    # organization
    "RegisterUnit": cells("clerk", "superior", LOADER),
    "RenameUnit": KEEPERS,
    "ChangeUnitCode": KEEPERS,
    "ChangeUnitStatus": KEEPERS,
    "BeginRelation": KEEPERS,
    "EndRelation": KEEPERS,
    "ChangeSuperior": ABOVE,
    "MergeUnits": ABOVE,
    "SplitUnit": ABOVE,
    "PlanFoundingBatch": GROUPERS,
    "ReviseFoundingBatch": GROUPERS,
    "ConfirmFoundingCondition": GROUPERS,
    "FoundUnit": GROUPERS,
    "ChangeOfficeHolders": KEEPERS,
    "StartImport": cells("clerk", "own"),
    "ImportItem": cells("service:organization", "own superior registrar committee_of_member"),
    "AdvanceImport": cells("service:organization", "own"),
    "RegisterPerson": KEEPERS,
    "CorrectPersonName": KEEPERS,
    "ErasePerson": KEEPERS,
    "Appoint": KEEPERS,
    "EndTerm": KEEPERS,
    "SetUndertakingSection": KEEPERS,
    "DefineGroup": GROUPERS,
    "RedefineGroup": GROUPERS,
    # meeting
    "DraftMeeting": OFFICE,
    "ReviseMeeting": OFFICE,
    "SubmitRequest": OFFICE,
    "RecordReturn": DECIDING,
    "RecordApproval": DECIDING,
    "IssueNotice": OFFICE,
    "HoldMeeting": OFFICE,
    "AdoptResolution": OFFICE,
    "GiveAdvice": OFFICE,
    "SubmitMeetingReport": OFFICE,
    "IssueMinutes": OFFICE,
    "FileMeeting": OFFICE,
    "RecordConsent": DECIDING,
    "InstructTopic": DECIDING,
    "ProposeTopic": cells("liaison leader clerk director", "member"),
    "AcceptTopic": OFFICE,
    "MergeTopic": OFFICE,
    "DeclineTopic": OFFICE,
    "TakeUpTopics": OFFICE,
    "SetDutyLevels": cells("clerk director", "top"),
    "SetCommitteeDuty": cells("clerk director", "top"),
    "SetDutyWarning": OFFICE,
    "AddMeetingKind": OFFICE,
    "RetireMeetingKind": OFFICE,
    "ChangeNotice": OFFICE,
    "CallOffMeeting": OFFICE,
    "ReturnReceipt": OFFICE | cells("liaison leader clerk director pass", "invited"),
    "ForwardNotice": cells("clerk director", "invited"),
    "RecordAttendance": OFFICE,
    "RecordInstruction": OFFICE,
    "AddInstructionText": OFFICE,
    "PassOpinions": OFFICE,
    "RecordOpinionsConsent": DECIDING,
    "SubmitSpecialReport": OFFICE,
    "LinkCampaign": OFFICE,
    "CloseInstruction": OFFICE,
    **dict.fromkeys(PAPERS, OFFICE),
    "IssueTransmittal": OFFICE,
    "PassOnTransmittal": cells("clerk director", "addressee"),
    "WidenTransmittal": OFFICE,
    "SubmitReturn": cells("liaison leader clerk director", "addressee"),
    "CorrectReturn": cells("liaison leader clerk director", "own"),
    "AcceptReturn": cells("clerk director", "sender"),
    "SendBackReturn": cells("clerk director", "sender"),
    # tasking
    "DraftPlan": OFFICE,
    "DraftConsentedPlan": cells("service:tasking", "own"),
    "ImportPlan": OFFICE,
    "PlaceItem": OFFICE,
    "SettleName": OFFICE,
    "SettleLead": OFFICE,
    "IssuePlan": OFFICE,
    "AcceptTask": ASSIGNED,
    "RefuseTask": ASSIGNED,
    "UpholdAssignment": OFFICE,
    "AcceptRefusal": OFFICE,
    "ReportProgress": ASSIGNED,
    "FinishPart": ASSIGNED,
    "ReportWhole": cells("liaison leader clerk director", "lead"),
    "ConcludeTask": OFFICE,
    "ReturnTask": OFFICE,
    # supervision
    "SetThresholds": WATCHING,
    "PublishCalendar": cells("clerk supervisor director", "top", LOADER),
    "IssueSupervisionNotice": WATCHING,
    "AnswerCase": ASSIGNED,
    "ReportCase": WATCHING,
    "CloseCase": WATCHING,
    "OpenCase": POLICY,
    "OpenWatch": POLICY,
    "NoteFact": POLICY,
    "CloseWatch": POLICY,
    "JudgeLight": POLICY,
    # reporting
    "RequestReports": cells("clerk director supervisor", "own"),
    "SubmitReport": cells("liaison leader clerk director", "addressee"),
    "SubmitStatedReport": cells("liaison leader clerk director", "addressee"),
    "AcceptReport": cells("clerk director supervisor", "requester"),
    "ReturnReport": cells("clerk director supervisor", "requester"),
    # notification
    "SetContact": cells("clerk liaison", "own"),
    "RemoveContact": cells("clerk liaison", "own"),
    "ChooseChannels": cells("clerk liaison", "own"),
    "RenewReceiptLink": cells("clerk liaison", "own") | cells("clerk director", "issuer"),
    "ResendNotice": cells("clerk director supervisor", "issuer"),
}
