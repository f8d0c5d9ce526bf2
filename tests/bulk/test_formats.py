"""Every kind of input gives the same rows, into every kind of output."""

import csv
import gzip
import io
import json
import zlib

import pytest

import newsclean
from newsclean.rows import COLUMNS, to_row
from tests.bulk.conftest import RECORDS, article

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
zstandard = pytest.importorskip("zstandard")


def lines(records):
    return "".join(json.dumps(record) + "\n" for record in records).encode()


def read(path):
    """Return the rows of an output, by a reader that knows nothing of newsclean."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        # One frame: it says how it begins, and there is nothing after it.
        frame = zstandard.ZstdDecompressor().decompressobj()
        data = frame.decompress(data)
        assert (frame.eof, frame.unused_data) == (True, b"")
    return [json.loads(line) for line in data.decode("utf-8").splitlines()]


class TestJsonLines:
    @pytest.mark.parametrize("workers", [1, 2])
    @pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
    def test_in_and_out(self, run, rows, tmp_path, suffix, workers):
        compress = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}[suffix]
        (tmp_path / f"in.jsonl{suffix}").write_bytes(compress(lines(RECORDS)))
        out = tmp_path / f"out.jsonl{suffix}"
        code, printed, _ = run("clean", f"in.jsonl{suffix}", "-o", out, "--workers", workers)
        assert (code, printed) == (0, "")
        assert read(out) == rows
        assert {path.name for path in tmp_path.iterdir()} == {f"in.jsonl{suffix}", out.name}

    def test_compression_is_seen_in_the_data_and_frames_follow_each_other(self, run, rows, tmp_path):
        half = len(RECORDS) // 2
        for name, compress in (("a.jsonl", gzip.compress), ("b.jsonl", zstandard.ZstdCompressor().compress)):
            pieces = compress(lines(RECORDS[:half])) + compress(lines(RECORDS[half:]))
            (tmp_path / name).write_bytes(pieces + bytes(100_000))  # as on a tape
            assert run("clean", name, "-o", "out.jsonl", "--workers", 1)[0] == 0
            assert read(tmp_path / "out.jsonl") == rows

    def test_to_standard_output_with_nothing_besides(self, run, rows, tmp_path):
        (tmp_path / "in.jsonl").write_bytes(lines(RECORDS[:5]))
        code, printed, told = run("clean", "in.jsonl", "-f", "jsonl")
        assert (code, told) == (0, "")
        assert [json.loads(line) for line in printed.splitlines()] == rows[:5]

    def test_from_standard_input(self, start, rows):
        process = start("clean", "-", "--from", "jsonl", "-f", "jsonl", stdin=-1, stdout=-1)
        printed, _ = process.communicate(lines(RECORDS[:5]).decode())
        assert [json.loads(line) for line in printed.splitlines()] == rows[:5]

    def test_fields_can_be_chosen(self, run, tmp_path):
        records = [
            {
                "key": 7,
                "body": "Rain.",
                "page": "<p>Wind over Varn.</p>",
                "link": "https://harbour.example/wind",
            },
            {"key": 8, "body": "Rain.", "page": None, "link": None},
        ]
        (tmp_path / "in.jsonl").write_bytes(lines(records))
        chosen = ("--text", "body", "--html", "page", "--url", "link", "--id", "key", "--keep", "key")
        assert run("clean", "in.jsonl", *chosen, "-o", "out.jsonl")[0] == 0
        wind, rain = read(tmp_path / "out.jsonl")
        assert (wind["key"], wind["text"], wind["url"]) == (
            7,
            "Wind over Varn.",
            "https://harbour.example/wind",
        )
        assert (rain["key"], rain["text"], rain["url"]) == (8, "Rain.", None)
        assert list(wind) == ["key", *COLUMNS]

    def test_html_is_the_source_where_there_is_no_text(self, run, tmp_path):
        (tmp_path / "in.jsonl").write_bytes(lines([{"html": "<p>Wind over Varn.</p>"}]))
        assert json.loads(run("clean", "in.jsonl", "-f", "jsonl")[1])["text"] == "Wind over Varn."

    def test_what_is_kept_survives_as_it_was(self, run, tmp_path):
        kept = {"lone": "a\ud800b", "big": 1 << 70, "deep": [[{"a": 1.5}]], "input_title": 1, "title": 2}
        (tmp_path / "in.jsonl").write_bytes(lines([{**kept, "text": "Rain."}]))
        row = json.loads(run("clean", "in.jsonl", "-f", "jsonl")[1])
        assert {name: row[name] for name in ("lone", "big", "deep", "input_title", "input_input_title")} == {
            "lone": "a\ud800b", "big": 1 << 70, "deep": [[{"a": 1.5}]], "input_title": 1, "input_input_title": 2,
        }  # fmt: skip

    def test_numbers_that_json_has_not_become_null(self, run, tmp_path):
        (tmp_path / "in.jsonl").write_text('{"text": "Rain.", "n": NaN, "m": [Infinity]}\n')
        row = json.loads(run("clean", "in.jsonl", "-f", "jsonl")[1])
        assert (row["n"], row["m"]) == (None, [None])

    def test_bytes_that_are_not_utf_8_are_decoded_as_any_source_is(self, run, tmp_path):
        text = "Der Fluß stieg über die Ufer, die Brücke fiel, und für Köln wurde das nächste Hochwasser gemeldet. Äcker und Gärten stehen unter Wasser."
        line = b"\xef\xbb\xbf" + b'{"id": 1, "text": "%s"}\n' % text.encode("cp1252")
        (tmp_path / "in.jsonl").write_bytes(line)
        found = json.loads(run("clean", "in.jsonl", "-f", "jsonl")[1])["text"]
        assert found == newsclean.clean(text.encode("cp1252")).text
        assert "Brücke" in found


class TestCsv:
    @pytest.mark.parametrize(("suffix", "mark"), [("csv", ","), ("csv", ";"), ("tsv", "\t")])
    def test_in(self, run, rows, tmp_path, suffix, mark):
        with (tmp_path / f"in.{suffix}").open("w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file, delimiter=mark)
            writer.writerow(["id", "title", "text"])
            writer.writerows([r["id"], r["title"], r["text"]] for r in RECORDS)
        assert run("clean", f"in.{suffix}", "-o", "out.jsonl", "--workers", 1)[0] == 0
        expected = [{name: row[name] for name in ("id", "input_title", *COLUMNS)} for row in rows]
        for row in expected:
            row["input_title"] = row["input_title"] or ""  # CSV has no null
        assert read(tmp_path / "out.jsonl") == expected

    def test_rows_that_do_not_fit_are_told(self, run, tmp_path):
        (tmp_path / "in.csv").write_text("id,text\n1,Rain fell.,too much\n2\n3,Snow fell.\n")
        code, _, told = run("clean", "in.csv", "-o", "out.jsonl")
        assert code == 1
        assert "newsclean: in.csv, row 1: 3 fields, but 2 columns\n" in told
        assert [(row["id"], row["text"]) for row in read(tmp_path / "out.jsonl")] == [
            ("2", ""),
            ("3", "Snow fell."),
        ]

    @pytest.mark.parametrize(
        ("header", "reason"),
        [
            ("id,body", "there is no column 'html'; columns are: id, body"),
            ("text,text", "two columns have one name"),
        ],
    )
    def test_headers_that_will_not_do(self, run, tmp_path, header, reason):
        (tmp_path / "in.csv").write_text(f"{header}\n1,Rain.\n")
        code, _, told = run("clean", "in.csv", "-o", "out.jsonl")
        assert code == 1
        assert f"newsclean: in.csv: {reason}" in told


class TestParquet:
    def test_out_of_json_has_the_types_that_all_values_agree_on(self, run, rows, tmp_path):
        (tmp_path / "in.jsonl").write_bytes(lines(RECORDS))
        assert run("clean", "in.jsonl", "-o", "out.parquet")[0] == 0
        table = pq.read_table(tmp_path / "out.parquet")
        from newsclean.arrow import SCHEMA

        assert table.select(COLUMNS).schema.equals(SCHEMA)
        assert table.schema.field("n").type == pa.int64()
        assert table.schema.field("meta").type == pa.struct([("tags", pa.list_(pa.string()))])
        assert table.to_pylist() == rows

    def test_mixed_columns_become_text(self, run, tmp_path):
        values = [1, "one", [1], None, 2.5, {"lone": "\ud800"}]
        (tmp_path / "in.jsonl").write_bytes(lines({"v": value, "text": "Rain."} for value in values))
        assert run("clean", "in.jsonl", "-o", "out.parquet")[0] == 0
        found = pq.read_table(tmp_path / "out.parquet").column("v").to_pylist()
        assert found == ["1", "one", "[1]", None, "2.5", '{"lone": "�"}']

    def test_in_and_out_keeps_the_types_of_other_columns(self, run, rows, tmp_path):
        size = len(RECORDS)
        table = pa.table(
            {
                "id": [r["id"] for r in RECORDS],
                "text": pa.array([r["text"] for r in RECORDS], pa.large_string()),
                "when": pa.array(range(size), pa.timestamp("ns", "UTC")),
                "price": pa.array(range(size), pa.int32()).cast(pa.decimal128(12, 2)),
                "kind": pa.array(["news"] * size).dictionary_encode(),
                "raw": pa.array([b"\xff\x00"] * size),
                "title": ["as it came"] * size,
            }
        )
        pq.write_table(table, tmp_path / "in.parquet", row_group_size=30)
        for workers in (1, 2):
            code, _, _ = run("clean", "in.parquet", "-o", "out.parquet", "--workers", workers)
            assert code == 0
            found = pq.read_table(tmp_path / "out.parquet")
            kept = table.drop_columns("text").rename_columns(
                [*table.schema.names[:1], *table.schema.names[2:-1], "input_title"]
            )
            assert found.select(kept.schema.names).equals(
                kept.set_column(3, "kind", kept.column("kind").cast(pa.string()))
            )
            assert found.select(COLUMNS).to_pylist() == [{n: row[n] for n in COLUMNS} for row in rows]

    def test_files_whose_columns_differ_are_one_table(self, run, tmp_path):
        pq.write_table(pa.table({"id": pa.array([1], pa.int32()), "text": ["Rain."]}), tmp_path / "a.parquet")
        pq.write_table(
            pa.table({"id": pa.array([2], pa.int64()), "text": ["Snow."], "x": [0.5]}), tmp_path / "b.parquet"
        )
        assert run("clean", "*.parquet", "-o", "out.parquet")[0] == 0
        found = pq.read_table(tmp_path / "out.parquet").select(["id", "x", "text"])
        assert found.to_pylist() == [
            {"id": 1, "x": None, "text": "Rain."},
            {"id": 2, "x": 0.5, "text": "Snow."},
        ]
        pq.write_table(pa.table({"id": [[3]], "text": ["Wind."]}), tmp_path / "c.parquet")
        assert run("clean", "?.parquet", "-o", "out.parquet")[0] == 0
        assert pq.read_table(tmp_path / "out.parquet").column("id").to_pylist() == ["1", "2", "[3]"]

    def test_to_json_lines(self, run, tmp_path):
        table = pa.table(
            {"when": pa.array([1_000_000_001], pa.timestamp("ns")), "raw": [b"\xff"], "text": ["Rain."]}
        )
        pq.write_table(table, tmp_path / "in.parquet")
        row = json.loads(run("clean", "in.parquet", "-f", "jsonl")[1])
        assert (row["when"], row["raw"], row["text"]) == ("1970-01-01T00:00:01", "/w==", "Rain.")

    def test_no_rows_are_a_table_too(self, run, tmp_path):
        pq.write_table(
            pa.table({"id": pa.array([], pa.int8()), "text": pa.array([], pa.string())}),
            tmp_path / "in.parquet",
        )
        assert run("clean", "in.parquet", "-o", "out.parquet")[0] == 0
        found = pq.read_table(tmp_path / "out.parquet")
        assert (found.num_rows, found.schema.names) == (0, ["id", *COLUMNS])

    @pytest.mark.parametrize(
        "arguments", [("in.jsonl", "-f", "parquet"), ("in.jsonl", "-f", "parquet", "-o", "/dev/null")]
    )
    def test_needs_a_file(self, run, tmp_path, arguments):
        (tmp_path / "in.jsonl").write_bytes(lines(RECORDS[:1]))
        assert run("clean", *arguments)[0] == 2


# warcio leaves its temporary files to the garbage collector.
@pytest.mark.filterwarnings(
    "ignore:.*SpooledTemporaryFile", "ignore:Implicitly cleaning up", "ignore:unclosed file"
)
class TestWarc:
    PAGE = "<html><head><title>Wind</title></head><body><p>Wind fell on Varn, they said.</p></body></html>"

    @pytest.fixture
    def archive(self):
        """Return a function that writes an archive of (address, body, headers, status), by warcio."""
        warcio = pytest.importorskip("warcio.warcwriter")
        from warcio.statusandheaders import StatusAndHeaders

        def archive(path, pages, gzipped=True):
            with path.open("wb") as file:
                writer = warcio.WARCWriter(file, gzip=gzipped)
                writer.write_record(writer.create_warcinfo_record(path.name, {"software": "tests"}))
                for url, body, headers, status in pages:
                    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
                    writer.write_record(
                        writer.create_warc_record(
                            url, "response", payload=io.BytesIO(body), http_headers=http
                        )
                    )

        return archive

    @pytest.mark.parametrize("gzipped", [True, False])
    def test_pages_are_found_whatever_their_encoding(self, run, archive, tmp_path, gzipped):
        pytest.importorskip("fastwarc")
        brotli = pytest.importorskip("brotli")
        page = self.PAGE.encode()
        html = ("Content-Type", "text/html; charset=utf-8")
        umlaut = "<p>Der Fluss stieg über die Brücke.</p>".encode("iso-8859-2")
        pages = [
            ("http://a.example/plain", page, [html], "200 OK"),
            ("http://a.example/gzip", gzip.compress(page), [html, ("Content-Encoding", "gzip")], "200 OK"),
            ("http://a.example/br", brotli.compress(page), [html, ("Content-Encoding", "br")], "200 OK"),
            ("http://a.example/not-gzip", page, [html, ("Content-Encoding", "gzip")], "200 OK"),
            ("http://a.example/deflate", zlib.compress(page), [html, ("Content-Encoding", "deflate")], "200 OK"),
            ("http://a.example/bare", zlib.compress(page)[2:-4], [html, ("Content-Encoding", "deflate")], "200 OK"),
            ("http://a.example/not-deflate", page, [html, ("Content-Encoding", "deflate")], "200 OK"),
            ("http://a.example/chunks", b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page), [html, ("Transfer-Encoding", "chunked")], "200 OK"),
            ("http://a.example/404", page, [html], "404 Not Found"),
            ("http://a.example/picture", b"GIF89a", [("Content-Type", "image/gif")], "200 OK"),
            ("http://a.example/latin", umlaut, [("Content-Type", "text/html; charset=iso-8859-2")], "200 OK"),
        ]  # fmt: skip
        archive(tmp_path / "in.warc.gz", pages, gzipped)
        code, _, told = run("clean", "in.warc.gz", "-o", "out.jsonl", "--summary", "summary.json")
        assert code == 0, told
        found = read(tmp_path / "out.jsonl")
        row["input_url"].rpartition("/")[2] for row in found]
        assert names == [
            "plain", "gzip", "br", "not-gzip", "deflate", "bare", "not-deflate", "chunks", "latin",
        ]  # fmt: skip
        for row in found[:-1]:
            expected = to_row(newsclean.clean(page, url=row["input_url"], kind="html"))
            assert {name: row[name] for name in COLUMNS} == expected
        assert found[-1]["text"] == "Der Fluss stieg über die Brücke."
        assert found[0]["id"].startswith("<urn:uuid:")
        assert json.loads((tmp_path / "summary.json").read_text())["passed_over"] == 3

    @pytest.mark.parametrize("gzipped", [True, False])
    def test_an_archive_that_breaks_off_is_told_and_what_came_before_stays(
        self, run, archive, tmp_path, gzipped
    ):
        pytest.importorskip("fastwarc")
        pages = [
            (f"http://a.example/{n}", self.PAGE.encode(), [("Content-Type", "text/html")], "200 OK")
            for n in range(3)
        ]
        archive(tmp_path / "in.warc.gz", pages, gzipped)
        whole = (tmp_path / "in.warc.gz").read_bytes()
        (tmp_path / "in.warc.gz").write_bytes(whole[:-40])
        code, _, told = run("clean", "in.warc.gz", "-o", "out.jsonl")
        assert code == 1
        assert len(read(tmp_path / "out.jsonl")) == 2
        assert "in.warc.gz, record 4: " in told

    def test_texts_that_were_taken_from_pages(self, run, tmp_path):
        pytest.importorskip("fastwarc")
        warcio = pytest.importorskip("warcio.warcwriter")
        with (tmp_path / "in.warc.wet.gz").open("wb") as file:
            writer = warcio.WARCWriter(file, gzip=True)
            text = io.BytesIO(b"Rain fell on Oslo for a third day.\nAdvertisement\n")
            writer.write_record(
                writer.create_warc_record(
                    "http://a.example/", "conversion", payload=text, warc_content_type="text/plain"
                )
            )
        assert run("clean", "in.warc.wet.gz", "-o", "out.txt")[0] == 0
        assert "Rain fell on Oslo for a third day.\n" in (tmp_path / "out.txt").read_text()


class TestFiles:
    @pytest.fixture
    def scraped(self, tmp_path):
        """Return a directory of files, with some in it that are no input."""
        folder = tmp_path / "scraped"
        (folder / "deep").mkdir(parents=True)
        (folder / "b.txt").write_text(article(1))
        (folder / "a.html").write_text("<p>Wind over Varn.</p>")
        (folder / "deep" / "c.txt.gz").write_bytes(gzip.compress(article(2).encode()))
        (folder / "deep" / "more.jsonl").write_bytes(lines(RECORDS[:2]))
        for name in ("notes.pdf", ".hidden.txt", "_SUCCESS"):
            (folder / name).write_text("nothing to see")
        return folder

    def test_directories_are_read_to_the_bottom_in_order(self, run, scraped, tmp_path):
        assert run("clean", "scraped", "-o", "out.jsonl")[0] == 0
        found = read(tmp_path / "out.jsonl")
        names = ["scraped/a.html", "scraped/b.txt", "scraped/deep/c.txt.gz"]
        assert [row["id"] for row in found] == [*names, "a", "b"]
        assert found[2]["text"] == newsclean.clean(article(2)).text

    def test_an_output_inside_is_no_input(self, run, scraped):
        first = run("clean", scraped, "-o", scraped / "out.jsonl", "--quiet")
        assert first[0] == 0
        size = (scraped / "out.jsonl").stat().st_size
        assert run("clean", scraped, "-o", scraped / "out.jsonl", "--quiet")[0] == 0
        assert (scraped / "out.jsonl").stat().st_size == size

    def test_patterns(self, run, scraped, tmp_path):
        assert run("clean", "scraped/**/*.txt*", "-o", "out.jsonl")[0] == 0
        assert len(read(tmp_path / "out.jsonl")) == 2
        code, _, told = run("clean", "scraped/*.doc", "-o", "other.jsonl")
        assert (code, told.splitlines()[0]) == (1, "newsclean: scraped/*.doc: no file matches")
        assert not (tmp_path / "other.jsonl").exists()

    def test_an_empty_directory_is_told(self, run, tmp_path):
        (tmp_path / "empty").mkdir()
        assert run("clean", "empty", "-o", "out.jsonl") == (1, "", "newsclean: no files found\n")

    def test_text_out_has_each_under_its_name(self, run, scraped, tmp_path):
        assert run("clean", "scraped", "-o", "out.txt.gz")[0] == 0
        text = gzip.decompress((tmp_path / "out.txt.gz").read_bytes()).decode()
        assert text.startswith("==> scraped/a.html <==\nWind over Varn.\n\n==> scraped/b.txt <==\n")
        assert "\n\n==> a <==\n" in text  # a record, by its id; the one without a text is left out
        assert "==> b <==" not in text

    def test_rows_of_named_files(self, run, scraped):
        _, out, _ = run("clean", "-f", "jsonl", scraped / "b.txt")
        row = json.loads(out)
        assert row == {"id": str(scraped / "b.txt"), **to_row(newsclean.clean(article(1)))}

    def test_views_are_for_articles(self, run, scraped):
        code, _, told = run("clean", "-f", "markdown", scraped / "deep" / "more.jsonl")
        assert code == 2
        assert "the format markdown is for files that are one article each" in told


def test_learn_takes_the_same_inputs(run, tmp_path):
    about = "The Harbour Post is made by nine people above a bakery, and by those who ring them up."
    records = [{"body": f"{article(number)}\n{about}"} for number in range(1, 9)]
    (tmp_path / "in.jsonl").write_bytes(lines(records))
    pq.write_table(pa.table({"body": [record["body"] for record in records]}), tmp_path / "in.parquet")
    expected = newsclean.SiteProfile.learn((record["body"] for record in records), site="harbour.example")
    assert about in expected
    for name in ("in.jsonl", "in.parquet"):
        for workers in (1, 2):
            options = ("--text", "body", "--site", "harbour.example", "--workers", workers)
            code, out, told = run("learn", name, *options)
            assert (code, told) == (0, "")
            assert newsclean.SiteProfile.from_json(out) == expected


def test_learn_tells_what_it_cannot_read(run, tmp_path):
    (tmp_path / "in.jsonl").write_bytes(lines([{"text": article(1)}, {"text": article(2)}]) + b"{broken\n")
    code, out, told = run("learn", "in.jsonl", "--workers", 1)
    assert code == 1
    assert told.startswith("newsclean: in.jsonl, line 3: not JSON: ")
    assert newsclean.SiteProfile.from_json(out).articles == 2
