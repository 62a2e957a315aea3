using System.Globalization;
using System.Text.Json.Serialization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets;

/// <summary>All that decides a made data set's bytes. Equal parameters, equal bytes.</summary>
internal sealed record SynthesisParameters
{
    public required SensorSize SensorSize { get; init; }

    public required int TrainPerClass { get; init; }

    public required int TestPerClass { get; init; }

    /// <summary>How many classes have recordings; null: all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Classes { get; init; }

    public required string Path { get; init; }

    /// <summary>Whether archives were made in place of the unpacked tree.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Packed { get; init; }

    public required DvsSimulatorOptions Simulator { get; init; }

    /// <summary>What differs from other parameters, for people.</summary>
    public string DifferenceFrom(SynthesisParameters wanted)
    {
        List<string> differences = [];
        Compare("sensor", SensorSize, wanted.SensorSize);
        Compare("train a class", TrainPerClass, wanted.TrainPerClass);
        Compare("test a class", TestPerClass, wanted.TestPerClass);
        Compare("classes", Classes?.ToString(CultureInfo.InvariantCulture) ?? "all", wanted.Classes?.ToString(CultureInfo.InvariantCulture) ?? "all");
        Compare("path", Path, wanted.Path);
        Compare("packed", Packed, wanted.Packed);
        Compare("seed", Simulator.Seed, wanted.Simulator.Seed);
        if (Simulator with { Seed = 0 } != wanted.Simulator with { Seed = 0 })
            differences.Add("other properties of the sensor");
        return string.Join("; ", differences);

        void Compare<T>(string name, T here, T there)
        {
            if (!EqualityComparer<T>.Default.Equals(here, there))
                differences.Add($"{name} {here}, wanted {there}");
        }
    }
}
