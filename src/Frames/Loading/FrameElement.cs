namespace NeuroKit.Frames.Loading;

/// <summary>The type of a batch's counts.</summary>
public enum FrameElement
{
    /// <summary>The smallest of the others that holds every count of the block: chosen for each block of each batch.</summary>
    Auto,

    /// <summary><see cref="byte"/>, 0 … 255.</summary>
    Byte,

    /// <summary><see cref="short"/>, 0 … 32,767.</summary>
    Int16,

    /// <summary><see cref="float"/>, exact up to 2²⁴.</summary>
    Single,
}
