"""What a category asks beside the description: its catalogue, its admin, and the check of answers."""
