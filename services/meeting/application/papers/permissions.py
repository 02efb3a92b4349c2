"""Who may give which command of a paper's way: the committee's own office."""

from services.meeting.application.papers import commands
from shared.commands.interface import Permissions

OFFICE = frozenset({("clerk", "own"), ("director", "own")})

PAPER_PERMISSIONS: Permissions = {
    commands.DraftPaper: OFFICE,
    commands.RevisePaper: OFFICE,
    commands.CheckPaper: OFFICE,
    commands.ReturnPaper: OFFICE,
    commands.SignPaper: OFFICE,  # whose holders sign is a setting; the clerk records what was signed on paper
    commands.CosignPaper: OFFICE,  # what another body signed on paper; its own business until it is issued
    commands.NumberPaper: OFFICE,
    commands.IssuePaper: OFFICE,
    commands.WithdrawPaper: OFFICE,
    commands.SetPaperStyle: OFFICE,
}
