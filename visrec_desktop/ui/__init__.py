"""The window: widgets, models, delegates. No SQL, no model, no files."""
