"""Viewers leave the journal: their names and words go, what the night decided stays."""
