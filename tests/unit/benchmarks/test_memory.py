"""What is counted of a process's memory."""

from __future__ import annotations

from benchmarks.memory_worker import measured

LISTING = """\
7f00-7f10 r--p 00000000 08:01 11   /usr/lib/libQt6Core.so
Rss:                2048 kB
Pss:                1024 kB
Private_Clean:       512 kB
Private_Dirty:       256 kB
Anonymous:             0 kB
VmFlags: rd mr
7f20-7f30 rw-s 00000000 08:01 12   /data/index/look.vectors
Rss:               51200 kB
Pss:               51200 kB
Private_Clean:     51200 kB
Private_Dirty:         0 kB
Anonymous:             0 kB
7f40-7f50 rw-p 00000000 00:00 0    [heap]
Rss:                4096 kB
Pss:                4096 kB
Private_Clean:         0 kB
Private_Dirty:      4096 kB
Anonymous:          4096 kB
"""


def test_the_vectors_file_is_counted_apart() -> None:
    assert measured(LISTING) == {"rss": 6.0, "pss": 5.0, "uss": 4.75, "anonymous": 4.0, "vectors": 50.0}
