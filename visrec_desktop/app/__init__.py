"""The composition root: everything is made here and handed in."""
