"""A fair share of resources: who has what beside who needs what, and what would change under another rule."""
