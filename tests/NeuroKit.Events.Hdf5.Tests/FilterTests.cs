using NeuroKit.Tests;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>Chunks and filters: ours against what h5py wrote, damaged and missing ones.</summary>
[Collection("libhdf5")]
public sealed class FilterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("chunks=(64,)")]
    [InlineData("chunks=(64,), compression='gzip'")]
    [InlineData("chunks=(64,), compression='gzip', shuffle=True")]
    [InlineData("chunks=(64,), compression='gzip', shuffle=True, fletcher32=True")]
    [InlineData("chunks=(7,), fletcher32=True")]
    [InlineData("chunks=(64,), compression='lzf'")]
    [InlineData("chunks=(33,), compression='lzf', shuffle=True, fletcher32=True")]
    [InlineData("chunks=(200,), compression='gzip', shuffle=True, maxshape=(None,)")]
    [InlineData("chunks=(64,), compression='szip'")]
    [InlineData("chunks=(64,), scaleoffset=0")]
    [InlineData("chunks=(64,), compression=32001, compression_opts=(0, 0, 0, 0, 5, 1, 0)")]
    [InlineData("chunks=(1000,), compression='gzip', maxshape=(None,)")]
    public void WhatH5pyWroteIsRead(string how)
    {
        foreach (string mode in (string[])["'w'", "'w', libver='latest'"])
        {
            string script = $"for k, v in zip('txyp', (t, x, y, p)): f.create_dataset('events/' + k, data=v, {how})";
            string path;
            try
            {
                path = Hdf5Fixture.Make(_folder, script, mode: mode);
            }
            catch (Xunit.Sdk.TrueException) when (how.Contains("szip", StringComparison.Ordinal) || how.Contains("32001", StringComparison.Ordinal))
            {
                throw new SkipException("this filter is not installed (Debian: hdf5-filter-plugin-blosc-serial; szip comes with the library or not)");
            }

            // Plug-ins decode in the helper process first: there too they have to be found.
            Hdf5Probing second = how.Contains("32001", StringComparison.Ordinal) ? Hdf5Probing.Required : Hdf5Probing.Off;
            foreach ((int threads, Hdf5Probing probing) in ((int, Hdf5Probing)[])[(1, Hdf5Probing.Off), (3, second)])
            {
                using EventReader reader = EventFile.Open(path, new EventReadOptions { FormatOptions = [new Hdf5Options { Threads = threads, Probing = probing }] }, Hdf5Fixture.Formats);
                Assert.Equal(200, reader.Totals.Count);
                using EventBuffer events = reader.ReadAll();
                Hdf5Fixture.AssertMade(events);
            }
        }
    }

    [SkippableFact]
    public void ChunksThatCutATableOfPositionsAreReadByTheLibrary()
    {
        string path = Hdf5Fixture.Make(_folder, "f['a/time'] = t\nf.create_dataset('a/pos', data=np.c_[x, y, p], chunks=(64, 2), compression='gzip')");
        using EventBuffer events = Hdf5Fixture.Read(path);
        Hdf5Fixture.AssertMade(events);
    }

    [SkippableFact]
    public void AnAbsentFilterIsNamedWithItsPackage()
    {
        string path = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y, p)): f.create_dataset('events/' + k, data=v, chunks=(64,), compression='lzf')");
        byte[] bytes = File.ReadAllBytes(path);
        byte[] name = [.. "lzf\0"u8];
        // The number stands eight bytes before the name; 36559 is Prophesee's.
        for (int at = bytes.AsSpan().IndexOf(name); at >= 0;)
        {
            bytes[at - 8] = 0xCF;
            bytes[at - 7] = 0x8E;
            int next = bytes.AsSpan(at + 1).IndexOf(name);
            at = next < 0 ? -1 : at + 1 + next;
        }

        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<Hdf5FilterMissingException>(() => Hdf5Fixture.Open(path));
        Assert.Equal((36559, "/events/t"), (error.Filter, error.ObjectPath));
        Assert.Contains("ECF", error.Message, StringComparison.Ordinal);
        Assert.Contains("HDF5_PLUGIN_PATH", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ADamagedChunkEndsTheRecordingOrCostsItsEvents()
    {
        string path = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y, p)): f.create_dataset('events/' + k, data=v, chunks=(64,), fletcher32=True)\nprint(f['events/x'].id.get_chunk_info(1).byte_offset)");
        long offset = long.Parse(NumPy.Run("import h5py\nprint(h5py.File(a[0])['events/x'].id.get_chunk_info(1).byte_offset)", path), System.Globalization.CultureInfo.InvariantCulture);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[offset + 10] ^= 0x40;
        File.WriteAllBytes(path, bytes);
        using (EventReader strict = Hdf5Fixture.Open(path))
        {
            var error = Assert.Throws<InvalidEventDataException>(() => strict.ReadAll());
            Assert.Contains("/events/x with a chunk whose Fletcher checksum is another at row 64", error.Message, StringComparison.Ordinal);
        }

        using (EventReader keeping = Hdf5Fixture.Open(path, policy: EventReadPolicy.KeepWhole))
        {
            using EventBuffer events = keeping.ReadAll();
            Assert.Equal(64, events.Count);
        }

        using EventReader skipping = Hdf5Fixture.Open(path, policy: EventReadPolicy.SkipBad);
        using EventBuffer rest = skipping.ReadAll();
        Assert.Equal(136, rest.Count);
        Assert.Equal(64, skipping.Diagnostics.SkippedInvalid);
        Assert.Equal(new Event((128 * 37) + 5, 128 * 7 % 60, 128 * 11 % 50, 0), rest.Span[64]);
    }

    [SkippableFact]
    public void ADatasetThatClaimsMoreThanIsStoredEndsWhereItDoes()
    {
        string path = Hdf5Fixture.Make(_folder, "for k, v in zip('txyp', (t, x, y, p)):\n    d = f.create_dataset('events/' + k, data=v, chunks=(50,), maxshape=(None,))\n    d.resize((1 << 50,))");
        using EventReader reader = Hdf5Fixture.Open(path, policy: EventReadPolicy.KeepWhole);
        using EventBuffer events = reader.ReadAll();
        Hdf5Fixture.AssertMade(events);
        Assert.True(reader.Diagnostics.IsTruncated);
    }

    [Fact]
    public void ShuffledBytesOfAnyElementAreUndone()
    {
        foreach (int size in (int[])[1, 2, 3, 4, 7, 8, 12])
        {
            foreach (int length in (int[])[0, 1, size, (size * 16) - 1, size * 16, (size * 37) + 5])
            {
                byte[] plain = new byte[length];
                new Random(length + size).NextBytes(plain);
                int count = length / size;
                byte[] shuffled = [.. plain];
                for (int i = 0; i < count * size; i++)
                    shuffled[(i % size * count) + (i / size)] = plain[i];
                byte[] back = new byte[length];
                Hdf5Shuffle.Undo(shuffled, back, size);
                Assert.Equal(plain, back);
            }
        }
    }
}
