"""The avatar out."""
