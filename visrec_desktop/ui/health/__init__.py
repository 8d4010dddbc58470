"""The health of the catalog: what to look at, and what helps."""
