using NeuroKit.Events;

namespace NeuroKit.Cli.Tests;

/// <summary><c>--chip</c> and <c>--time-unit</c>, which every verb of recordings takes, and what becomes of layouts and odd polarities.</summary>
public sealed class FormatFlagsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheChipSaysTheLayoutOfAedat2()
    {
        // Read as DVS128: the address' low bits. Read as DAVIS: x 1, y 0, ON.
        string input = _folder.Write("a.aedat", [.. "#!AER-DAT2.0\r\n#End Of ASCII Header\r\n"u8, 0, 0, 0x18, 0x00, 0, 0, 0, 9]);
        ToolRun.Of("convert", input, _folder["dvs.npz"]).Succeeds();
        ToolRun.Of("convert", input, _folder["davis.npz"], "--chip", "davis").Succeeds();
        Assert.Equal(new Event(9, 0, 24, 1), Only("dvs.npz"));
        Assert.Equal(new Event(9, 1, 0, 1), Only("davis.npz"));
        Assert.Equal(1, ToolRun.Of("info", input, "--chip", "davis", "--json").Succeeds().Json()[0].GetProperty("events").GetInt32());
        ToolRun.Of("frames", input, _folder["f.npy"], "--bins", "1", "--size", "2x1", "--chip", "davis").Succeeds();
        ToolRun.Of("frames", input, _folder["f.npy"], "--bins", "1", "--size", "2x1", "--chip", "dvs128").Fails(1, "y 24");
        ToolRun.Of("info", input, "--chip", "davi").Fails(2, "did you mean 'davis'?");
    }

    [Fact]
    public void ALargerSensorsLayoutIsWritten()
    {
        using (EventBuffer events = EventBuffer.Wrap([1], [300], [200], [1]))
            EventFile.Write(_folder["wide.npz"], events);
        ToolRun.Of("convert", _folder["wide.npz"], _folder["a.aedat"]).Fails(1, "event 0 (t 1, x 300, y 200, p 1)", "--size WxH", "--chip davis");
        ToolRun.Of("convert", _folder["wide.npz"], _folder["a.aedat"], "--size", "346x260").Succeeds();
        ToolRun.Of("convert", _folder["wide.npz"], _folder["b.aedat"], "--chip", "davis").Succeeds();
        // No size is known of the second, but its layout is, and stays.
        ToolRun.Of("convert", _folder["b.aedat"], _folder["c.aedat"]).Succeeds();
        foreach (string name in (string[])["a.aedat", "b.aedat", "c.aedat"])
            Assert.Equal(new Event(1, 300, 200, 1), Only(name));
    }

    [Fact]
    public void TheTimeUnitSaysWhatFloatingPointTimesAre()
    {
        const string Header = "{'descr': [('t', '<f8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': (1,), }\n";
        byte[] header = [0x93, .. "NUMPY"u8, 1, 0, (byte)Header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(Header)];
        string input = _folder.Write("a.npy", [.. header, .. BitConverter.GetBytes(1.25), 5, 0, 6, 0, 1]);
        ToolRun.Of("convert", input, _folder["out.npz"]).Fails(1, "t = 1.25", "--time-unit s");
        ToolRun.Of("convert", input, _folder["out.npz"], "--time-unit", "us").Fails(1, "t = 1.25");
        ToolRun.Of("convert", input, _folder["out.npz"], "--time-unit", "s").Succeeds();
        Assert.Equal(new Event(1_250_000, 5, 6, 1), Only("out.npz"));
        Assert.Equal(1_250_000, ToolRun.Of("info", input, "--time-unit", "s", "--json").Succeeds().Json()[0].GetProperty("tMin").GetInt64());
        ToolRun.Of("frames", input, _folder["f.npy"], "--bins", "1", "--size", "8x8", "--time-unit", "s").Succeeds();
        ToolRun.Of("info", input, "--time-unit", "ms").Fails(2, "--time-unit", "s, us");
    }

    [Fact]
    public void APolarityThatIsNoneIsBlamedOnTheInput()
    {
        const string Header = "{'descr': [('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': (2,), }\n";
        byte[] header = [0x93, .. "NUMPY"u8, 1, 0, (byte)Header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(Header)];
        string input = _folder.Write("odd.npy", [.. header, .. BitConverter.GetBytes(7L), 1, 0, 2, 0, 3, .. BitConverter.GetBytes(8L), 1, 0, 2, 0, 1]);
        ToolRun run = ToolRun.Of("convert", input, _folder["out.npz"]).Succeeds();
        Assert.Contains($"warning: {input}: byte {header.Length + 12}: found p = 3 in event 0", run.Error, StringComparison.Ordinal);
        Assert.Equal(new Event(8, 1, 2, 1), Only("out.npz"));
        ToolRun.Of("frames", input, _folder["f.npy"], "--bins", "1", "--size", "8x8").Fails(1, $"{input}: byte {header.Length + 12}: found p = 3 in event 0");
        ToolRun dropped = ToolRun.Of("frames", input, _folder["f.npy"], "--bins", "1", "--size", "8x8", "--out-of-range", "drop").Succeeds();
        Assert.Contains("1 outside the sensor dropped", dropped.Error, StringComparison.Ordinal);
    }

    private Event Only(string name)
    {
        using EventReader reader = EventFile.Open(_folder[name]);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(1, events.Count);
        return events.Span[0];
    }
}
