"""Drives one target: ``python -m benchmarks.fuzzing TARGET FOLDER PACKAGES [OPTION OF LIBFUZZER ...]``.

Atheris lies among PACKAGES, those of the peers; all else is ours. Seeds and words are written into the folder.
libFuzzer ends the process, and leaves in the folder what broke the target.
"""

import sys
from importlib import import_module
from pathlib import Path

import django

INSTRUMENTED = ["gisdata", "intake", "issues", "maps", "places", "PIL"]
"""Packages whose branches libFuzzer sees, and seeks new ones of."""


def main() -> None:
    """Fuzz until libFuzzer has enough."""
    name, folder, packages, *options = sys.argv[1:]
    sys.path.append(packages)  # behind our own
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=INSTRUMENTED):
        django.setup()
        target = import_module(f"benchmarks.fuzzing.{name}")
    corpus, words = Path(folder) / "corpus", Path(folder) / "words"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.SEEDS):
        (corpus / f"seed-{number}").write_bytes(seed)
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.WORDS))
    kept = f"-artifact_prefix={folder}/"
    atheris.Setup([sys.argv[0], kept, f"-dict={words}", *options, str(corpus)], target.take)
    atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main()
