"""Tests of the vision layer."""
