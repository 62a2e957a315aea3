using TorchSharp.Modules;

namespace TorchSharp;

/// <summary>A property of a layer that holds a parameter or a buffer: setting it disposes the one before.</summary>
internal static class ParameterSlot
{
    public static void Set(ref Parameter? slot, Parameter? value, Action<Parameter?> register)
    {
        if (ReferenceEquals(slot, value))
            return;
        slot?.DetachFromDisposeScope().Dispose();
        // A layer outlives the scope in which it was made.
        value?.DetachFromDisposeScope();
        slot = value;
        register(value);
    }

    public static void Set(ref torch.Tensor? slot, torch.Tensor? value, Action<torch.Tensor?> register)
    {
        if (ReferenceEquals(slot, value))
            return;
        slot?.DetachFromDisposeScope().Dispose();
        value?.DetachFromDisposeScope();
        slot = value;
        register(value);
    }
}
