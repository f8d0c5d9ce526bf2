"""spaCy: sentences and names of the clean text, and where they stood in what was scraped."""

from pathlib import Path

import spacy

from newsclean.spacy import raw_span

article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
nlp = spacy.blank("en")
nlp.add_pipe("newsclean", first=True)
nlp.add_pipe("sentencizer")
doc = nlp(article)

print(doc.text)
for name in doc.spans["newsclean_corrections"]:
    start, end = raw_span(name)
    print(f"{name.text} ({name.kb_id_}) was {article[start:end]!r}")
print(len(list(doc.sents)), "sentences by", *doc._.newsclean.authors)
