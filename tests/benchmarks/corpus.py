"""A corpus of invented dialogues in the project's own vocabulary, as large as is asked for.

    python tests/benchmarks/corpus.py --dialogues N --into FOLDER [--defects SHARE]

The folder becomes a workspace that conforms, and borrows ontology and queries from the package.
The same numbers give the same bytes. With --defects, that share of the dialogues has one known
mistake each, and FOLDER/defects.tsv tells which rule must find it, and where.
"""

import argparse
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> None:
    """Write the corpus that the arguments ask for."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from benchmarks.synthetic.writing import write_corpus

    parser = argparse.ArgumentParser(description="Write a corpus of invented dialogues.")
    parser.add_argument("--dialogues", type=int, required=True, help="how many dialogues")
    parser.add_argument("--into", type=Path, required=True, help="the folder to write")
    parser.add_argument("--defects", type=float, default=0.0, help="share of them with a mistake")
    asked = parser.parse_args(arguments)
    write_corpus(asked.into, asked.dialogues, asked.defects)


if __name__ == "__main__":
    main()
