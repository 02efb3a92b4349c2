"""Papers of a meeting: commands, what a draft is suggested to say, how text and setting become a file (R6)."""
