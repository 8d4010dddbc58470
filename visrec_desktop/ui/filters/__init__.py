"""Filters as chips."""
