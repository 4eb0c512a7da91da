"""The desk of those who moderate: the queue, one report with all that can be done to it, the steps."""
