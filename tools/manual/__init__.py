"""The user manual: pages made from the registry, and the blocks of code in it that are run."""
