"""From similarities to a ranking that people can read."""
