#!/usr/bin/env python3
"""Turns a PyTorch checkpoint (.pth, .pt) into a safetensors file, which NeuroKit loads.

    python3 pth_to_safetensors.py checkpoint.pth weights.safetensors [--key model]

Needs PyTorch; uses the package safetensors where it is installed and writes the format itself where it is not. The checkpoint's tensors are
taken from the entry that --key names, else from 'model', 'state_dict', 'net' or 'model_state_dict', else from the checkpoint itself. What is
no tensor is left out. Only tensors are unpickled, never code, unless --trust says that you trust the file: old checkpoints need it.
"""

import argparse
import json
import os
import struct
import sys

import torch

TYPES = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16",
    torch.int64: "I64", torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL",
}
USUAL_KEYS = ("model", "state_dict", "net", "model_state_dict")


def fail(message):
    sys.exit("pth_to_safetensors: " + message)


def read(path, trust):
    try:
        return torch.load(path, map_location="cpu", weights_only=not trust)
    except TypeError:  # before 1.13 PyTorch could not keep to tensors
        if not trust:
            fail("this PyTorch runs what a checkpoint says while it reads it; say --trust if you trust the file")
        return torch.load(path, map_location="cpu")
    except Exception as error:
        fail(f"{path}: {error}" + ("" if trust else " (--trust reads checkpoints that hold more than tensors, if you trust them)"))


def choose(checkpoint, key):
    if isinstance(checkpoint, torch.nn.Module):
        return checkpoint.state_dict()
    if not isinstance(checkpoint, dict):
        fail(f"found {type(checkpoint).__name__}; expected a checkpoint or a state dictionary")
    if key is not None:
        if key not in checkpoint:
            fail(f"there is no entry '{key}'; there are {', '.join(map(str, checkpoint))}")
        chosen = checkpoint[key]
    else:
        chosen = next((checkpoint[k] for k in USUAL_KEYS if k in checkpoint), checkpoint)
    return chosen.state_dict() if isinstance(chosen, torch.nn.Module) else chosen


def elements(tensor):
    """The bytes of a tensor, little-endian and row by row."""
    if sys.byteorder != "little":
        fail("this machine is not little-endian")
    storage = torch.empty(tensor.numel(), dtype=tensor.dtype)
    storage.copy_(tensor.reshape(-1))
    size = storage.numel() * storage.element_size()
    if size == 0:
        return b""
    import ctypes
    return ctypes.string_at(storage.data_ptr(), size)


def write(path, tensors, metadata):
    ordered = sorted(tensors.items(), key=lambda item: (-item[1].element_size(), item[0]))
    header, at = {"__metadata__": metadata}, 0
    for name, tensor in ordered:
        end = at + tensor.numel() * tensor.element_size()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [at, end]}
        at = end
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, tensor in ordered:
            file.write(elements(tensor))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("output")
    parser.add_argument("--key", help="the entry of the checkpoint that holds the weights")
    parser.add_argument("--trust", action="store_true", help="run what the checkpoint says while reading it")
    arguments = parser.parse_args()

    chosen = choose(read(arguments.checkpoint, arguments.trust), arguments.key)
    tensors = {str(name): value.detach().contiguous().clone() for name, value in chosen.items() if isinstance(value, torch.Tensor)}
    if not tensors:
        fail("found no tensors; --key names the entry that holds them")
    for name, tensor in tensors.items():
        if tensor.dtype not in TYPES:
            fail(f"'{name}' is of {tensor.dtype}, which safetensors does not hold")

    temporary = arguments.output + ".tmp"
    try:
        try:
            from safetensors.torch import save_file
            save_file(tensors, temporary, metadata={"format": "pt"})
        except ImportError:
            write(temporary, tensors, {"format": "pt"})
        os.replace(temporary, arguments.output)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
    print(f"{arguments.output}: {len(tensors)} tensors", file=sys.stderr)


if __name__ == "__main__":
    main()
