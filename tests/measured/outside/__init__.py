"""Planted errors and honest sentences that measure the checks from outside."""
