using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NeuroKit.Cli.Describe;

namespace NeuroKit.Cli.Commands;

/// <summary><c>describe NETWORK</c>: a spiking network layer by layer.</summary>
internal sealed class DescribeCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Argument<string> _network = new("NETWORK") { Description = "The network, for example wide-7b-net or spikingformer-2-256." };
    private readonly Option<FrameShape?> _input = new("--input") { Description = "The frames: steps, channels, height, width, for example 16,2,128,128.", HelpName = "T,C,H,W", Required = true, CustomParser = ParseShape };
    private readonly Option<long?> _classes = CommonOptions.Number("--classes", "The classes (10).", "K");
    private readonly Option<bool> _json = CommonOptions.Json("Print a JSON object.");

    public DescribeCommand(ToolConsole console)
        : base("describe", "Describe a spiking network layer by layer: shapes, parameters, multiplications a step.")
    {
        _console = console;
        Add(_network);
        Add(_input);
        Add(_classes);
        Add(_json);
        Add(CommonOptions.Yes());
        SetAction(parsed => DescribeRun.Run(_console, parsed.GetRequiredValue(_network), parsed.GetRequiredValue(_input)!.Value, Classes(parsed), parsed.GetValue(_json)));
    }

    private int Classes(ParseResult parsed)
    {
        long classes = parsed.GetValue(_classes) ?? 10;
        return classes <= 1_000_000 ? (int)classes : throw new UsageException($"--classes: found {classes}; expected at most 1,000,000");
    }

    private static FrameShape? ParseShape(ArgumentResult result)
    {
        string text = result.Tokens is [{ Value: var value }] ? value : "";
        int[] numbers = [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        if (numbers is [> 0 and <= 65_535, > 0 and <= 4_096, > 0 and <= 16_384, > 0 and <= 16_384])
            return new FrameShape(numbers[0], numbers[1], numbers[2], numbers[3]);
        result.AddError($"--input: found '{text}'; expected steps,channels,height,width, for example 16,2,128,128");
        return null;
    }
}
