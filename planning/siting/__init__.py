"""Where the next few of something would help most, among sites that could be had."""
