"""What somebody sent about a place, in the hands of who sent it: whoever knows its id."""
