"""Events between services: feed, inbox, projections, policies. Delivery is an argument."""
