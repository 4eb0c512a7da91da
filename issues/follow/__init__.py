"""Following issues by e-mail."""
