namespace NeuroKit.Training.Reports;

/// <summary>How often the neurons of a layer fire.</summary>
/// <param name="Layer">The layer's path.</param>
/// <param name="Rate">Spikes a neuron and step, 0 to 1.</param>
public sealed record ReportRate(string Layer, double Rate);
