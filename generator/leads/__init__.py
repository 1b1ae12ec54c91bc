"""Leads: what an editor should look for this week."""
