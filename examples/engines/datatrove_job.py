"""datatrove: between a reader and a writer, as one step of a job of many tasks."""

import json
import tempfile
from pathlib import Path

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.filters import LambdaFilter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from newsclean.datatrove import NewsCleaner

folder = Path(tempfile.mkdtemp())
(folder / "scraped").mkdir()
article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
menu = "Share on Facebook\nSubscribe\nSign in"
rows = [{"id": "1", "text": article}, {"id": "2", "text": menu}]
(folder / "scraped" / "0.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

LocalPipelineExecutor(
    pipeline=[
        JsonlReader(str(folder / "scraped")),
        NewsCleaner(),
        LambdaFilter(lambda document: document.metadata["status"] == "ok"),
        JsonlWriter(str(folder / "articles"), compression=None),
    ],
    tasks=1,
    logging_dir=str(folder / "logs"),
).run()
(written,) = (folder / "articles").glob("*.jsonl")
(line,) = written.read_text(encoding="utf-8").splitlines()
found = json.loads(line)
print(found["metadata"]["title"], found["text"], sep="\n")
