namespace NeuroKit.Training.Energy;

/// <summary>One layer's part of an energy report: operations and energy are of one sample over all its steps, averaged over the samples.</summary>
/// <param name="Name">Its path, for example <c>block1.unit1.conv</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="MacsPerStep">Multiplications with addition that a dense computation of one step takes.</param>
/// <param name="InputValues">What its input was seen to hold.</param>
/// <param name="InputRate">The mean of its input, an element and step.</param>
/// <param name="InputDensity">The share of its input that is not 0.</param>
/// <param name="FiringRate">For neurons the mean of their spikes; else null.</param>
/// <param name="Sops">Synaptic operations: <paramref name="InputRate"/> · T · <paramref name="MacsPerStep"/>.</param>
/// <param name="Macs">What was counted as multiplications with addition.</param>
/// <param name="Accumulates">What was counted as additions.</param>
/// <param name="Picojoules">The energy.</param>
public sealed record EnergyLayer(
    string Name, string Kind, long MacsPerStep, InputValues InputValues, double InputRate, double InputDensity, double? FiringRate,
    double Sops, double Macs, double Accumulates, double Picojoules);
