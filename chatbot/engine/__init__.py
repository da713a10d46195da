"""Mechanism: bus, room, stage, journal. Knows nothing about shopping."""
