using System.CommandLine;
using NeuroKit.Events;
using NeuroKit.Events.Formats.Aedat2;
using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Cli.Commands;

/// <summary>The options of single formats that every verb of recordings takes.</summary>
internal sealed class FormatFlags
{
    private readonly Option<string?> _chip = CommonOptions.Choice("--chip", "The address layout of an AEDAT 2.0 file, where its header does not say it or says it wrong.", "dvs128", "davis");
    private readonly Option<string?> _timeUnit = CommonOptions.Choice("--time-unit", "The unit of times that a .npy or .npz stores as floating-point numbers: seconds or microseconds. Default: us.", "s", "us");

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(_chip);
        command.Add(_timeUnit);
    }

    /// <summary>What was said, besides what the options hold already.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="reading">How the recording is read so far.</param>
    /// <param name="keepOddPolarities">Whether polarities that are neither ON nor OFF are left to whoever takes the events.</param>
    public EventReadOptions Apply(ParseResult parsed, EventReadOptions reading, bool keepOddPolarities = false)
    {
        var options = new List<EventFormatOptions>(reading.FormatOptions);
        if (parsed.GetValue(_chip) is { } chip)
            options.Add(new Aedat2Options { Chip = chip == "davis" ? Aedat2Chip.Davis : Aedat2Chip.Dvs128 });
        bool isSeconds = parsed.GetValue(_timeUnit) == "s";
        if (isSeconds || keepOddPolarities)
            options.Add(new NpyOptions { FloatTimes = isSeconds ? NpyFloatTimes.Seconds : NpyFloatTimes.Microseconds, KeepOddPolarities = keepOddPolarities });
        return reading with { FormatOptions = options };
    }
}
