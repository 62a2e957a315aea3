namespace TorchSharp;

/// <summary>How much a convolution pads.</summary>
public enum Padding
{
    Valid = 0,
    Same = 1,
}
