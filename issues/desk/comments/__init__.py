"""Comments at the desk: those that nobody has looked at since they were written or flagged."""
