"""Tables that people keep in .xlsx and CSV files: read with suspicion, written so that no cell acts."""
