"""The base map of the district: its loading."""
