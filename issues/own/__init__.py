"""A report in the hands of who reported it: whoever knows its id, which stands nowhere in public."""
