"""Policy: what the host says, to whom and when. Pure: no clock, no I/O, no randomness."""
