"""What the base map shows, read from outside: streets, water, green areas and buildings."""
