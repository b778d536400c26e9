"""Reads the numbers of an ONNX file: protocol buffers, of which few fields matter.

Field numbers are those of onnx.proto (ONNX 1.x).
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_Value = int | memoryview

_MODEL_GRAPH = 7
_GRAPH_NODE = 1
_GRAPH_TENSOR = 5
_NODE_OUTPUT = 2
_NODE_ATTRIBUTE = 5
_ATTRIBUTE_TENSOR = 5
_ATTRIBUTE_GRAPH = 6
_TENSOR_DIMENSION = 1
_TENSOR_TYPE = 2
_TENSOR_NAME = 8
_TENSOR_BYTES = 9
_FLOAT = 1
_FLOAT_BYTES = 4

_NUMBER, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_GOES_ON = 0x80
_LENGTHS = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}


def float_weights(onnx: bytes) -> Mapping[str, Floats]:
    """Every tensor of 32-bit floats by name, those of branches and constants too.

    Raises:
        ValueError: it is no ONNX file.
    """
    try:
        return {
            name: weights
            for graph in _chosen(memoryview(onnx), _MODEL_GRAPH)
            for name, weights in _of_graph(graph)
        }
    except (IndexError, KeyError, UnicodeDecodeError) as error:
        raise ValueError("not an ONNX file") from error


def _of_graph(graph: memoryview) -> Iterator[tuple[str, Floats]]:
    for tensor in _chosen(graph, _GRAPH_TENSOR):
        yield from _of_tensor(tensor, "")
    for node in _chosen(graph, _GRAPH_NODE):
        output = next(_chosen(node, _NODE_OUTPUT), memoryview(b""))
        for attribute in _chosen(node, _NODE_ATTRIBUTE):
            for branch in _chosen(attribute, _ATTRIBUTE_GRAPH):
                yield from _of_graph(branch)
            for tensor in _chosen(attribute, _ATTRIBUTE_TENSOR):
                yield from _of_tensor(tensor, bytes(output).decode())


def _of_tensor(tensor: memoryview, constant: str) -> Iterator[tuple[str, Floats]]:
    """A constant's tensor goes by the name of what its node gives."""
    shape: list[int] = []
    name, kind, content = b"", 0, memoryview(b"")
    for field, value in _fields(tensor):
        if isinstance(value, int):
            if field == _TENSOR_DIMENSION:
                shape.append(value)
            elif field == _TENSOR_TYPE:
                kind = value
        elif field == _TENSOR_NAME:
            name = bytes(value)
        elif field == _TENSOR_BYTES:
            content = value
    size = int(np.prod(shape, dtype=np.int64))
    if kind == _FLOAT and len(content) == _FLOAT_BYTES * size:
        yield constant or name.decode(), np.frombuffer(content, "<f4").reshape(shape)


def _chosen(message: memoryview, wanted: int) -> Iterator[memoryview]:
    for field, value in _fields(message):
        if field == wanted and isinstance(value, memoryview):
            yield value


def _fields(message: memoryview) -> Iterator[tuple[int, _Value]]:
    """Number and value of each field, in order."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        if kind == _NUMBER:
            number, at = _varint(message, at)
            yield key >> 3, number
            continue
        length, at = (_LENGTHS[kind], at) if kind != _BYTES else _varint(message, at)
        if at + length > len(message):
            raise IndexError
        yield key >> 3, message[at : at + length]
        at += length


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and where it ends."""
    number = shift = 0
    while True:
        byte = message[at]
        number |= (byte & ~_GOES_ON) << shift
        at, shift = at + 1, shift + 7
        if not byte & _GOES_ON:
            return number, at
