"""Many at once: order, failures by policy, processes that are killed, and a clean end."""

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from itertools import count

import pytest

import newsclean
from newsclean import Failure, Pipeline, clean_many
from newsclean.errors import InputTypeError, PipelinePicklingError, WorkerError
from newsclean.pool import in_processes

SOURCES = [
    f"Rain fell on Oslo for the day number {number} in a row.\n\nAdvertisement" for number in range(300)
]
BROKEN = "The bridge at Varn has fallen into the river, and nobody was on it."


@newsclean.filter(label="spam")
def stumbles(block, document):
    if block.text == BROKEN:
        raise ZeroDivisionError("no bridge")
    return False


@newsclean.filter(label="spam")
def dies(block, document):
    """Kill the process that meets a certain line, as the system does when memory runs out."""
    if block.text == BROKEN:
        os.kill(os.getpid(), signal.SIGKILL)
    return False


STUMBLING = Pipeline([stumbles])
DYING = Pipeline([dies])


def with_broken(at):
    return [*SOURCES[:at], BROKEN, *SOURCES[at:]]


@pytest.mark.parametrize("workers", [1, 2])
class TestPolicies:
    def test_raise_names_the_item(self, workers):
        with pytest.raises(ZeroDivisionError, match="no bridge") as caught:
            list(clean_many(with_broken(70), pipeline=STUMBLING, workers=workers))
        assert "in item 70" in caught.value.__notes__[-1]

    def test_skip_leaves_it_out(self, workers):
        documents = clean_many(with_broken(70), pipeline=STUMBLING, workers=workers, on_error="skip")
        assert [document.raw for document in documents] == SOURCES

    def test_return_puts_a_failure_in_its_place(self, workers):
        found = list(clean_many(with_broken(70), pipeline=STUMBLING, workers=workers, on_error="return"))
        failure = found.pop(70)
        assert isinstance(failure, Failure)
        assert (failure.index, failure.error) == (70, "ZeroDivisionError: no bridge")
        assert "in stumbles" in failure.traceback
        assert isinstance(failure.exception, ZeroDivisionError)
        assert [document.raw for document in found] == SOURCES

    def test_a_source_of_a_wrong_type_is_a_failure_too(self, workers):
        found = list(clean_many(["Rain.", None, "Wind."], workers=workers, on_error="return"))
        assert [type(item).__name__ for item in found] == ["Document", "Failure", "Document"]
        assert found[1].error.startswith("InputTypeError: clean() takes str or bytes, not NoneType")


def test_an_unknown_policy_is_refused():
    with pytest.raises(InputTypeError, match="raise, skip, return"):
        clean_many([], on_error="ignore")


class LocalError(Exception):
    """An exception that pickle can write and not read."""

    def __init__(self, one, two):
        super().__init__(one)


def test_an_exception_that_cannot_travel_is_told_all_the_same():
    @newsclean.filter(label="spam")
    def raises(block, document):
        raise LocalError("odd", "two")

    (found,) = clean_many(["Rain."], pipeline=Pipeline([raises]), workers=2, on_error="return")
    assert (found.error, found.exception) == ("LocalError: odd", None)
    with pytest.raises(WorkerError, match="odd"):
        list(clean_many(["Rain."], pipeline=Pipeline([raises]), workers=2))


def test_lambdas_and_closures_travel():
    word = "Oslo"
    pipeline = Pipeline([newsclean.filter(label="spam", name="closure")(lambda block, _: word in block.text)])
    documents = list(clean_many(SOURCES[:3], pipeline=pipeline, workers=2))
    assert [document.text for document in documents] == ["Advertisement"] * 3


def test_a_pipeline_that_cannot_travel_is_told_before_any_source_is_read():
    lock = threading.Lock()
    pipeline = Pipeline([newsclean.filter(label="spam", name="locked")(lambda _, __: lock.locked())])
    read = []
    with pytest.raises(PipelinePicklingError, match="must not hold an open file, a connection or a lock"):
        list(clean_many((read.append(1) or "Rain." for _ in range(3)), pipeline=pipeline, workers=2))
    assert not read


class TestKilledWorkers:
    def test_the_source_that_kills_is_a_failure_and_no_other_is_lost(self):
        found = list(clean_many(with_broken(70), pipeline=DYING, workers=2, on_error="return"))
        assert found.pop(70).error.startswith("WorkerError: the process that worked on it was killed")
        assert [document.raw for document in found] == SOURCES

    def test_raise_says_which(self):
        with pytest.raises(WorkerError) as caught:
            list(clean_many(with_broken(70), pipeline=DYING, workers=2))
        assert "in item 70" in caught.value.__notes__[-1]

    def test_a_worker_killed_once_costs_nothing(self, tmp_path):
        @newsclean.filter(label="spam")
        def dies_once(block, document):
            try:
                (tmp_path / "died").touch(exist_ok=False)
            except FileExistsError:
                return False
            os.kill(os.getpid(), signal.SIGKILL)
            return False

        documents = clean_many(SOURCES, pipeline=Pipeline([dies_once]), workers=2)
        assert [document.raw for document in documents] == SOURCES

    def test_processes_that_cannot_start_are_an_error_and_not_a_loop(self):
        with pytest.raises(WorkerError, match="__main__"):
            list(in_processes(Dead(), range(1000), 2, lambda _: 1))


class Unreadable:
    """What can be pickled, and not read again."""

    def __reduce__(self):
        return int, ("no number",)


def test_what_cannot_be_read_in_a_worker_is_told():
    with pytest.raises(PipelinePicklingError, match="no number"):
        list(in_processes(Unreadable(), range(3), 2, lambda _: 1))


class Dead:
    """What kills the process that reads it."""

    def __reduce__(self):
        return os._exit, (1,)


def test_back_pressure():
    read = count()
    documents = clean_many((SOURCES[next(read) % 300] for _ in range(1_000_000)), workers=2)
    for _ in range(100):
        next(documents)
    documents.close()
    assert next(read) < 1_000


def test_large_sources_go_in_short_batches():
    sizes = []
    large = "Rain. " * 200_000

    def sources():
        for _ in range(12):
            sizes.append(1)
            yield large

    documents = clean_many(sources(), workers=2, pipeline=Pipeline([]))
    next(documents)
    assert len(sizes) < 12
    documents.close()


def test_an_exception_that_is_kept_keeps_no_processes():
    with pytest.raises(ZeroDivisionError) as caught:
        list(clean_many(with_broken(70), pipeline=STUMBLING, workers=2))
    assert multiprocessing.active_children() == []
    assert caught.value.__traceback__ is not None


def test_what_is_left_half_read_may_be_closed_in_any_thread():
    """Garbage is collected in whichever thread is at work then, the pool's own among them."""
    documents = clean_many(SOURCES, workers=2)
    next(documents)
    troubles = []

    def close():
        try:
            documents.close()
        except RuntimeError as error:
            troubles.append(error)

    thread = threading.Thread(target=close)
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()
    assert troubles == []
    deadline = time.monotonic() + 30
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []


INTERRUPTED = """
import itertools, newsclean, sys
def sources():
    for number in itertools.count():
        if number == 500:
            print("under way", flush=True)
        yield f"Rain fell on Oslo for the day number {number} in a row."
if __name__ == "__main__":
    try:
        for document in newsclean.clean_many(sources(), workers=2):
            pass
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


def test_ctrl_c_ends_the_workers_quietly(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED)
    process = subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout.readline() == "under way\n"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    out, err = process.communicate(timeout=60)
    assert (out, err, process.returncode) == ("interrupted\n", "", 0)
    time.sleep(0.2)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody is left


def test_a_document_is_the_same_after_the_way(shown_documents):
    for document in shown_documents:
        again = pickle.loads(pickle.dumps(document))
        assert again == document
        assert again.to_json() == document.to_json()


@pytest.fixture
def shown_documents():
    texts = ["", "\x00\ud800", "Rain\u00a0fell on <b>Oslo</b>.", "<p>One.</p><p>Two three.</p>", *SOURCES[:2]]
    return [newsclean.clean(text) for text in texts]
