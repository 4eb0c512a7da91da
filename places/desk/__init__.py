"""The desk of those who look after the register."""
