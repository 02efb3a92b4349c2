"""What a page shows, computed from what the services answered; no requests here."""
