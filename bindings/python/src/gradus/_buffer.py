"""An answer of the core is copied once, and its texts are read where they lie.

The generated reader copies every number and every text out of the core's memory on its own, some microseconds each. A year
of diary has thousands of them, and would take three times as long to read as to make.
"""

import ctypes
import struct
from typing import Any

from ._core import gradus as _generated

_BufferStream: Any = getattr(_generated, "_UniffiRustBufferStream")
_InternalError: type[Exception] = getattr(_generated, "InternalError")
_length = struct.Struct(">i")

#: `ctypes.string_at` takes a C int: a greater length would become another one, and the wrong memory be read.
_MOST_BYTES = 2**31 - 1


def _from_rust_buffer(buffer: Any) -> Any:
    if buffer.len > _MOST_BYTES:
        raise _InternalError(f"an answer of {buffer.len} bytes; at most {_MOST_BYTES} can be read")
    return _BufferStream(ctypes.string_at(buffer.data, buffer.len) if buffer.len else b"", buffer.len)


def _read_i32(stream: Any) -> int:
    start: int = stream.offset
    end = start + _length.size
    if end > stream.len:
        raise _InternalError("read past end of rust buffer")
    stream.offset = end
    number: int = _length.unpack_from(stream.data, start)[0]
    return number


def _read_text(stream: Any) -> str:
    data: bytes = stream.data
    at: int = stream.offset
    start = at + _length.size
    if start > stream.len:
        raise _InternalError("read past end of rust buffer")
    end: int = start + _length.unpack_from(data, at)[0]
    if not start <= end <= stream.len:
        raise _InternalError("read past end of rust buffer")
    stream.offset = end
    return data[start:end].decode()


setattr(_BufferStream, "from_rust_buffer", staticmethod(_from_rust_buffer))
setattr(_BufferStream, "read_i32", _read_i32)
setattr(getattr(_generated, "_UniffiFfiConverterString"), "read", staticmethod(_read_text))
