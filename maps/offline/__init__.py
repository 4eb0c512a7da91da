"""The map without a network: what a phone installs and keeps."""
