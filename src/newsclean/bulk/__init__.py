"""Files of any number and size to one file of clean articles: what ``newsclean clean IN… -o OUT`` stands on.

``command`` reads the command line, ``inputs`` finds the files, ``readers`` takes them apart, ``work`` is what
the processes do, ``sinks`` writes, ``journal`` remembers how far a run has come, ``tally`` counts,
``progress`` tells, and ``run`` holds the loop.
"""
