"""Calendars: events, and iCalendar files."""
