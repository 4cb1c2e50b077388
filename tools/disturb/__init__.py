"""Fills the standard templates and disturbs the result as real writers do, with the truth beside each draft."""
