using static TorchSharp.torch;

namespace NeuroKit.Training.Weights;

/// <summary>What the header of a safetensors file says of one tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Begin">Where its bytes begin, from the end of the header.</param>
/// <param name="End">Where they end.</param>
/// <param name="HeaderOffset">Where in the file the header speaks of it.</param>
internal sealed record SafeTensorEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End, long HeaderOffset);
