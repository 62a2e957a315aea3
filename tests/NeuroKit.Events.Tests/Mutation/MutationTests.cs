using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace NeuroKit.Events.Tests.Mutation;

/// <summary>
/// Damaged files of every format: reading ends, in events or in an exception of the family, within bounded memory. Cases are numbered; a
/// case follows from the seed and its number alone. NEUROKIT_LONG=1 runs 10⁷ of them; NEUROKIT_MUTATION_SEED, NEUROKIT_MUTATION_START and
/// NEUROKIT_MUTATION_CASES choose others, so that a failing case can be run alone and a long run taken up again.
/// </summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int DefaultSeed = 20_240_601;
    private const int MostFailuresShown = 10;
    private static readonly TimeSpan s_longestCase = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly List<string> _failures = [];
    private long _running = -1;
    private bool _finished;
    private long _threw;
    private long _gaveEvents;

    [Fact]
    public void DamagedFilesEndInEventsOrInAnExceptionOfTheFamily()
    {
        bool isLong = Environment.GetEnvironmentVariable("NEUROKIT_LONG") == "1";
        int seed = (int)Setting("NEUROKIT_MUTATION_SEED", DefaultSeed);
        long start = Setting("NEUROKIT_MUTATION_START", 0);
        long cases = Setting("NEUROKIT_MUTATION_CASES", isLong ? 10_000_000 : 10_000);
        output.WriteLine($"seed {seed}, cases {start} to {start + cases - 1}");
        var time = Stopwatch.StartNew();

        // On a thread of its own: a reader that never ends fails the test instead of stopping the run.
        var worker = new Thread(() => Work(seed, start, cases)) { IsBackground = true, Name = "mutation" };
        worker.Start();
        Watch(seed, worker);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases} cases in {time.Elapsed.TotalSeconds:0.0} s: {_gaveEvents} gave events, {_threw} an exception"));
        Assert.True(_failures.Count == 0, $"{_failures.Count} failing cases (at most {MostFailuresShown} are shown):\n{string.Join("\n\n", _failures.Take(MostFailuresShown))}");

        // Damage that is always or never noticed would test little.
        if (cases >= 1000)
        {
            Assert.InRange(_threw, cases / 10, cases * 9 / 10);
            Assert.InRange(_gaveEvents, cases / 10, cases);
        }
    }

    [Fact]
    public void TheUndamagedFilesAreValid()
    {
        Assert.NotEmpty(Corpus.Files);
        foreach (CorpusFile file in Corpus.Files)
        {
            using EventReader reader = EventFile.Open(file.Bytes, "valid" + file.Format.Extensions[0], new EventReadOptions { Format = file.Format.Name });
            using EventBuffer events = reader.ReadAll();
            Assert.False(reader.Diagnostics.IsTruncated, file.ToString());
            Assert.True(events.Count > 0 || file.Description.StartsWith("0 ", StringComparison.Ordinal), file.ToString());
        }

        Assert.Equal(EventFormats.Default.Writable.Select(f => f.Name).Order(), Corpus.Files.Select(f => f.Format.Name).Distinct().Order());
    }

    private void Work(int seed, long start, long cases)
    {
        try
        {
            for (long number = start; number < start + cases && _failures.Count < 1000; number++)
            {
                Volatile.Write(ref _running, number);
                var each = new MutationCase(seed, number);
                if (each.Run() is { } problem)
                    Fail(seed, number, each, problem);
                _threw += each.Threw ? 1 : 0;
                _gaveEvents += each.Events > 0 ? 1 : 0;
            }
        }
        catch (Exception error)
        {
            lock (_gate)
                _failures.Add($"case {_running} of seed {seed} stopped the run: {error}");
        }
        finally
        {
            Volatile.Write(ref _finished, true);
        }
    }

    private void Watch(int seed, Thread worker)
    {
        long last = -1;
        var since = Stopwatch.StartNew();
        while (!worker.Join(TimeSpan.FromMilliseconds(100)))
        {
            long now = Volatile.Read(ref _running);
            if (now != last)
            {
                if (now / 1_000_000 != last / 1_000_000 && last >= 0)
                    output.WriteLine($"case {now}; to go on from here: NEUROKIT_MUTATION_SEED={seed} NEUROKIT_MUTATION_START={now}");
                last = now;
                since.Restart();
            }
            else if (since.Elapsed > s_longestCase && !Volatile.Read(ref _finished))
            {
                Fail(seed, now, new MutationCase(seed, now), $"it has not ended after {s_longestCase.TotalSeconds} s");
                return;
            }
        }
    }

    private void Fail(int seed, long number, MutationCase failing, string problem)
    {
        string path = Path.Combine(Path.GetTempPath(), $"neurokit-mutation-{seed}-{number}.bin");
        lock (_gate)
        {
            if (_failures.Count < MostFailuresShown)
                File.WriteAllBytes(path, failing.Bytes);
            _failures.Add($"""
                case {number} of seed {seed}: {failing}
                  {problem}
                  the file: xxd -g1 {path}
                  this case alone: NEUROKIT_MUTATION_SEED={seed} NEUROKIT_MUTATION_START={number} NEUROKIT_MUTATION_CASES=1 dotnet test tests/NeuroKit.Events.Tests --filter MutationTests
                """);
        }
    }

    private static long Setting(string name, long otherwise)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
