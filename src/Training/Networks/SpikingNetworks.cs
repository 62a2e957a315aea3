using System.Globalization;
using System.Text.RegularExpressions;

namespace NeuroKit.Training.Networks;

/// <summary>The networks of the papers, by identifier.</summary>
public static partial class SpikingNetworks
{
    /// <summary>The identifiers; <c>L</c> and <c>D</c> stand for the blocks and the channels of a Spikingformer, as in <c>spikingformer-2-256</c>.</summary>
    public static IReadOnlyList<string> Identifiers { get; } =
    [
        "7b-net", "wide-7b-net", "sew-small", "sew-resnet18", "sew-resnet34", "sew-resnet50", "resnet19", "sew-resnet20", "spikingformer-L-D", "spikingformer-L-D-cml",
    ];

    /// <summary>Whether there is a network of this name.</summary>
    /// <param name="identifier">For example <c>wide-7b-net</c>.</param>
    public static bool IsKnown(string identifier) => Identifiers.Contains(identifier) ? !identifier.Contains("-L-D", StringComparison.Ordinal) : SpikingformerName().IsMatch(identifier);

    /// <summary>Makes a network with fresh parameters, drawn from torch's generator.</summary>
    /// <param name="identifier">One of <see cref="Identifiers"/>.</param>
    /// <param name="options">Input and classes.</param>
    /// <exception cref="ArgumentException">There is no such network, or it cannot take such frames.</exception>
    public static SpikingNetwork Create(string identifier, NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        switch (identifier)
        {
            case "7b-net":
                return SewDvsNetworks.SevenBlocks(identifier, options);
            case "wide-7b-net":
                return SewDvsNetworks.WideSevenBlocks(identifier, options);
            case "sew-small":
                return SewDvsNetworks.Small(identifier, options);
            case "sew-resnet18":
                return SewResNets.Basic(identifier, options, [2, 2, 2, 2]);
            case "sew-resnet34":
                return SewResNets.Basic(identifier, options, [3, 4, 6, 3]);
            case "sew-resnet50":
                return SewResNets.Bottleneck(identifier, options, [3, 4, 6, 3]);
            case "sew-resnet20":
                return SewResNets.Small(identifier, options);
            case "resnet19":
                return ResNet19.Create(identifier, options);
        }

        Match match = SpikingformerName().Match(identifier);
        if (!match.Success)
            throw new ArgumentException($"there is no network '{identifier}'; known are {string.Join(", ", Identifiers)}", nameof(identifier));
        return Spikingformer.Create(
            identifier, options, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), match.Groups[3].Success);
    }

    [GeneratedRegex(@"^spikingformer-([1-9]\d?)-([1-9]\d{1,4})(-cml)?$")]
    private static partial Regex SpikingformerName();
}
