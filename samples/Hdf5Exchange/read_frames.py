import sys, h5py
with h5py.File(sys.argv[1]) as f:
    frames, labels, ids = f["frames"][:], f["labels"][:], f["ids"].asstr()[:]
print(frames.shape, frames.dtype, int(frames.sum()), labels, ids)
