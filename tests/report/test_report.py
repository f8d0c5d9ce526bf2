"""Reports: what is counted, what is shown, and that nothing of a document becomes markup."""

import gzip
import json
import re
import tracemalloc
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

import newsclean
from newsclean import Document, Failure, Label, Pipeline, Status, cli, names, report
from newsclean.report.pieces import share
from newsclean.report.sources import documents
from newsclean.report.tally import NEARLY_ALL_CHARS, site_of
from newsclean.rows import to_row
from tests.report.corpora import HOSTILE, cleaned, corpus, document, hostile

VOID = {"meta", "link", "br", "input", "rect"}


class Page(HTMLParser):
    """What a browser would make of a page: the text of each section's rows, and all tags."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.path, self.rows, self.section = [], [], {}, ""
        self.text = ""
        self.feed(html)
        self.close()
        assert self.path == []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag == "section":
            self.section = attrs["id"]
        if tag == "tr" or attrs.get("class") == "group":
            self.rows.setdefault(self.section, []).append("")
        if tag not in VOID:
            self.path.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.path.pop() == tag

    def handle_data(self, data):
        if "style" in self.path or "script" in self.path:
            return
        self.text += data
        if self.rows.get(self.section):
            self.rows[self.section][-1] += data


def page(documents, **options):
    return Page(report.build(documents, **options).to_html())


# ---------------------------------------------------------------- what is counted


def test_documents_blocks_and_labels_are_counted():
    tally = report.build(corpus(100)).tally
    documents = list(corpus(100))
    blocks = [block for d in documents for block in d.blocks if not block.kept and block.text]
    assert tally.documents == 100
    assert sum(tally.blocks.values()) == len(blocks)
    assert tally.blocks[Label.SHARE] == sum(block.label is Label.SHARE for block in blocks)
    assert tally.chars[Label.SHARE] == tally.blocks[Label.SHARE] * len("Share on Facebook")
    assert tally.with_label[Label.SHARE] == sum(
        any(b.label is Label.SHARE for b in d.blocks) for d in documents
    )
    assert tally.kept == sum(len(block.text) for d in documents for block in d.blocks if block.kept)
    assert tally.names == sum(len(d.corrections) for d in documents) > 0
    assert tally.languages == {"en": 95, "not known": 5}
    assert sum(tally.shares) == 95


def test_what_looks_wrong_is_counted_once_a_kind_and_once_in_all():
    tally = report.build([*corpus(100), Failure(100, "ValueError: no")]).tally
    assert tally.wrong == {"failed": 1, "empty": 5, "no article": 5, "paywalled": 5, "breaks off": 5}
    assert tally.amiss == 16


def test_nearly_all_left_out_looks_wrong_only_if_much_was():
    long = document(1, "Rain.", junk=0)
    gone = "x" * (NEARLY_ALL_CHARS + 1)
    blocks = (long.blocks[0], newsclean.Block(1, 6, 6 + len(gone), gone, Label.NAVIGATION))
    tally = report.build([Document(f"Rain.\n{gone}", blocks)]).tally
    assert tally.wrong == {"nearly all left out": 1}
    blocks = (long.blocks[0], newsclean.Block(1, 6, 206, "x" * 200, Label.NAVIGATION))
    assert not report.build([Document(f"Rain.\n{'x' * 200}", blocks)]).tally.wrong


@pytest.mark.parametrize(
    ("url", "publisher", "site"),
    [
        ("https://www.harbourpost.example/a", "The Harbour Post", "harbourpost.example"),
        ("http://user@news.example:8080/", None, "news.example"),
        ("http://[broken", "The Harbour Post", "The Harbour Post"),
        (None, "The Harbour Post", "The Harbour Post"),
        ("no address", None, ""),
    ],
)
def test_the_site_is_the_host_or_the_publisher(url, publisher, site):
    assert site_of(Document("", url=url, publisher=publisher)) == site


def test_names_are_grouped_by_form_with_contexts_and_reasons():
    tally = report.build(corpus(60)).tally
    ((name, group),) = tally.corrections.items()
    assert name == ("Okafur", "Okafor", "Tom Okafor")
    assert group.count == group.documents == tally.names
    assert group.reasons["one letter apart"] == group.count
    contexts = list(group.contexts)
    assert contexts[0].before == "Governor Tom "
    assert contexts[0].after.startswith(" promised an inquiry. He said that he would publish")
    assert contexts[0].after.endswith("…")


def test_repeated_blocks_are_counted_figures_aside():
    tally = report.build(corpus(100)).tally
    repeated = {found.text: found for _, found in tally.repeated.items()}
    comments = [found for text, found in repeated.items() if text.endswith("comments")]
    assert len(comments) == 1
    assert comments[0].blocks == tally.blocks[Label.COMMENTS]
    assert 1 < comments[0].documents <= comments[0].blocks


def test_the_least_sure_come_first_and_one_rule_does_not_drown_the_others():
    unsure = [document(i, f"Rain fell on town {chr(97 + i)}.") for i in range(20)]
    tally = report.build([*corpus(50), *unsure]).tally
    decisions = tally.decisions()
    assert decisions[0].text == "The wind had dropped by then."
    assert [decision.confidence for decision in decisions] == sorted(
        decision.confidence for decision in decisions
    )
    assert {decision.rule for decision in decisions} == {rule for (_, rule), _ in tally.rules.items()}


# ---------------------------------------------------------------- sampling, memory, order


def test_all_documents_of_a_small_corpus_are_in_the_page():
    made = page(corpus(40))
    assert "all 34, besides the 6 under “What looks wrong”" in made.text
    assert len([tag for tag, _ in made.tags if tag == "article"]) == 40


def test_of_many_a_fair_sample_is_shown_and_the_page_says_so():
    tally = report.build(corpus(400), sample=30).tally
    assert len(tally.sample) == 30
    numbers = sorted(int(item.document.title.split()[1]) for item in tally.sample if item.document.title)
    assert numbers[0] < 200 < numbers[-1]
    assert "a fair sample of" in page(corpus(400), sample=30).text
    assert "of 400" in page(corpus(400), sample=30).text


def test_the_order_of_documents_changes_neither_totals_nor_the_sample():
    documents = [(f"{i}.txt", d) for i, d in enumerate(corpus(200))]
    one, other = report.build(documents, sample=20).tally, report.build(documents[::-1], sample=20).tally
    assert one.blocks == other.blocks
    assert {item.name for item in one.sample} == {item.name for item in other.sample}


def test_documents_that_are_alike_do_not_fill_the_sample():
    documents = [
        (f"{i}.txt", Document("", status=Status.EMPTY) if i % 10 else document(i)) for i in range(1000)
    ]
    tally = report.build(documents, sample=100).tally
    assert 4 <= sum(item.document.raw != "" for item in tally.sample) <= 20


def test_the_same_documents_make_the_same_page():
    assert report.build(corpus(80)).to_html() == report.build(corpus(80)).to_html()


def test_memory_and_page_do_not_grow_with_the_corpus():
    """Texts that never come again: of a million there is no more than of some thousands."""

    def measured(size):
        tracemalloc.start()
        made = report.build((document(n, f"{n} " * 50 + str(n), junk=2) for n in range(size)), sample=20)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak, len(made.to_html())

    measured(200)
    small, large = measured(1000), measured(8000)
    assert large[0] < 2 * small[0]
    assert large[1] < 1.3 * small[1]


def test_long_documents_are_shown_by_their_beginning():
    made = page([document(1, "Rain fell on Oslo again. " * 4000, junk=0)])
    assert "100,001 characters: the beginning" in made.text
    assert len(made.text) < 5000


# ---------------------------------------------------------------- the page


def test_nothing_is_a_report_too():
    made = page([])
    assert "0 documents" in re.sub(r"\s+", " ", made.text.replace("documents0", "0 documents"))
    assert "No block was left out." in made.text
    assert repr(report.build([])) == (
        "<Report: 0 documents, 0 % of the characters left out, 0 names put right, 0 documents look wrong>"
    )


def test_sections_tell_what_was_counted():
    made = page(corpus(100), title="March")
    assert "March" in made.text
    assert any(row.startswith("no article") and "5" in row for row in made.rows["wrong"])
    assert made.rows["unsure"][1].startswith("boilerplate classifier.boilerplate 0.55The wind had dropped")
    assert "Okafur Okafor" in made.rows["names"][0]
    assert [row for row in made.rows["left-out"] if row.startswith("share")]
    assert [row for row in made.rows["rules"] if "share.en.button" in row]
    assert [row for row in made.rows["repeated"] if "Share on Facebook" in row]
    assert [row for row in made.rows["sites"] if row.startswith("harbourpost.example")]


def test_rows_can_be_filtered_by_label_and_site():
    made = page(corpus(40))
    rows = [attributes for tag, attributes in made.tags if tag == "tr"]
    assert {"harbourpost.example", "varntimes.example"} <= {row.get("data-site") for row in rows}
    assert any("share" in row.get("data-label", "").split("|") for row in rows)
    options = [tag for tag, _ in made.tags].count("option")
    assert options == 2 + 5 + 2


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 0, "0 %"),
        (0, 9, "0 %"),
        (1, 1000, "under 1 %"),
        (1, 3, "33 %"),
        (999, 1000, "over 99 %"),
        (7, 7, "100 %"),
    ],
)
def test_shares_claim_neither_none_nor_all_of_what_is_some(part, whole, shown):
    assert share(part, whole) == shown


def test_the_page_lets_no_script_run_but_its_own_and_loads_nothing():
    html = report.build(corpus(20)).to_html()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)
    script = re.search(r"<script>(.*)</script>", html, re.DOTALL).group(1)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    tags = Page(html).tags
    assert not [a for _, attributes in tags for a in attributes if a.startswith("on") or a == "src"]
    assert {
        attributes["href"] for _, attributes in tags if "href" in attributes and attributes["href"][0] != "#"
    } == {"data:,"}


def test_hostile_text_reaches_neither_markup_nor_script():
    harmless, harmful = page(corpus(40), title="x"), page(hostile(), title=HOSTILE)
    allowed = {tag for tag, _ in harmless.tags} | {
        "s",
        "br",
        "b",
        "ul",
        "li",
        "mark",
        "label",
        "input",
        "h3",
        "ins",
        "span",
        "small",
    }
    assert {tag for tag, _ in harmful.tags} <= allowed
    html = report.build(hostile(), title=HOSTILE).to_html()
    assert html.count("<script>") == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", html)
    names = {name for _, attributes in harmful.tags for name in attributes}
    assert not [name for name in names if name.startswith("on") or name in ("src", "style")]
    html.encode()


def test_save_writes_the_page(tmp_path):
    made = report.build(corpus(3))
    made.save(tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text("utf-8") == made.to_html()


# ---------------------------------------------------------------- exceptions


def test_a_form_in_the_file_of_exceptions_is_left_alone(tmp_path):
    path = tmp_path / "newsclean-exceptions.txt"
    ((_, group_text),) = [(n, d) for n, d in cleaned() if n == "b.txt"]
    forms = {c.read_as or c.original for c in group_text.corrections}
    assert forms == {"Poten"}
    path.write_text("# a comment\n\nPoten\nPoten\n", encoding="utf-8")
    assert report.read_exceptions(path) == ("Poten",)
    gazetteer = names.Gazetteer.default().forbid(report.read_exceptions(path))
    pipeline = Pipeline.default().replace("names", names.Normalizer(gazetteer))
    assert newsclean.clean(group_text.raw, pipeline=pipeline).corrections == ()


# ---------------------------------------------------------------- the command line


@pytest.mark.parametrize("command", ["clean", "explain", "report"])
def test_exceptions_are_heeded_by_every_command(run, tmp_path, command):
    source, exceptions = tmp_path / "a.txt", tmp_path / "newsclean-exceptions.txt"
    source.write_text("President Vladimir Poten of Russia spoke.")
    assert "Putin" in run(command, source)[1]
    told = (1, "", f"newsclean: {exceptions}: No such file or directory\n")
    assert run(command, "--exceptions", exceptions, source) == told
    exceptions.write_text("Poten\n")
    code, out, _ = run(command, "--exceptions", exceptions, source)
    assert (code, "Poten" in out, "Putin" in out) == (0, True, False)
    exceptions.write_bytes(b"\xff")
    assert run(command, "--exceptions", exceptions, source)[0] == 1


@pytest.fixture
def run(capsysbinary):
    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def test_a_folder_of_scrapes_makes_a_report(run, tmp_path):
    folder, out = tmp_path / "scraped", tmp_path / "report.html"
    (folder / "more").mkdir(parents=True)
    (folder / "b.txt").write_text("Rain fell on Oslo.\nShare on Facebook")
    (folder / "more" / "a.html").write_text("<p>Snow fell on Varn all day, and nobody went out.</p>")
    (folder / "notes.bin").write_bytes(b"\0")
    assert run("report", folder, "-o", out) == (0, "", "")
    made = Page(out.read_text("utf-8"))
    assert str(folder) in made.text
    assert "Rain fell on Oslo." in made.text
    assert "Snow fell on Varn" in made.text
    assert "notes.bin" not in made.text


def test_json_lines_may_hold_documents_and_records(run, tmp_path):
    path = tmp_path / "mixed.jsonl"
    kept = newsclean.clean("Rain fell on Oslo.\nShare on Facebook")
    lines = [
        json.dumps({"_file": "rain.txt", **kept.to_dict()}),
        json.dumps({"text": "Snow fell on Varn.", "url": "https://harbourpost.example/snow"}),
        json.dumps({"html": "<p>Hail fell on Horn.</p>", "text": None}),
        "",
        '{"text": 1}',
        "no json",
        "[1]",
        json.dumps({"schema": 1}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    code, out, err = run("report", path, "--title", "Weather", "--sample", "50")
    assert (code, err) == (0, "")
    made = Page(out)
    assert made.text.count("Weather") >= 1
    for told in (
        "rain.txt",
        "Snow fell on Varn.",
        "harbourpost.example",
        "Hail fell on Horn.",
        f"{path}:5",
        "JSONDecodeError",
    ):
        assert told in made.text
    assert "7documents" in made.text.replace(" ", "") or "documents7" in made.text.replace(" ", "")


def test_rows_are_refused_since_they_do_not_tell_what_was_kept(run, tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(
        json.dumps(to_row(newsclean.clean("Rain fell on Oslo.\nShare on Facebook"))), encoding="utf-8"
    )
    code, out, _ = run("report", path)
    assert (code, out) == (1, "")
    made = page(documents([str(path)], lambda source, url: newsclean.clean(source, url=url), None))
    assert "a report needs Documents" in made.text


def test_json_lines_may_be_compressed(run, tmp_path):
    with gzip.open(tmp_path / "snow.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"text": "Snow fell on Varn."}))
    code, out, _ = run("report", tmp_path)
    assert code == 0
    assert "Snow fell on Varn." in Page(out).text
    (tmp_path / "snow.jsonl.gz").write_bytes(b"no gzip")
    code, _, err = run("report", tmp_path)
    assert (code, "snow.jsonl.gz: Not a gzipped file" in err) == (1, True)
    (tmp_path / "snow.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Snow fell on Varn."}\n' * 99)[:-20])
    assert run("report", tmp_path)[0] == 1


def test_a_file_that_cannot_be_read_is_told_and_stands_in_the_report(run, tmp_path):
    good, absent, out = tmp_path / "a.txt", tmp_path / "absent.txt", tmp_path / "r.html"
    good.write_text("Rain fell on Oslo.")
    assert run("report", good, absent, "-o", out) == (
        1,
        "",
        f"newsclean: {absent}: No such file or directory\n",
    )
    assert f"{absent}" in Page(out.read_text("utf-8")).text


def test_without_any_document_no_report_is_written(run, tmp_path):
    out = tmp_path / "r.html"
    out.write_text("old")
    assert run("report", tmp_path / "absent", "-o", out)[0] == 1
    (tmp_path / "empty").mkdir()
    told = f"newsclean: {tmp_path / 'empty'}: no documents found\n"
    assert run("report", tmp_path / "empty", "-o", out) == (1, "", told)
    assert out.read_text() == "old"


def test_the_pipeline_and_profile_that_are_asked_for_are_used(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Rain fell on Oslo.\n\nShort line\n\nRain fell on Oslo again, for the third day.")
    assert "left out" in run("report", path, "--pipeline", "gentle")[1]
    told = (1, "", f"newsclean: {tmp_path / 'p.json'}: No such file or directory\n")
    assert run("report", path, "--profile", tmp_path / "p.json") == told


def test_an_output_that_cannot_be_written_is_told(run, tmp_path):
    path, out = tmp_path / "a.txt", tmp_path / "absent" / "r.html"
    path.write_text("Rain fell on Oslo.")
    assert run("report", path, "-o", out) == (1, "", f"newsclean: {out}: No such file or directory\n")


def test_statuses_are_told_in_words():
    made = page([Document("", status=Status.EMPTY), document(1, paywalled=True)])
    assert "nothing but blanks came in" in made.text
