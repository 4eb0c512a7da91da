"""Open311 GeoReport v2: other systems read reports and send them, at /open311/v2/."""
