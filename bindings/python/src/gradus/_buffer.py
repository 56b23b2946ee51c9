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


def _from_rust_buffer(buffer: Any) -> Any:
    return _BufferStream(ctypes.string_at(buffer.data, buffer.len) if buffer.len else b"", buffer.len)


def _read_text(stream: Any) -> str:
    data: bytes = stream.data
    start = stream.offset + _length.size
    if start > stream.len:
        raise _InternalError("read past end of rust buffer")
    (length,) = _length.unpack_from(data, stream.offset)
    end = start + length
    if length < 0 or end > stream.len:
        raise _InternalError("read past end of rust buffer")
    stream.offset = end
    return data[start:end].decode()


setattr(_BufferStream, "from_rust_buffer", staticmethod(_from_rust_buffer))
setattr(getattr(_generated, "_UniffiFfiConverterString"), "read", staticmethod(_read_text))
