"""Reports to print or to send: of the district, and of a mahalle."""
