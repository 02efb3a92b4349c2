import pytest

# Their assertions run in subclasses; without this a failure shows no values.
for name in ("append_contract", "log_contract"):
    pytest.register_assert_rewrite(f"tests.contract.{name}")
