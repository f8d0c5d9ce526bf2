"""Runs that go wrong: killed, interrupted, out of disk, fed with what cannot be read."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import newsclean
from newsclean.bulk import run as bulk_run
from newsclean.bulk.tally import Tally
from tests.bulk.conftest import article

pq = pytest.importorskip("pyarrow.parquet")


def write_input(path, count, broken=()):
    """Write lines of JSON, some of them broken."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            record = {"id": number, "text": article(number), "odd": "x" if number % 7 else number}
            file.write(("{broken" if number in broken else json.dumps(record)) + "\n")


@pytest.fixture
def unfinished(tmp_path):
    return tmp_path / ".out.jsonl.unfinished"


@pytest.fixture
def small_pieces(monkeypatch):
    """Write often, and save a state each time, as a long run does."""
    monkeypatch.setattr(bulk_run, "PIECE_RECORDS", 10)
    monkeypatch.setattr(bulk_run, "STATE_SECONDS", 0.0)


def stop_at(monkeypatch, number):
    """Interrupt the run as it counts this record."""
    add = Tally.add

    def counting(self, outcome):
        if self.documents + self.errors == number:
            raise KeyboardInterrupt
        add(self, outcome)

    monkeypatch.setattr(Tally, "add", counting)
    return lambda: monkeypatch.setattr(Tally, "add", add)


# ---------------------------------------------------------------- killed


def same(one, other):
    """Return whether two outputs are the same, byte for byte; of Parquet, the rows and types are."""
    if one.suffix == ".parquet":
        return pq.read_table(one).equals(pq.read_table(other), check_metadata=True)
    return one.read_bytes() == other.read_bytes()


def kill_and_resume(start, output, kills, seconds, options=()):
    """Run, kill after ``seconds()``, go on, and so forth; return how often it was killed under way."""
    killed = 0
    command = (
        "clean",
        "in.jsonl",
        "-o",
        output,
        "--resume",
        "--quiet",
        "--summary",
        "summary.json",
        *options,
    )
    while killed < kills:
        process = start(*command)
        try:
            process.wait(timeout=seconds())
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            killed += 1
        else:
            break
    process = start(*command)
    process.communicate()
    assert process.returncode == 1  # there are broken lines
    return killed


BROKEN = {3, 500, 501, 999}


@pytest.mark.parametrize("output", ["out.jsonl.gz", "out.parquet"])
def test_a_run_that_is_killed_and_gone_on_with_gives_what_one_undisturbed_gives(start, tmp_path, output):
    write_input(tmp_path / "in.jsonl", 1000, BROKEN)
    options = ("--pipeline", "gentle", "--workers", 2)
    process = start(
        "clean", "in.jsonl", "-o", f"whole-{output}", "--quiet", "--summary", "whole.json", *options
    )
    begun = time.monotonic()
    process.communicate()
    took = time.monotonic() - begun
    rng = random.Random(output)
    killed = kill_and_resume(start, output, 2, lambda: took * rng.uniform(0.4, 0.8), options)
    assert killed
    assert same(tmp_path / output, tmp_path / f"whole-{output}")
    errors = [(tmp_path / f"{name}.errors.jsonl").read_text() for name in (output, f"whole-{output}")]
    assert errors[0] == errors[1]
    assert [json.loads(line)["place"] for line in errors[0].splitlines()] == [
        f"line {n + 1}" for n in sorted(BROKEN)
    ]
    assert counts(tmp_path / "summary.json") == counts(tmp_path / "whole.json")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def counts(path):
    summary = json.loads(path.read_text())
    summary.pop("seconds")
    return summary


@pytest.mark.long
def test_ten_kills_in_a_run_over_20_000_documents(start, tmp_path):
    count = 20_000
    write_input(tmp_path / "in.jsonl", count, BROKEN)
    process = start("clean", "in.jsonl", "-o", "whole.jsonl", "--quiet", "--summary", "whole.json")
    begun = time.monotonic()
    process.communicate()
    took = time.monotonic() - begun
    rng = random.Random(6)
    killed = kill_and_resume(start, "out.jsonl", 10, lambda: took * rng.uniform(0.02, 0.16))
    assert killed == 10
    assert same(tmp_path / "out.jsonl", tmp_path / "whole.jsonl")
    ids = [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert ids == [number for number in range(count) if number not in BROKEN]
    assert counts(tmp_path / "summary.json") == counts(tmp_path / "whole.json")


def test_workers_end_when_the_run_is_killed(start, tmp_path):
    process = start("clean", "-", "--from", "jsonl", "-o", "out.jsonl", "--workers", 2, stdin=-1)
    for number in range(300):
        process.stdin.write(json.dumps({"text": article(number)}) + "\n")
    process.stdin.flush()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell who the children are")
    deadline = time.monotonic() + 60
    while len(workers := children.read_text().split()) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) == 2
    process.kill()
    process.communicate()
    while any(alive(pid) for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in workers)


def alive(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("stop", [11, 57, 60, 119])
@pytest.mark.parametrize("output", ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.txt", "out.parquet"])
@pytest.mark.usefixtures("small_pieces")
def test_wherever_it_stops_the_rest_follows(run, tmp_path, monkeypatch, output, stop):
    write_input(tmp_path / "in.jsonl", 120, {5, 58})
    options = ("--pipeline", "gentle", "--workers", 1, "--text", "text")
    assert run("clean", "in.jsonl", "-o", f"whole-{output}", *options)[0] == 1
    go_on = stop_at(monkeypatch, stop)
    code, _, told = run("clean", "in.jsonl", "-o", output, *options)
    assert code == 130
    assert told.endswith("documents are kept, --resume goes on\n")
    assert not (tmp_path / output).exists()
    # What was half written at that moment.
    with (tmp_path / f".{output}.unfinished" / "output").open("ab") as file:
        file.write(b'{"id": 58, "te')
    with (tmp_path / f".{output}.unfinished" / "errors.jsonl").open("ab") as file:
        file.write(b'{"inp')
    go_on()
    assert run("clean", "in.jsonl", "-o", output, "--resume", *options)[0] == 1
    assert same(tmp_path / output, tmp_path / f"whole-{output}")
    errors = [(tmp_path / f"{name}.errors.jsonl").read_text() for name in (output, f"whole-{output}")]
    assert errors[0] == errors[1] != ""


@pytest.mark.parametrize("stop", [1, 25, 49, 50, 51, 95])
def test_over_several_inputs_of_every_kind(run, tmp_path, monkeypatch, small_pieces, stop):
    import csv
    import gzip

    folder = tmp_path / "in"
    folder.mkdir()
    write_input(folder / "a.jsonl", 25, {7})
    with (folder / "b.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *([str(n), article(n)] for n in range(25))])
    whole = gzip.compress((folder / "a.jsonl").read_bytes())
    (folder / "c.jsonl.gz").write_bytes(whole[:-20])  # breaks off
    import pyarrow as pa

    table = pa.table({"id": range(25), "text": [article(n) for n in range(25)]})
    pq.write_table(table, folder / "d.parquet", row_group_size=10)
    (folder / "e.txt").write_text(article(1))
    (folder / "f.jsonl").write_text("[1, 2]")
    options = ("--pipeline", "gentle", "--workers", 1)
    assert run("clean", "in", "-o", "whole.jsonl", *options)[0] == 1
    go_on = stop_at(monkeypatch, stop)
    assert run("clean", "in", "-o", "out.jsonl", *options)[0] == 130
    go_on()
    assert run("clean", "in", "-o", "out.jsonl", "--resume", *options)[0] == 1
    assert same(tmp_path / "out.jsonl", tmp_path / "whole.jsonl")
    errors = [(tmp_path / f"{name}.errors.jsonl").read_text() for name in ("out.jsonl", "whole.jsonl")]
    assert errors[0] == errors[1]
    places = [(Path(e["input"]).name, e["place"]) for e in map(json.loads, errors[0].splitlines())]
    assert places[0] == ("a.jsonl", "line 8")
    assert places[-1] == ("f.jsonl", None)
    assert ("c.jsonl.gz", "line 8") in places
    assert any(name == "c.jsonl.gz" and place != "line 8" for name, place in places)


class TestTheEndOfARun:
    """A run can be killed between any two of its last steps."""

    @pytest.mark.parametrize("step", ["replace", "to_text", "remove"])
    @pytest.mark.parametrize("output", ["out.jsonl", "out.jsonl.zst", "out.parquet"])
    def test_is_taken_up_where_it_was_left(self, run, tmp_path, monkeypatch, output, step):
        write_input(tmp_path / "in.jsonl", 30, {5})
        options = ("--pipeline", "gentle", "--workers", 1)
        assert run("clean", "in.jsonl", "-o", f"whole-{output}", *options)[0] == 1

        def stop(*_):
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(
                {"replace": bulk_run, "to_text": Tally, "remove": bulk_run.Journal}[step], step, stop
            )
            assert run("clean", "in.jsonl", "-o", output, *options)[0] == 130
        with monkeypatch.context() as patch:
            patch.setattr(bulk_run, "each", lambda *_: pytest.fail("all was done"))
            code, _, told = run("clean", "in.jsonl", "-o", output, "--resume", *options)
        assert code == 1
        assert "29 documents from 1 inputs" in told
        assert same(tmp_path / output, tmp_path / f"whole-{output}")
        assert (tmp_path / f"{output}.errors.jsonl").exists()
        assert not (tmp_path / f".{output}.unfinished").exists()


class TestUnfinishedRuns:
    @pytest.fixture
    def stopped(self, run, tmp_path, monkeypatch, small_pieces):
        """Leave a run unfinished."""
        write_input(tmp_path / "in.jsonl", 60)
        go_on = stop_at(monkeypatch, 40)
        assert run("clean", "in.jsonl", "-o", "out.jsonl", "--workers", 1)[0] == 130
        go_on()

    def test_are_not_thrown_away_by_mistake(self, run, stopped, unfinished):
        code, _, told = run("clean", "in.jsonl", "-o", "out.jsonl")
        assert code == 2
        assert "an unfinished run, with 40 documents: --resume goes on with it, --restart begins anew" in told
        assert unfinished.exists()

    def test_can_be_begun_anew(self, run, stopped, unfinished, tmp_path):
        assert run("clean", "in.jsonl", "-o", "out.jsonl", "--restart")[0] == 0
        assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 60
        assert not unfinished.exists()

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            (("--pipeline", "gentle"), "(pipeline)"),
            (("--kind", "html"), "(kind)"),
            (("--text", "t"), "(fields)"),
        ],
    )
    def test_go_on_with_the_same_settings_only(self, run, stopped, change, told):
        code, _, err = run("clean", "in.jsonl", "-o", "out.jsonl", "--resume", *change)
        assert code == 2
        assert f"the unfinished run had other settings {told}" in err

    def test_go_on_with_the_same_inputs_only(self, run, stopped, tmp_path):
        with (tmp_path / "in.jsonl").open("a") as file:
            file.write('{"text": "Rain."}\n')
        code, _, told = run("clean", "in.jsonl", "-o", "out.jsonl", "--resume")
        assert code == 2
        assert "other settings (inputs)" in told

    def test_of_another_version_are_told(self, run, stopped, unfinished):
        for state in ("{", "[]", '{"newsclean_run": 99}'):
            (unfinished / "state.json").write_text(state)
            code, _, told = run("clean", "in.jsonl", "-o", "out.jsonl", "--resume")
            assert code == 2
            assert "not a state that this newsclean reads" in told

    def test_another_process_is_waited_for_by_nobody(self, run, start, tmp_path, unfinished):
        process = start("clean", "-", "--from", "jsonl", "-o", "out.jsonl", "--workers", 1, stdin=-1)
        deadline = time.monotonic() + 60
        while not (unfinished / "output").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        write_input(tmp_path / "in.jsonl", 1)
        code, _, told = run("clean", "in.jsonl", "-o", "out.jsonl", "--restart")
        process.communicate('{"text": "Rain."}\n')
        assert process.returncode == 0
        assert (code, told) == (2, f"newsclean: {tmp_path / 'out.jsonl'}: another run is writing it\n")
        assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1

    def test_resume_without_one_begins(self, run, tmp_path):
        write_input(tmp_path / "in.jsonl", 3)
        assert run("clean", "in.jsonl", "-o", "out.jsonl", "--resume")[0] == 0


def test_ctrl_c_keeps_what_is_done(start, tmp_path, unfinished):
    process = start(
        "clean", "-", "--from", "jsonl", "-o", "out.jsonl", "--workers", 2, stdin=-1, start_new_session=True
    )
    deadline = time.monotonic() + 60
    number = 0
    while not (unfinished / "state.json").exists() and time.monotonic() < deadline:
        process.stdin.write(json.dumps({"text": article(number)}) + "\n")
        number += 1
    os.killpg(process.pid, signal.SIGINT)
    process.stdin.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 130
    assert "--resume goes on" in told
    assert "Traceback" not in told


# ---------------------------------------------------------------- the disk


class TestTheDisk:
    def test_full_at_once(self, run, tmp_path):
        write_input(tmp_path / "in.jsonl", 3)
        assert run("clean", "in.jsonl", "-o", "/dev/full") == (
            3, "", "newsclean: /dev/full: No space left on device\n",
        )  # fmt: skip

    def test_full_for_standard_output(self, start, tmp_path):
        write_input(tmp_path / "in.jsonl", 3)
        with Path("/dev/full").open("wb") as full:
            process = start("clean", "in.jsonl", "-f", "jsonl", stdout=full)
            _, told = process.communicate()
        assert (process.returncode, told) == (3, "newsclean: standard output: No space left on device\n")

    @pytest.mark.parametrize("output", ["out.jsonl", "out.parquet"])
    def test_full_under_way(self, tmp_path, output):
        """A process may write files of 300 kB only, which is told at the same places as a full disk is."""
        write_input(tmp_path / "in.jsonl", 900)
        (tmp_path / output).write_text("old")
        command = [
            sys.executable,
            "-m",
            "newsclean",
            "clean",
            "in.jsonl",
            "-o",
            output,
            "--workers",
            "1",
            "--resume",
        ]
        settings = {
            "cwd": tmp_path,
            "env": {**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path))},
            "capture_output": True,
            "text": True,
            "check": False,
        }

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))

        done = subprocess.run([*command, "--quiet"], preexec_fn=limit, **settings)  # noqa: PLW1510 - in settings
        assert done.returncode == 3
        assert done.stderr.startswith(f"newsclean: {tmp_path / output}: File too large")
        assert (tmp_path / output).read_text() == "old"
        done = subprocess.run(command, **settings)  # noqa: PLW1510 - in settings
        assert done.returncode == 0
        assert "900 documents from 1 inputs" in done.stderr

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts")
    def test_full_file_system(self, run, tmp_path):
        small = tmp_path / "small"
        small.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("mounting is not allowed")
        try:
            write_input(tmp_path / "in.jsonl", 900)
            code, _, told = run("clean", "in.jsonl", "-o", small / "out.jsonl", "--workers", 1)
            assert code == 3
            assert f"newsclean: {small / 'out.jsonl'}: No space left on device" in told
            assert not (small / "out.jsonl").exists()
            subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)
            assert run("clean", "in.jsonl", "-o", small / "out.jsonl", "--workers", 1, "--resume")[0] == 0
            assert len((small / "out.jsonl").read_text().splitlines()) == 900
        finally:
            subprocess.run(["umount", small], check=True)

    def test_no_directory(self, run, tmp_path):
        write_input(tmp_path / "in.jsonl", 1)
        out = tmp_path / "absent" / "out.jsonl"
        assert run("clean", "in.jsonl", "-o", out) == (
            3,
            "",
            f"newsclean: {out}: No such file or directory\n",
        )


# ---------------------------------------------------------------- inputs that cannot be read


class TestInputs:
    def test_what_cannot_be_read_is_in_the_errors_file_and_the_others_go_on(self, run, tmp_path):
        import gzip

        write_input(tmp_path / "good.jsonl", 50)
        (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress((tmp_path / "good.jsonl").read_bytes())[:-9])
        (tmp_path / "odd.jsonl").write_text(
            '{"id": 1, "text": "Rain."}\n\n[2]\n{"id": "x", "text": 5}\n{"id": 4}\n'
        )
        (tmp_path / "junk.parquet").write_bytes(b"PAR1 this is none")
        (tmp_path / "junk.warc").write_bytes(b"this is none\n")
        (tmp_path / "junk.zst").write_bytes(b"\x28\xb5\x2f\xfd" + b"none" * 30)
        names = [
            "absent.jsonl",
            "cut.jsonl.gz",
            "odd.jsonl",
            "junk.parquet",
            "junk.warc",
            "junk.zst",
            "good.jsonl",
        ]
        code, _, told = run("clean", *names, "-o", "out.jsonl", "--workers", 1)
        assert code == 1
        assert "Traceback" not in told
        told_there = (tmp_path / "out.jsonl.errors.jsonl").read_text()
        errors = [json.loads(line) for line in told_there.splitlines()]
        assert [(e["input"], e["place"]) for e in errors] == [
            ("absent.jsonl", None),
            ("cut.jsonl.gz", "line 51"),
            ("odd.jsonl", "line 3"),
            ("odd.jsonl", "line 4"),
            ("odd.jsonl", "line 5"),
            ("junk.parquet", None),
            ("junk.warc", None),
            ("junk.zst", None),
        ]
        reasons = [e["error"] for e in errors]
        assert reasons[:5] == [
            "No such file or directory",
            "breaks off: the compressed file breaks off",
            "not a JSON object, but list",
            "clean() takes str or bytes, not int. Pass the text, or the page's HTML.",
            "there is no field 'text' or 'html'; fields are: id",
        ]
        assert errors[3]["id"] == "x"
        assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 101
        assert "newsclean: what failed, and why: " in told

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_what_may_not_be_read(self, run, tmp_path):
        (tmp_path / "secret.txt").write_text("Rain.")
        (tmp_path / "secret.txt").chmod(0)
        code, _, told = run("clean", "secret.txt", "-o", "out.jsonl")
        assert (code, told.splitlines()[0]) == (1, "newsclean: secret.txt: Permission denied")

    def test_nothing_that_could_be_read_leaves_the_output_as_it_was(self, run, tmp_path):
        (tmp_path / "out.jsonl").write_text("old")
        code, _, told = run("clean", "absent.jsonl", "-o", "out.jsonl")
        assert code == 1
        assert told.splitlines() == [
            "newsclean: absent.jsonl: No such file or directory",
            f"newsclean: nothing could be read; {tmp_path / 'out.jsonl'} is as it was",
        ]
        assert (tmp_path / "out.jsonl").read_text() == "old"
        assert (tmp_path / "out.jsonl.errors.jsonl").exists()

    def test_a_wrong_name_of_a_field_is_told_soon(self, run, tmp_path):
        write_input(tmp_path / "in.jsonl", 500)
        code, _, told = run("clean", "in.jsonl", "--text", "body", "-o", "out.jsonl")
        assert code == 2
        assert told.splitlines()[-1] == (
            "newsclean: none of 100 records has the source: there is no field 'body'; fields are: id, text, odd"
        )
        assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]

    def test_many_errors_are_not_all_shown(self, run, tmp_path):
        write_input(tmp_path / "in.jsonl", 60, set(range(30)))
        code, _, told = run("clean", "in.jsonl", "-o", "out.jsonl", "--errors", "e.jsonl", "--quiet")
        assert code == 1
        assert len(told.splitlines()) == 11
        assert told.splitlines()[-1] == "newsclean: more errors: see e.jsonl"
        assert len((tmp_path / "e.jsonl").read_text().splitlines()) == 30

    def test_an_old_errors_file_goes_when_there_are_none(self, run, tmp_path):
        write_input(tmp_path / "in.jsonl", 3)
        (tmp_path / "out.jsonl.errors.jsonl").write_text("old")
        assert run("clean", "in.jsonl", "-o", "out.jsonl")[0] == 0
        assert not (tmp_path / "out.jsonl.errors.jsonl").exists()
        assert run("clean", "in.jsonl", "-o", "out.jsonl", "--errors", "e.jsonl")[0] == 0
        assert (tmp_path / "e.jsonl").read_text() == ""

    def test_a_missing_package_is_named(self, run, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "fastwarc", None)
        monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
        (tmp_path / "in.warc").write_bytes(b"WARC/1.0\r\n")
        code, _, told = run("clean", "in.warc", "-o", "out.jsonl")
        assert code == 2
        assert "pip install 'newsclean[warc]'" in told


# ---------------------------------------------------------------- what is told


def test_the_summary(run, tmp_path):
    records = [
        {"text": article(1)},
        {"text": article(2)},
        {"text": ""},
        {"text": "President Vladimir Poten of Russia spoke on Monday."},
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records) + "{\n")
    code, out, told = run("clean", "in.jsonl", "-o", "out.jsonl", "--summary", "-")
    assert code == 1
    summary = json.loads(out)
    documents = [newsclean.clean(record["text"]) for record in records]
    expected = {}
    for document in documents:
        for block in document.removed:
            entry = expected.setdefault(block.label.value, {"blocks": 0, "rules": {}})
            rule = block.rule or block.filter or ""
            entry["blocks"] += 1
            entry["rules"][rule] = entry["rules"].get(rule, 0) + 1
    assert summary.pop("seconds") >= 0
    assert summary == {
        "inputs": 1,
        "documents": 4,
        "status": {"ok": 3, "empty": 1},
        "errors": 1,
        "passed_over": 0,
        "removed": expected,
        "corrections": 1,
        "corrected_documents": 1,
    }
    assert "status       ok 3, empty 1\n" in told
    assert "corrections  1 in 1 documents\n" in told
    assert "errors       1\n" in told


def test_progress_is_lines_where_there_is_no_terminal(run, tmp_path, monkeypatch):
    from newsclean.bulk import progress

    monkeypatch.setattr(progress, "LINE_SECONDS", 0.0)
    write_input(tmp_path / "in.jsonl", 20)
    _, _, told = run("clean", "in.jsonl", "-o", "out.jsonl", "--workers", 1)
    assert "newsclean: 100%, 20 documents, " in told
    assert " a second" in told
    assert "\x1b" not in told
    _, _, told = run("clean", "in.jsonl", "-o", "out.jsonl", "--workers", 1, "--quiet")
    assert told == ""


def test_progress_is_a_bar_on_a_terminal(tmp_path):
    pty = pytest.importorskip("pty")
    pytest.importorskip("rich")
    write_input(tmp_path / "in.jsonl", 400)
    read_end, write_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "newsclean", "clean", "in.jsonl", "-o", "out.jsonl", "--workers", "2"],
        cwd=tmp_path,
        env={**os.environ, "TERM": "xterm", "PYTHONPATH": ":".join(filter(None, sys.path))},
        stderr=write_end,
    )
    os.close(write_end)
    shown = b""
    while True:
        try:
            data = os.read(read_end, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        shown += data
    os.close(read_end)
    assert process.wait() == 0
    assert "━".encode() in shown
    assert b" a second" in shown
    assert b"400 documents from 1 inputs" in shown


def test_memory_is_flat(tmp_path):
    """Ten times the input takes as much memory, but for what the allocator keeps."""
    pytest.importorskip("resource")
    script = (
        "import resource, sys\nfrom newsclean.cli import main\nassert main(sys.argv[1:]) == 0\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )

    def peak(count):
        write_input(tmp_path / "in.jsonl", count)
        command = [
            sys.executable,
            "-c",
            script,
            "clean",
            "in.jsonl",
            "-o",
            "out.jsonl",
            "--quiet",
            "--workers",
            "2",
        ]
        env = {**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path))}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
        return int(done.stdout) / 1024  # MB

    assert peak(2000) - peak(200) < 10


@pytest.mark.parametrize("workers", ["0", "-1", "x"])
def test_workers_are_a_number(run, workers):
    with pytest.raises(SystemExit) as caught:
        run("clean", "in.jsonl", f"--workers={workers}")
    assert caught.value.code == 2
