using NeuroKit.Events;

namespace NeuroKit.Training.Neurons;

/// <summary>The state that a neuron carries from call to call does not go with what is asked; the message says what to do.</summary>
public sealed class NeuronStateException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What does not fit, and what to do.</param>
    public NeuronStateException(string message)
        : base(message)
    {
    }
}
