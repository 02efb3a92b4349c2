"""The registry at scale: files in, a preview of what would change, the change itself in batches, files out."""
