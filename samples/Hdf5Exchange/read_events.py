import sys, h5py
with h5py.File(sys.argv[1]) as f:
    t, x, y, p = (f["events"][column][:] for column in "txyp")
print(len(t), int(t.sum()), int(x.sum()), int(y.sum()), int(p.sum()))
