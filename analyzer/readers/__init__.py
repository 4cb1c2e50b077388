"""One input form a file; all end in one ``Report``."""
