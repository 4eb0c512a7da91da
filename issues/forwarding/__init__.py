"""Sending reports on to a municipality's own Open311 service, and reading what became of them there."""
