"""Units, rosters, groups, people and their rules (O1, O2, O6, the vault)."""
