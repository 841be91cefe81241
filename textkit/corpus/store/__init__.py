"""A corpus on disk: a folder of parquet files, one table a folder, and ``manifest.json`` that says which of them count.

========== ==================================================================================================
tasks/ …   the seven tables of the schema, one file per part; ``documents`` has the docvars as JSON besides
entries/   the texts as read, and the documents of each (how they come back whole, without the files)
sources/   each file read: path, sha256, settings, how it went
failures/  what could not be read, and why; disagreements/ where a catalogue differs from the text
========== ==================================================================================================
"""

from importlib.util import find_spec

from textkit.model import TextkitError

if find_spec("pyarrow") is None:
    raise TextkitError("数据集需要 pyarrow", hint="请安装：pip install 'policy-textkit[store]'")

from textkit.corpus.store.maintenance import compact, info, verify
from textkit.corpus.store.stored_corpus import StoredCorpus, open_store

__all__ = ["StoredCorpus", "compact", "info", "open_store", "verify"]
