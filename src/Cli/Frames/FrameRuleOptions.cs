using System.CommandLine;
using System.Globalization;
using NeuroKit.Cli.Commands;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Frames;

/// <summary>The options that say how events become frames: one rule, and what is done about bad events. Several verbs have them.</summary>
internal sealed class FrameRuleOptions
{
    private readonly Option<string?> _bins = new("--bins") { Description = "T frames of all events; several T at once, separated by commas.", HelpName = "T[,T…]" };
    private readonly Option<string?> _by = CommonOptions.Choice("--by", "Whether --bins divides events or time. Default: count.", "count", "time");
    private readonly Option<bool> _nested = new("--nested") { Description = "With several T: bin once at their least common multiple and sum, so that all see the same counts." };
    private readonly Option<long?> _duration = CommonOptions.Number("--duration-us", "Frames of D microseconds.", "D");
    private readonly Option<long?> _events = CommonOptions.Number("--events", "Frames of N events.", "N");
    private readonly Option<bool> _dropLast = new("--drop-last") { Description = "With --events: leave out a last frame of fewer." };
    private readonly Option<string?> _tonic = new("--tonic") { Description = "tonic's ToFrame by its arguments: time_window, event_count, n_time_bins or n_event_bins, overlap, include_incomplete.", HelpName = "KEY=VALUE,…" };
    private readonly Option<string?> _outOfRange = CommonOptions.Choice("--out-of-range", "Events outside the sensor. Default: error.", "error", "drop");
    private readonly Option<string?> _order = CommonOptions.Choice("--order", "Events that step back in time, under rules by time. Default: error.", "error", "sort", "running-max");

    /// <summary>Those of the rule.</summary>
    public IEnumerable<Option> Rule => [_bins, _by, _nested, _duration, _events, _dropLast, _tonic];

    /// <summary>Those about bad events.</summary>
    public IEnumerable<Option> Events => [_outOfRange, _order];

    /// <summary>What is done about bad events.</summary>
    public FrameOptions ReadEvents(ParseResult parsed) => new()
    {
        OutOfRange = parsed.GetValue(_outOfRange) == "drop" ? OutOfRangeHandling.Drop : OutOfRangeHandling.Error,
        Order = parsed.GetValue(_order) switch
        {
            "sort" => EventOrderHandling.Sort,
            "running-max" => EventOrderHandling.RunningMax,
            _ => EventOrderHandling.Error,
        },
    };

    /// <summary>The rule.</summary>
    /// <exception cref="UsageException">None is said, or several that exclude each other.</exception>
    public FrameRule ReadRule(ParseResult parsed)
    {
        var said = new List<string>();
        foreach (Option option in new Option[] { _bins, _duration, _events, _tonic })
        {
            if (parsed.GetResult(option) is not null)
                said.Add(option.Name);
        }

        if (said.Count != 1)
        {
            throw new UsageException(said.Count == 0
                ? "say how events become frames: --bins T, --duration-us D, --events N or --tonic KEY=VALUE,…"
                : $"{string.Join(" and ", said)} are different rules; choose one");
        }

        Require(_by, _bins);
        Require(_nested, _bins);
        Require(_dropLast, _events);
        if (parsed.GetValue(_tonic) is { } tonic)
            return new FrameRule(TonicOption.Parse(tonic));
        if (parsed.GetValue(_duration) is { } duration)
            return new FrameRule(FrameBinning.ByDuration(duration), totals => (totals.LastTime - totals.FirstTime) / duration);
        if (parsed.GetValue(_events) is { } events)
            return new FrameRule(FrameBinning.ByEventCount(events, parsed.GetValue(_dropLast)), totals => totals.Count / events);
        return Bins(parsed.GetValue(_bins)!, parsed.GetValue(_by) == "time", parsed.GetValue(_nested));

        void Require(Option option, Option other)
        {
            if (parsed.GetResult(option) is { Implicit: false } && said[0] != other.Name)
                throw new UsageException($"{option.Name} goes with {other.Name}, not with {said[0]}");
        }
    }

    /// <summary>The rule of a value of <c>--bins</c>.</summary>
    /// <exception cref="UsageException">It is no list of numbers.</exception>
    public static FrameRule Bins(string text, bool byTime, bool nested)
    {
        var bins = new List<int>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int each) || each < 1)
                throw new UsageException($"--bins: found '{part}'; expected whole numbers of at least 1, separated by commas");
            if (bins.Contains(each))
                throw new UsageException($"--bins: {each} is said twice");
            bins.Add(each);
        }

        FixedFrameBinning[] rules = [.. bins.Select(b => byTime ? FrameBinning.ByTime(b) : FrameBinning.ByCount(b))];
        if (nested && rules.Length == 1)
            throw new UsageException("--nested sums the finest of several T for the others; say several, for example --bins 16,8,4");
        if (rules.Length == 1)
            return new FrameRule(rules[0]);
        try
        {
            return new FrameRule(nested ? MultiFrameBinning.Nested(rules[0], [.. bins]) : MultiFrameBinning.Exact(rules));
        }
        catch (ArgumentException exception)
        {
            throw new UsageException($"--nested: {Failure.Line(exception)}");
        }
    }
}
