"""Closed forms and published numbers that a run must reproduce."""
