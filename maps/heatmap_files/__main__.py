"""Content as JSON on standard input, the file's bytes on standard output."""

import json
import sys

from maps.heatmap_files.writers import written

if __name__ == "__main__":
    sys.stdout.buffer.write(written(json.load(sys.stdin)))
