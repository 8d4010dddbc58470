"""Measurements of the program, each beside its reference in the same run: `python -m benchmarks`."""
