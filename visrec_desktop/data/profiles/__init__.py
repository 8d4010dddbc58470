"""The clients' file: who they are, what they agreed to, what happened. Private; never part of a catalog."""
