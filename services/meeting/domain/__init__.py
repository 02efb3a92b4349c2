"""What a meeting is and which rules it keeps."""
