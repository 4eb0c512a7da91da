"""How long people wait: for a first answer, and for the end, those who still wait among them."""
