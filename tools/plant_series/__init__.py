"""Faults planted one at a time into copies of a folder's real reports, in memory: what the rules find of them."""
