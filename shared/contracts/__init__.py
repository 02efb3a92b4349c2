"""Code generated from `proto/` (checked in; `python -m shared.contracts.generate`) and what makes and checks it."""
