"""Joint meetings and other meetings of a committee: request, notice, outcome, report, consent."""
