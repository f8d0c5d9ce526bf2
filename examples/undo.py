"""Take single decisions back. A Document never changes: each undo gives a new one."""

from pathlib import Path

import newsclean

document = newsclean.clean(Path(__file__).with_name("article.txt").read_bytes())

for correction in document.corrections[:1]:
    print("name as it came in:")
    print(document.undo(correction).text, end="\n\n")

advertisement = next(block for block in document.removed if block.text == "Advertisement")
print("block put back:")
print(document.undo(advertisement).text)
