"""Units, offices, groups and people: who there is, and since when."""
