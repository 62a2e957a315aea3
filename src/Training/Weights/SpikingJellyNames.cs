using System.Globalization;
using System.Text.RegularExpressions;
using NeuroKit.Training.Networks;

namespace NeuroKit.Training.Weights;

/// <summary>
/// The names that the published models have for the weights of our networks: those of the repositories Spike-Element-Wise-ResNet (SEW
/// networks), Spikingformer and Spikingformer-CML, and temporal_efficient_training (ResNet-19). <c>docs/from-spikingjelly.md</c> has the table.
/// </summary>
public static partial class SpikingJellyNames
{
    /// <summary>Every weight of a network with its published name, in the order of the network's own state.</summary>
    /// <param name="network">The network.</param>
    public static IReadOnlyList<(string Name, string Published)> Table(SpikingNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        string[] parts = [.. network.named_children().Select(child => child.name)];
        return [.. network.state_dict().Keys.Select(name => (name, Publish(network.Identifier, parts, name)))];
    }

    /// <summary>All spellings under which a published file may have a weight, the first as <see cref="Table"/> has it.</summary>
    internal static IEnumerable<string> Spellings(string published)
    {
        yield return published;
        // Since version 0.0.0.0.12 SpikingJelly's container for stateless layers adds no level of names ...
        string flat = published.Replace(".module.", ".", StringComparison.Ordinal);
        if (flat != published)
            yield return flat;
        // ... and its own SEW ResNets have no container at all.
        if (SewResNetUnit().Match(published) is { Success: true } unit)
            yield return $"{unit.Groups["block"]}.{(unit.Groups["layer"].Value == "0" ? "conv" : "bn")}{unit.Groups["unit"]}.{unit.Groups["rest"]}";
        if (SewResNetShortcut().Match(published) is { Success: true } shortcut)
            yield return $"{shortcut.Groups["block"]}.downsample.{shortcut.Groups["layer"]}.{shortcut.Groups["rest"]}";
        // Spikingformer for pictures counts the tokenizer's stages as blocks.
        if (TokenizerStage().Match(published) is { Success: true } stage)
            yield return $"patch_embed.block{(stage.Groups["stage"].Length == 0 ? "0" : stage.Groups["stage"].Value)}_{stage.Groups["rest"]}";
    }

    /// <summary>Whether a published name is the second one of a weight that has another: ResNet-19 holds its layers twice.</summary>
    internal static bool IsSecondName(string published) => SecondName().IsMatch(published);

    private static string Publish(string identifier, string[] parts, string name)
    {
        if (identifier.StartsWith("spikingformer-", StringComparison.Ordinal))
            return SpikingformerBlock().Replace(name, match => $"block.{Less(match.Groups[1])}.");
        return identifier switch
        {
            "7b-net" or "wide-7b-net" or "sew-small" => PublishSewDvs(parts, name),
            "resnet19" => PublishResNet(name, "fc2", ResNet19Unit),
            _ => PublishResNet(name, "fc", SewResNetNames),
        };
    }

    // A list of up-convolutions, blocks and poolings, in our order too.
    private static string PublishSewDvs(string[] parts, string name)
    {
        string[] path = name.Split('.');
        if (path[0] == "head")
            return "out." + path[1];
        int index = Array.IndexOf(parts, path[0]);
        return path[1].StartsWith("unit", StringComparison.Ordinal)
            ? $"conv.{index}.conv.{int.Parse(path[1]["unit".Length..], CultureInfo.InvariantCulture) - 1}.{Unit(path[2], path[3])}"
            : $"conv.{index}.{Unit(path[1], path[2])}";

        static string Unit(string layer, string weight) => layer switch
        {
            "conv" => "0.module.0." + weight,
            "bn" => "0.module.1." + weight,
            _ => "1." + weight,
        };
    }

    private static string PublishResNet(string name, string head, Func<string, string, string, string> unit)
    {
        string[] path = name.Split('.');
        string weight = path[^1];
        return path switch
        {
            ["head", _] => $"{head}.{weight}",
            ["hidden", _] => $"fc1.{weight}",
            ["stem", var layer, _] => head == "fc2" && layer == "bn" ? $"bn1.bn.{weight}" : $"{layer}1.{weight}",
            [var stage, var block, var part, var layer, _] => $"layer{stage["stage".Length..]}.{int.Parse(block["block".Length..], CultureInfo.InvariantCulture) - 1}.{unit(part, layer, weight)}",
            _ => throw new InvalidOperationException($"'{name}' has no published name"),
        };
    }

    private static string SewResNetNames(string part, string layer, string weight)
    {
        string within = (layer == "conv" ? "module.0." : "module.1.") + weight;
        return part == "shortcut" ? "downsample.0." + within : $"conv{part["unit".Length..]}.{within}";
    }

    private static string ResNet19Unit(string part, string layer, string weight)
    {
        if (part == "shortcut")
            return layer == "conv" ? $"downsample.layer.module.{weight}" : $"downsample.bn.bn.{weight}";
        string number = part["unit".Length..];
        return layer == "conv" ? $"conv{number}.{weight}" : $"bn{number}.bn.{weight}";
    }

    private static int Less(Capture number) => int.Parse(number.Value, CultureInfo.InvariantCulture) - 1;

    [GeneratedRegex(@"^block(\d+)\.")]
    private static partial Regex SpikingformerBlock();

    [GeneratedRegex(@"^(?<block>layer\d+\.\d+)\.conv(?<unit>\d+)\.module\.(?<layer>[01])\.(?<rest>.+)$")]
    private static partial Regex SewResNetUnit();

    [GeneratedRegex(@"^(?<block>layer\d+\.\d+)\.downsample\.0\.module\.(?<layer>[01])\.(?<rest>.+)$")]
    private static partial Regex SewResNetShortcut();

    [GeneratedRegex(@"^patch_embed\.proj(?<stage>\d*)_(?<rest>.+)$")]
    private static partial Regex TokenizerStage();

    [GeneratedRegex(@"(^|\.)(conv|fc)\d_s\.|\.seqbn\.")]
    private static partial Regex SecondName();
}
