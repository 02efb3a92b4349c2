"""What every service's domain is made of: ids, time, events, aggregates, refusals."""
