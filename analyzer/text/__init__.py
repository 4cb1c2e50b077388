"""What can be seen in a string alone: forms of characters, numerals, blanks, counts, leftovers."""
