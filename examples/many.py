"""Clean every text file of a folder into JSON lines: python examples/many.py [FOLDER]."""

import sys
from pathlib import Path

import newsclean

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
files = sorted(folder.glob("*.txt"))
for document in newsclean.clean_many(file.read_bytes() for file in files):
    print(document.to_json())
