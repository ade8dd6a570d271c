"""The use cases: a frozen command in, an outcome out, one transaction between. No Qt, not even indirectly."""
