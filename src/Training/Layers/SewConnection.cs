namespace NeuroKit.Training.Layers;

/// <summary>How a spike-element-wise block joins its spikes A with its input x.</summary>
public enum SewConnection
{
    /// <summary>A + x: whole numbers, which grow by at most 1 a block.</summary>
    Add,

    /// <summary>A · x: spikes stay spikes.</summary>
    And,

    /// <summary>(1 − A) · x: spikes stay spikes, and silence passes the input.</summary>
    Iand,
}
