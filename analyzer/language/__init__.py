"""Figures, periods and organisations in the text of a report."""
