"""Plans that rest on a consent, and the tasks that come of them (T1, T2, T4, T5, T7, T8, T11)."""
