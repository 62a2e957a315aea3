namespace NeuroKit.Training;

/// <summary>How well the logits of one step recognise, alone and with those before it (TSER, Fig. 2).</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Alone">The share that this step's logits recognise.</param>
/// <param name="SoFar">The share that the mean of the logits of the steps up to this one recognises; at the last step the network's accuracy.</param>
public sealed record StepAccuracy(int Step, double Alone, double SoFar);
