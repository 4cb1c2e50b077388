"""What is asked of many reports at once."""
