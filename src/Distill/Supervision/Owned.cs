namespace NeuroKit.Distill.Supervision;

/// <summary>Disposes what may be disposable.</summary>
internal sealed class Owned<T>(T value) : IDisposable
{
    public T Value { get; } = value;

    public void Dispose() => (Value as IDisposable)?.Dispose();
}
