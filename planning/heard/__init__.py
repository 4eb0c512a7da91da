"""Who is not heard: how readily mahalle report, and what they would report if all did alike."""
