"""What is stored about somebody: to look at, to download, to erase."""
