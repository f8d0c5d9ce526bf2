"""The loop: records in, outcomes out, and a state now and then from which another run can go on."""

import json
import os
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

import newsclean
from newsclean.bulk.inputs import Input, Survey, find, survey
from newsclean.bulk.journal import Journal, replace, synced
from newsclean.bulk.options import Options, StopError
from newsclean.bulk.progress import Progress
from newsclean.bulk.readers import Item, Reader
from newsclean.bulk.sinks import ArrowSink, LineSink, Sink, StreamSink, compression_of, kept_fields
from newsclean.bulk.tally import Tally
from newsclean.bulk.work import Cleaning, Outcome, size_of_payload
from newsclean.errors import MissingExtraError, NewscleanError
from newsclean.failure import Failure, each

__all__ = ["DONE", "INTERRUPTED", "SOME_FAILED", "STOPPED", "WRONG_USAGE", "run"]

#: What the command exits with.
DONE: Final = 0
SOME_FAILED: Final = 1
WRONG_USAGE: Final = 2
STOPPED: Final = 3
INTERRUPTED: Final = 130

#: So many records, or bytes of output, are written as one piece.
PIECE_RECORDS: Final = 200
PIECE_BYTES: Final = 16 << 20
#: A state is saved after a piece if the last one is so old.
STATE_SECONDS: Final = 1.0
#: So many records that lack the field are a wrong name, if no other record was there before.
MAX_WITHOUT_FIELD: Final = 100
#: So many errors are shown; all are in the errors file.
SHOWN_ERRORS: Final = 10


def run(options: Options) -> int:
    """Clean all inputs; return what to exit with.

    Raises:
        StopError: The run could not begin, or not come to its end; the output is as it was before.
    """
    try:
        return _Run(options).run()
    except MissingExtraError as error:
        raise StopError(str(error), WRONG_USAGE) from None
    except NewscleanError as error:
        raise StopError(str(error), STOPPED) from None


class _Run:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.output = Path(os.path.realpath(options.output)) if options.output is not None else None
        self.to_file = self.output is not None and (self.output.is_file() or not self.output.exists())
        self.errors_path = options.errors
        if self.errors_path is None and self.output is not None and self.to_file:
            self.errors_path = self.output.with_name(f"{self.output.name}.errors.jsonl")
        self.survey: Survey = survey(self.inputs())
        self.tally = Tally(inputs=self.survey.files)
        self.begun = time.monotonic()
        self.shown = 0
        self.without_field = 0

    def inputs(self) -> Iterator[Input]:
        options = self.options
        own = [path for path in (options.output, self.errors_path, options.summary) if path is not None]
        return find(options.names, options.input_format, map(str, own))

    # ------------------------------------------------------------ from the beginning to the end

    def run(self) -> int:
        if not self.survey.files:
            raise StopError("no files found", SOME_FAILED)
        if not self.to_file:
            return self._to_stream()
        assert self.output is not None
        try:
            journal = Journal(self.output)
        except OSError as error:
            raise StopError(f"{self.output}: {_told(error)}", STOPPED) from None
        try:
            return self._to_file(journal)
        except KeyboardInterrupt:
            raise StopError(f"stopped{self._kept(journal)}", INTERRUPTED) from None
        except OSError as error:
            raise StopError(f"{self.output}: {_told(error)}{self._kept(journal)}", STOPPED) from None
        except MissingExtraError:
            raise
        except NewscleanError as error:
            raise StopError(f"{error}{self._kept(journal)}", STOPPED) from None
        finally:
            journal.abandon()

    def _kept(self, journal: Journal) -> str:
        state = journal.load()
        return f"; {state['tally']['documents']:,} documents are kept, --resume goes on" if state else ""

    def _to_file(self, journal: Journal) -> int:
        state = self._state(journal)
        if state is None or not state["complete"]:
            state = self._clean(journal, state)
        self.tally = Tally.from_dict(state["tally"])
        failed = self.tally.errors > 0
        if failed and not self.tally.documents:
            _place_errors(journal.errors, self.errors_path, chosen=self.options.errors is not None)
            journal.remove()
            self._say(f"nothing could be read; {self.output} is as it was")
            return SOME_FAILED
        self._place(journal, state)
        self._summarise()
        journal.remove()
        return SOME_FAILED if failed else DONE

    def _to_stream(self) -> int:
        options = self.options
        if options.resume or options.restart:
            raise StopError("--resume and --restart need an output that is a file", WRONG_USAGE)
        if options.format == "parquet":
            raise StopError("Parquet needs an output that is a file: -o PATH", WRONG_USAGE)
        stream = _Errors(self.errors_path, 0) if self.errors_path else None
        try:
            with self._stream() as target:
                sink = StreamSink(target, text=options.format == "text")
                self._loop(Reader(self.inputs(), options.fields), sink, stream, lambda _: None)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise StopError(f"{options.output or 'standard output'}: {_told(error)}", STOPPED) from None
        finally:
            if stream:
                stream.close()
        self.tally.seconds = time.monotonic() - self.begun
        self._summarise()
        return SOME_FAILED if self.tally.errors else DONE

    @contextmanager
    def _stream(self) -> Iterator[IO[bytes]]:
        if self.output is None:
            yield sys.stdout.buffer
        else:
            with self.output.open("wb") as stream:
                yield stream

    # ------------------------------------------------------------ the state

    def _settings(self) -> dict[str, str]:
        options = self.options
        from newsclean.rows import rules_version

        return {
            "inputs": self.survey.digest,
            "output format": f"{options.format} {compression_of(options.output or '')}",
            "fields": repr(options.fields),
            "kind": options.kind,
            "newsclean": f"{newsclean.__version__} {rules_version()}",
            **options.settings,
        }

    def _state(self, journal: Journal) -> dict[str, Any] | None:
        """Return the state to go on from; ``None`` to begin.

        Raises:
            StopError: There is one, and nobody said what to do with it, or it is of another run.
        """
        state = None if self.options.restart else journal.load()
        if state is None:
            journal.clear()
            return None
        if not self.options.resume:
            raise StopError(
                f"{self.output}: there is an unfinished run, with {state['tally']['documents']:,} documents: "
                "--resume goes on with it, --restart begins anew",
                WRONG_USAGE,
            )
        now = self._settings()
        changed = [
            name for name in {**state["settings"], **now} if state["settings"].get(name) != now.get(name)
        ]
        if changed:
            raise StopError(
                f"{self.output}: the unfinished run had other settings ({', '.join(changed)}); --resume "
                "needs the same, --restart begins anew",
                WRONG_USAGE,
            )
        return state

    # ------------------------------------------------------------ cleaning

    def _clean(self, journal: Journal, state: dict[str, Any] | None) -> dict[str, Any]:
        """Clean what is left; return the state of a complete run."""
        options = self.options
        position = (0, 0)
        before = 0.0
        if state:
            self.tally = Tally.from_dict(state["tally"])
            position = tuple(state["position"])
            before = self.tally.seconds
            self._say(f"going on after {self.tally.documents:,} documents")
        given = self._given()
        sink: Sink
        if options.format == "parquet":
            sink = ArrowSink(journal.part, state and state["sink"], given)
        else:
            sink = LineSink(
                journal.part,
                state and state["sink"],
                text=options.format == "text",
                compression=compression_of(options.output or ""),
            )
        reader = Reader(self.inputs(), options.fields, position=position, arrow=given is not None)
        errors = _Errors(journal.errors, state["errors"] if state else 0)
        settings = self._settings()

        def save(then: tuple[int, int], *, complete: bool = False) -> dict[str, Any]:
            self.tally.seconds = before + time.monotonic() - self.begun
            saved = {
                "sink": sink.checkpoint(),
                "errors": errors.checkpoint(),
                "position": then,
                "tally": self.tally.to_dict(),
                "settings": settings,
                "complete": complete,
            }
            journal.save(saved)
            return saved

        try:
            self._loop(reader, sink, errors, save)
            return save((self.survey.files, 0), complete=True)
        finally:
            sink.close()
            errors.close()

    def _given(self) -> list[tuple[str, Any]] | None:
        if self.options.format != "parquet" or self.survey.formats != {"parquet"}:
            return None
        return kept_fields((given.path for given in self.inputs()), self.options.fields)

    def _loop(
        self,
        reader: Reader,
        sink: Sink,
        errors: "_Errors | None",
        save: Callable[[tuple[int, int]], object],
    ) -> None:
        waiting: deque[Item] = deque()
        piece = 0
        saved = time.monotonic()
        quiet = self.options.quiet or self.output is None
        progress = Progress(self.survey.size, self.tally.documents, quiet=quiet)
        try:
            with closing(self._outcomes(reader, waiting)) as outcomes:
                for found in outcomes:
                    item = waiting.popleft()
                    outcome = found if isinstance(found, Outcome) else Outcome(None, error=found.error)
                    self.tally.add(outcome)
                    self.tally.passed_over += item.passed_over
                    if outcome.error is None:
                        sink.write(outcome, item)
                    else:
                        self._failed(item, outcome, errors)
                    piece += 1
                    if piece >= PIECE_RECORDS or sink.pending >= PIECE_BYTES:
                        sink.flush()
                        piece = 0
                        if time.monotonic() - saved >= STATE_SECONDS:
                            save(item.then)
                            saved = time.monotonic()
                    progress.update(self.tally.documents, self.tally.errors, reader.bytes_read)
            self.tally.passed_over += reader.passed_over
            sink.flush()
        finally:
            progress.close()

    def _outcomes(self, reader: Reader, waiting: deque[Item]) -> Generator[Outcome | Failure, None, None]:
        def payloads() -> Iterator[Any]:
            for item in reader:
                waiting.append(item)
                yield item.payload

        options = self.options
        work = Cleaning(options.fields, options.kind, options.pipeline, options.format)
        if options.workers == 1:
            return each(work, payloads())
        from newsclean.pool import in_processes

        return in_processes(work, payloads(), options.workers, size_of_payload)

    def _failed(self, item: Item, outcome: Outcome, errors: "_Errors | None") -> None:
        error = outcome.error or ""
        if errors:
            errors.write(item, outcome)
        if self.shown < SHOWN_ERRORS:
            self._say(f"{item.place.named()}: {error}")
        elif self.shown == SHOWN_ERRORS:
            self._say(f"more errors: see {self.errors_path or 'the exit code'}")
        self.shown += 1
        if error.startswith("there is no field") and not self.tally.documents:
            self.without_field += 1
            if self.without_field == MAX_WITHOUT_FIELD:
                raise StopError(f"none of {MAX_WITHOUT_FIELD} records has the source: {error}", WRONG_USAGE)

    # ------------------------------------------------------------ the end

    def _place(self, journal: Journal, state: dict[str, Any]) -> None:
        """Put output and errors where they belong. Done twice, it does no harm."""
        assert self.output is not None
        _place_errors(journal.errors, self.errors_path, chosen=self.options.errors is not None)
        if not journal.part.exists():
            return  # it is in its place already: the run was killed after that
        options = self.options
        sink: Sink
        if options.format == "parquet":
            sink = ArrowSink(journal.part, state["sink"], self._given())
        else:
            compression = compression_of(options.output or "")
            sink = LineSink(
                journal.part, state["sink"], text=options.format == "text", compression=compression
            )
        sink.close()
        final = sink.finish(journal.part, journal.folder / "final")
        if self.output.exists():
            shutil.copymode(self.output, final)
        replace(final, self.output)

    def _summarise(self) -> None:
        if self.options.summary is not None:
            data = json.dumps(self.tally.to_dict(), indent=2, ensure_ascii=False) + "\n"
            if self.options.summary == "-":
                sys.stdout.write(data)
            else:
                path = Path(self.options.summary)
                new = path.with_name(f".{path.name}.{os.getpid()}.part")
                try:
                    new.write_text(data, encoding="utf-8")
                    new.replace(path)
                finally:
                    new.unlink(missing_ok=True)
        if self.output is not None and not self.options.quiet:
            print(self.tally.to_text(), file=sys.stderr)  # noqa: T201
            if self.tally.errors and self.errors_path:
                self._say(f"what failed, and why: {self.errors_path}")

    def _say(self, message: str) -> None:
        print(f"newsclean: {message}", file=sys.stderr)  # noqa: T201


class _Errors:
    """The errors file: a line for each record that could not be cleaned."""

    def __init__(self, path: Path, size: int) -> None:
        self._stream: IO[bytes] = path.open("r+b" if path.exists() else "w+b")
        self._stream.truncate(size)
        self._stream.seek(size)
        self._dirty = False

    def write(self, item: Item, outcome: Outcome) -> None:
        place = item.place
        told = {
            "input": place.path,
            "place": None if place.unit == "file" else f"{place.unit} {place.number}",
            "id": outcome.id if isinstance(outcome.id, str | int) else None,
            "error": outcome.error,
        }
        self._stream.write(json.dumps(told).encode("ascii") + b"\n")
        self._dirty = True

    def checkpoint(self) -> int:
        if self._dirty:
            synced(self._stream)
            self._dirty = False
        return self._stream.tell()

    def close(self) -> None:
        with suppress(OSError):  # what a full disk did not take
            self._stream.close()


def _place_errors(part: Path, path: Path | None, *, chosen: bool) -> None:
    """Put the errors where they belong; without any, and a place that nobody chose, what lies there goes."""
    if path is None:
        return
    if not chosen and (not part.exists() or not part.stat().st_size):
        path.unlink(missing_ok=True)
        return
    new = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(part, new)
        replace(new, path)
    finally:
        new.unlink(missing_ok=True)


def _told(error: OSError) -> str:
    return error.strerror or str(error)
