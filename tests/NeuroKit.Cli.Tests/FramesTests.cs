using NeuroKit.Cli.Frames;
using NeuroKit.Events;
using NeuroKit.Events.Labels;
using NeuroKit.Frames.Tests.Pictures;

namespace NeuroKit.Cli.Tests;

public sealed class FramesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("out.npy")]
    [InlineData("out.npz")]
    public void CountsAreUnsigned16BitByTimeChannelRowColumn(string name)
    {
        ToolRun run = ToolRun.Of("frames", _folder.WriteTen(), _folder[name], "--bins", "2", "--json").Succeeds();
        NpyArray array = NpyArray.Read(_folder[name]);
        Assert.Equal("<u2", array.Type);
        Assert.Equal([2, 2, 128, 128], array.Shape);
        int[] expected = new int[2 * 2 * 128 * 128];
        for (int i = 0; i < 10; i++)
            expected[((((i < 5 ? 0 : 2) + (i % 3 == 0 ? 0 : 1)) * 128) + i) * 128 + i]++;
        Assert.Equal(expected, array.Values());
        Assert.Equal(10, run.Json()[0].GetProperty("events").GetInt64());
        Assert.Equal("count, T=2", run.Json()[0].GetProperty("rule").GetString());
    }

    [Fact]
    public void LabelsOfAnotherRecordingAreAFailure()
    {
        string labels = _folder.Write("other.csv", "1,5000,6000\n2,7000,8000\n");
        ToolRun run = ToolRun.Of("frames", _folder.WriteTen(), _folder["out.npy"], "--bins", "2", "--labels", labels);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("none of 2 label windows holds an event", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ARecordingWithoutEventsGivesEmptyFramesAndSaysSo()
    {
        ToolRun run = ToolRun.Of("frames", _folder.Write("empty.bin", []), _folder["out.npy"], "--bins", "2", "--size", "34x34").Succeeds();
        Assert.Contains("no event", run.Error, StringComparison.Ordinal);
        Assert.All(NpyArray.Read(_folder["out.npy"]).Values(), count => Assert.Equal(0, count));
    }

    [Fact]
    public void WhatIsTruncatedIsRefusedWithTheWayRound()
        => ToolRun.Of("frames", _folder.Write("cut.aedat", File.ReadAllBytes(_folder.WriteTen())[..^3]), _folder["out.npy"], "--bins", "2").Fails(1, "cut.aedat: byte", "'convert' first keeps what is whole");

    [Fact]
    public void WhatIsReadIsNeverWrittenOver()
    {
        string input = _folder.WriteTen();
        File.Move(input, _folder["k-T2.npz"]);
        File.CreateSymbolicLink(_folder["k-00-class3.npy"], _folder["k-T2.npz"]);
        byte[] before = File.ReadAllBytes(_folder["k-T2.npz"]);
        ToolRun.Of("frames", _folder["k-T2.npz"], _folder["k.npz"], "--bins", "4,2", "--format", "aedat2").Fails(2, "k-T2.npz", "IN and OUT are one file");
        string labels = _folder.Write("labels.csv", "4,100,120\n3,120,150\n");
        string second = _folder.Write("k-01-class3.npy", "4,100,120\n3,120,150\n");
        ToolRun.Of("frames", _folder["k-00-class3.npy"], _folder["k.npy"], "--bins", "2", "--format", "aedat2", "--labels", second).Fails(2, "k-01-class3.npy", "the labels and OUT are one file");
        File.WriteAllText(labels, "3,100,120\n");
        ToolRun.Of("frames", _folder["k-T2.npz"], _folder["k.npy"], "--bins", "2", "--format", "aedat2", "--labels", labels).Fails(2, "k-00-class3.npy", "IN and OUT are one file");
        Assert.Equal(before, File.ReadAllBytes(_folder["k-T2.npz"]));
        Assert.Equal(["k-00-class3.npy", "k-01-class3.npy", "k-T2.npz", "labels.csv"], _folder.Files);
    }

    [Theory]
    [InlineData("frames of 128x128 would take", "--duration-us", "1")]
    [InlineData("frames of 128x128 would take", "--bins", "1000000")]
    public void ASlipOfTheKeyboardDoesNotFillTheDisk(string message, params string[] rule)
    {
        string input = _folder.WriteAedat2("hour.aedat", (3, 10, 1, 1), (3, 10, 0, 2_000_000_000));
        ToolRun.Of(["frames", input, _folder["out.npy"], .. rule]).Fails(1, "out.npy", message, "expected at most");
        Assert.Equal(["hour.aedat"], _folder.Files);
    }

    [Fact]
    public void SeveralNumbersOfFramesGetAFileEach()
    {
        ToolRun.Of("frames", _folder.WriteTen(), _folder["out.npy"], "--bins", "4,2").Succeeds();
        Assert.Equal(["out-T2.npy", "out-T4.npy", "ten.aedat"], _folder.Files);
        Assert.Equal([4, 2, 128, 128], NpyArray.Read(_folder["out-T4.npy"]).Shape);
    }

    [Fact]
    public void NestedFramesAreSumsOfTheFinest()
    {
        string input = _folder.WriteTen();
        ToolRun.Of("frames", input, _folder["n.npy"], "--bins", "4,2", "--nested").Succeeds();
        ToolRun.Of("frames", input, _folder["e.npy"], "--bins", "4,2").Succeeds();
        Assert.Equal([2, 2, 2, 4], PerFrame("n-T4.npy"));
        Assert.Equal([4, 6], PerFrame("n-T2.npy"));
        Assert.Equal([5, 5], PerFrame("e-T2.npy"));
    }

    [Theory]
    [InlineData(new[] { 5, 5 }, "--bins", "2", "--by", "time")]
    [InlineData(new[] { 3, 3, 4 }, "--duration-us", "30")]
    [InlineData(new[] { 4, 4, 2 }, "--events", "4")]
    [InlineData(new[] { 4, 4 }, "--events", "4", "--drop-last")]
    [InlineData(new[] { 5, 4 }, "--tonic", "n_time_bins=2")]
    [InlineData(new[] { 4, 4 }, "--tonic", "event_count=4,include_incomplete=false")]
    [InlineData(new[] { 4, 4, 4 }, "--tonic", "event_count=4,overlap=1")]
    [InlineData(new[] { 5, 4 }, "--tonic", "n_time_bins=2, overlap=0, include_incomplete=true")]
    public void EveryRuleIsThere(int[] perFrame, params string[] rule)
    {
        ToolRun.Of(["frames", _folder.WriteTen(), _folder["out.npy"], .. rule]).Succeeds();
        Assert.Equal(perFrame, PerFrame("out.npy"));
    }

    [Theory]
    [InlineData("say how events become frames")]
    [InlineData("--bins and --events are different rules", "--bins", "4", "--events", "5")]
    [InlineData("--by goes with --bins", "--events", "5", "--by", "time")]
    [InlineData("--nested goes with --bins", "--duration-us", "5", "--nested")]
    [InlineData("--drop-last goes with --events", "--bins", "5", "--drop-last")]
    [InlineData("--nested sums", "--bins", "4", "--nested")]
    [InlineData("--bins: found '0'", "--bins", "4,0")]
    [InlineData("--bins: found ''", "--bins", "4,")]
    [InlineData("--bins: 4 is said twice", "--bins", "4,8,4")]
    [InlineData("--by: 'tiem' is none of count, time; did you mean 'time'?", "--bins", "4", "--by", "tiem")]
    [InlineData("--events: found '-1'", "--events", "-1")]
    [InlineData("--tonic: there is no 'n_time_bin'; did you mean 'n_time_bins'?", "--tonic", "n_time_bin=4")]
    [InlineData("--tonic: found time_window and n_time_bins", "--tonic", "time_window=4,n_time_bins=4")]
    [InlineData("--tonic: found none of", "--tonic", "overlap=4")]
    [InlineData("--tonic: found time_window=4, overlap=4", "--tonic", "time_window=4,overlap=4")]
    [InlineData("--tonic: found n_event_bins=4, overlap=1.5", "--tonic", "n_event_bins=4,overlap=1.5")]
    [InlineData("--tonic: found include_incomplete=maybe", "--tonic", "n_event_bins=4,include_incomplete=maybe")]
    [InlineData("--tonic: 'overlap' has no value", "--tonic", "n_event_bins=4,overlap")]
    [InlineData("there is no data set 'cifar10dvs'; did you mean 'cifar10-dvs'?", "--bins", "4", "--data-set", "cifar10dvs")]
    [InlineData("--out-of-range: 'dorp' is none of error, drop; did you mean 'drop'?", "--bins", "4", "--out-of-range", "dorp")]
    public void ContradictionsAreWrongUsage(string message, params string[] options)
    {
        ToolRun.Of(["frames", _folder.WriteTen(), _folder["out.npy"], .. options]).Fails(2, message);
        Assert.Equal(["ten.aedat"], _folder.Files);
    }

    [Fact]
    public void TheOutputsExtensionSaysWhatToWrite()
    {
        string input = _folder.WriteTen();
        ToolRun.Of("frames", input, _folder["out.nyp"], "--bins", "2").Fails(2, "did you mean '.npy'?");
        ToolRun.Of("frames", input, _folder["out"], "--bins", "2").Fails(2, ".npy, .npz, .h5, .hdf5, .png");
    }

    [Fact]
    public void ASizeThatNobodySaysIsNeverGuessed()
    {
        string input = _folder.WriteTen();
        ToolRun.Of("convert", input, _folder["ten.bin"]).Succeeds();
        ToolRun.Of("frames", _folder["ten.bin"], _folder["out.npy"], "--bins", "2").Fails(2, "ten.bin", "--size WxH");
        Assert.False(File.Exists(_folder["out.npy"]));
        ToolRun.Of("frames", _folder["ten.bin"], _folder["out.npy"], "--bins", "2", "--size", "12x10").Succeeds();
        Assert.Equal([2, 2, 10, 12], NpyArray.Read(_folder["out.npy"]).Shape);
    }

    [Fact]
    public void ADataSetSaysSizeAndOrientation()
    {
        string input = _folder.WriteAedat2("a.aedat", (3, 10, 1, 1), (3, 10, 0, 2));
        ToolRun.Of("frames", input, _folder["out.npy"], "--bins", "1", "--data-set", "cifar10-dvs").Succeeds();
        int[] counts = NpyArray.Read(_folder["out.npy"]).Values();
        Assert.Equal(1, counts[((127 - 3) * 128) + 127 - 10]);
        Assert.Equal(1, counts[(128 * 128) + ((127 - 3) * 128) + 127 - 10]);
        Assert.Equal(2, counts.Sum());
    }

    [Fact]
    public void EventsOutsideTheSensorAreAnErrorOrDroppedAndCounted()
    {
        string input = _folder.WriteTen();
        ToolRun.Of("frames", input, _folder["out.npy"], "--bins", "2", "--size", "8x8").Fails(1, input, "event 8 (t 180, x 8, y 8, p 1)");
        Assert.Equal(["ten.aedat"], _folder.Files);
        ToolRun run = ToolRun.Of("frames", input, _folder["out.npy"], "--bins", "2", "--size", "8x8", "--out-of-range", "drop", "--json").Succeeds();
        Assert.Equal(2, run.Json()[0].GetProperty("dropped").GetInt64());
        Assert.Contains("2 outside the sensor dropped", run.Error, StringComparison.Ordinal);
        Assert.Equal([4, 4], PerFrame("out.npy"));
    }

    [Fact]
    public void StepsBackInTimeAreAnErrorSortedOrHeldByTheRunningMaximum()
    {
        string input = _folder.WriteAedat2("back.aedat", (0, 0, 1, 100), (1, 0, 1, 180), (2, 0, 1, 120), (3, 0, 1, 200));
        string[] args = ["frames", input, _folder["out.npy"], "--bins", "2", "--by", "time"];
        ToolRun.Of(args).Fails(1, input, "event 2", "--order".TrimStart('-'));
        ToolRun.Of([.. args, "--order", "sort"]).Succeeds();
        Assert.Equal([2, 2], PerFrame("out.npy"));
        ToolRun.Of([.. args, "--order", "running-max"]).Succeeds();
        Assert.Equal([1, 3], PerFrame("out.npy"));
        ToolRun.Of("frames", input, _folder["out.npy"], "--bins", "2").Succeeds();
    }

    [Fact]
    public void CountsAbove65535AreWrittenWiderWithANote()
    {
        string input = _folder.WriteAedat2("hot.aedat", [.. Enumerable.Repeat((5, 5, 1, 7L), 70_000)]);
        ToolRun run = ToolRun.Of("frames", input, _folder["out.npy"], "--bins", "1").Succeeds();
        NpyArray array = NpyArray.Read(_folder["out.npy"]);
        Assert.Equal("<i4", array.Type);
        Assert.Equal(70_000, array.Values().Max());
        Assert.Contains("a count exceeds 65,535", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelWindowsBecomeFilesInRowOrderWithTheClassOfTheCsv()
    {
        string labels = _folder.Write("labels.csv", "class,startTime_usec,endTime_usec\n3,150,190\n11,100,120\n3,500,600\n");
        ToolRun run = ToolRun.Of("frames", _folder.WriteTen(), _folder["out.npy"], "--bins", "2,1", "--labels", labels, "--json").Succeeds();
        Assert.Equal(
            ["out-00-class3-T1.npy", "out-00-class3-T2.npy", "out-01-class11-T1.npy", "out-01-class11-T2.npy", "out-02-class3-T1.npy", "out-02-class3-T2.npy"],
            _folder.Files.Where(f => f.StartsWith("out", StringComparison.Ordinal)));
        Assert.Equal([2, 2], PerFrame("out-00-class3-T2.npy"));
        Assert.Equal([1, 1], PerFrame("out-01-class11-T2.npy"));
        Assert.Equal([0, 0], PerFrame("out-02-class3-T2.npy"));
        Assert.Equal([3, 3, 11, 11, 3, 3], run.Json().EnumerateArray().Select(f => f.GetProperty("class").GetInt32()));
        ToolRun.Of("frames", _folder["ten.aedat"], _folder["one.png"], "--events", "2", "--labels", labels).Succeeds();
        Assert.Contains("one-00-class3.png", _folder.Files);
    }

    [Fact]
    public void AWindowThatFailsIsListedAndTheOthersAreWritten()
    {
        string labels = _folder.Write("labels.csv", "1,100,130\n2,170,200\n");
        ToolRun run = ToolRun.Of("frames", _folder.WriteTen(), _folder["out.npy"], "--bins", "1", "--size", "8x8", "--labels", labels);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("window 1 (class 2)", run.Error, StringComparison.Ordinal);
        Assert.Equal(["labels.csv", "out-00-class1.npy", "ten.aedat"], _folder.Files);
    }

    [Fact]
    public void BadLabelsAndDamagedRecordingsAreErrors()
    {
        string input = _folder.WriteTen();
        ToolRun.Of("frames", input, _folder["out.npy"], "--bins", "1", "--labels", _folder.Write("bad.csv", "class,start,end\n1,2\n")).Fails(1, "bad.csv", "line 2");
        ToolRun.Of("frames", input, _folder["out.npy"], "--bins", "1", "--labels", _folder["none.csv"]).Fails(1, "none.csv: no such file");
        string cut = _folder.Write("cut.aedat", File.ReadAllBytes(input)[..^3]);
        ToolRun.Of("frames", cut, _folder["out.npy"], "--bins", "1").Fails(1, "cut.aedat: byte ");
        ToolRun.Of("frames", _folder["none.aedat"], _folder["out.npy"], "--bins", "1").Fails(1, "none.aedat: no such file");
        ToolRun.Of("frames", input, Path.Combine(_folder.Path, "none", "out.npy"), "--bins", "1").Fails(1, "out.npy", "does not exist");
        Assert.Equal(["bad.csv", "cut.aedat", "ten.aedat"], _folder.Files);
    }

    [Fact]
    public void AnInterruptedRunLeavesNothing()
    {
        string input = _folder.WriteTen();
        using var interrupted = new CancellationTokenSource();
        interrupted.Cancel();
        Assert.Equal(130, ToolRun.Of(interrupted.Token, "frames", input, _folder["out.npy"], "--bins", "2").ExitCode);
        Assert.Equal(["ten.aedat"], _folder.Files);
    }

    [Fact]
    public void APictureShowsTheFrames()
    {
        string input = _folder.WriteAedat2("a.aedat", (0, 0, 1, 1), (2, 1, 0, 2));
        ToolRun.Of("frames", input, _folder["out.png"], "--bins", "2", "--size", "4x2").Succeeds();
        PngReader png = PngReader.Decode(File.ReadAllBytes(_folder["out.png"]));
        Assert.Equal(((4 * 8 * 2) + 1, 16), (png.Width, png.Height));
        Assert.Equal((0xE6, 0x9F, 0x00), ((int)png.At(7, 7).R, (int)png.At(7, 7).G, (int)png.At(7, 7).B));
        Assert.Equal((0x56, 0xB4, 0xE9), ((int)png.At(33 + 16, 8).R, (int)png.At(33 + 16, 8).G, (int)png.At(33 + 16, 8).B));
        Assert.NotEqual(png.At(7, 7), png.At(8, 7));
    }

    [Fact]
    public void WindowsAreTheSameHoweverManyPassesTheyTake()
    {
        string input = _folder.WriteAedat2("back.aedat", [.. Enumerable.Range(0, 5000).Select(i => (i % 128, i / 128, i & 1, (long)(i ^ 5)))]);
        LabelWindow[] windows = [new(0, 1, 100, 3000), new(1, 2, 4990, 5010), new(2, 3, 0, 5000), new(3, 4, 7, 7)];
        foreach (long bound in new[] { 1L, 3000, 100_000 })
        {
            var found = new List<(int, long[])>();
            using EventReader reader = EventFile.Open(input);
            WindowPasses.Run(reader, windows, (window, events) => found.Add((window.Row, events.T.ToArray())), default, bound);
            long[] all = [.. Enumerable.Range(0, 5000).Select(i => (long)(i ^ 5))];
            Assert.Equal(windows.Select(w => w.Row), found.Select(f => f.Item1));
            Assert.All(windows, w => Assert.Equal(all.Where(t => t >= w.StartMicroseconds && t < w.EndMicroseconds), found[w.Row].Item2));
        }
    }

    private int[] PerFrame(string name)
    {
        NpyArray array = NpyArray.Read(_folder[name]);
        int cells = array.Shape[1] * array.Shape[2] * array.Shape[3];
        return [.. array.Values().Chunk(cells).Select(frame => frame.Sum())];
    }
}
