"""What people write below a report."""
