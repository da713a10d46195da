"""Words: what a text means and how it is written. Pure."""
