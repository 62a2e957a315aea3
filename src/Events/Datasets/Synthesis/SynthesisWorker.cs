using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>What a thread needs to make recordings one after another.</summary>
internal sealed class SynthesisWorker : IDisposable
{
    private DvsSimulator? _simulator;

    public EventBuffer Events { get; } = new(16 * 1024);

    public MemoryStream Bytes { get; } = new();

    /// <summary>A sensor; the last one again where nothing about it differs.</summary>
    public DvsSimulator SimulatorFor(SensorSize size, DvsSimulatorOptions options)
    {
        if (_simulator is null || _simulator.Size != size || _simulator.Options != options)
            _simulator = new DvsSimulator(size, options);
        return _simulator;
    }

    public void Dispose()
    {
        Events.Dispose();
        Bytes.Dispose();
    }
}
