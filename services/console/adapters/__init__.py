"""The services as the pages ask them."""
