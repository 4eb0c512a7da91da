"""Who speaks: groups that are often not heard, among those who reported and said who they are."""
