"""How an answer of the core is read: to its last byte, and never past it."""

import ctypes
import struct
import unittest
from typing import Any
from unittest import mock

import gradus
from gradus._core import gradus as generated

_Stream: Any = getattr(generated, "_UniffiRustBufferStream")
_Text: Any = getattr(generated, "_UniffiFfiConverterString")
_InternalError: type[Exception] = getattr(generated, "InternalError")


class Buffer:
    """What the core hands over, without the memory behind it."""

    def __init__(self, length: int) -> None:
        self.data = None
        self.len = length


def over(data: bytes) -> Any:
    return _Stream(data, len(data))


def text(length: int, data: bytes) -> bytes:
    return struct.pack(">i", length) + data


class Reading(unittest.TestCase):
    def test_a_text_is_read_to_its_last_byte(self) -> None:
        stream = over(text(6, "größ".encode()) + text(0, b"") + text(1, b"x"))
        self.assertEqual([_Text.read(stream) for _ in range(3)], ["größ", "", "x"])
        self.assertEqual(stream.remaining(), 0)

    def test_a_text_that_is_cut_short_is_refused(self) -> None:
        lengths = (3, -1, -(2**31), 2**31 - 1)
        for data in (b"", b"\0\0\0", text(1, b""), *(text(length, b"ab") for length in lengths)):
            with self.subTest(data), self.assertRaises(_InternalError):
                _Text.read(over(data))

    def test_a_number_is_read_whole_or_refused(self) -> None:
        stream = over(struct.pack(">ii", -2, 2**31 - 1))
        self.assertEqual((stream.read_i32(), stream.read_i32()), (-2, 2**31 - 1))
        for data in (b"", b"\0\0\0"):
            with self.subTest(data), self.assertRaises(_InternalError):
                over(data).read_i32()

    def test_an_answer_longer_than_a_c_int_is_refused_before_it_is_read(self) -> None:
        with mock.patch.object(ctypes, "string_at", return_value=b"") as read:
            _Stream.from_rust_buffer(Buffer(2**31 - 1))
            read.assert_called_once_with(None, 2**31 - 1)
            for length in (2**31, 2**32 + 1, 2**64 - 1):
                with self.subTest(length), self.assertRaises(_InternalError):
                    _Stream.from_rust_buffer(Buffer(length))
            read.assert_called_once()

    def test_an_empty_answer_is_not_read_at_all(self) -> None:
        self.assertEqual(_Stream.from_rust_buffer(Buffer(0)).remaining(), 0)

    def test_views_are_read_by_these_functions(self) -> None:
        self.assertEqual(_Text.read.__module__, "gradus._buffer")
        self.assertEqual(_Stream.read_i32.__module__, "gradus._buffer")
        self.assertIsNotNone(gradus.facts())


if __name__ == "__main__":
    unittest.main()
