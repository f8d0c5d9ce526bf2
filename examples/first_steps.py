"""Clean one article and look at what was found in it."""

from pathlib import Path

import newsclean

source = Path(__file__).with_name("article.txt").read_bytes()
document = newsclean.clean(source)

print(document.text)

print("\n-- fields")
print("title:   ", document.title)
print("authors: ", ", ".join(document.authors))
print("tags:    ", ", ".join(document.tags))
for caption in document.captions:
    print("caption: ", caption.text, f"[{caption.credit}]")

print("\n-- removed")
for block in document.removed:
    print(f"{block.label:<12} {block.confidence:.2f}  {block.text}")

print("\n-- names")
for correction in document.corrections:
    print(f"{correction.original} -> {correction.replacement}: {'; '.join(correction.evidence)}")
