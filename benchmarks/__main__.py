"""Runs one benchmark: ``python -m benchmarks NAME [OPTION ...]``; script/bench calls it."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()  # before a benchmark imports models
    name = sys.argv.pop(1)
    import_module(f"benchmarks.{name}").main()
