"""The design system: tokens, style sheet, and the theme that applies them."""
