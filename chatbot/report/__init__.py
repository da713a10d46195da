"""The morning after: what a night was worth, from its journal alone."""
