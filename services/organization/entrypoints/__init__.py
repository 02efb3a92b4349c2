"""HTTP and gRPC: translation only."""
