namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers of a parameter.</summary>
public abstract class OptimizerState
{
    protected readonly Parameter _parameter;

    protected OptimizerState(Parameter parameter) => _parameter = parameter;

    public abstract void SaveStateDict(BinaryWriter writer);

    public abstract void LoadStateDict(BinaryReader reader);

    public abstract void LoadStateDict(OptimizerState source);

    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    public virtual void to(torch.Device device)
    {
    }

    /// <summary>Sets the state that a parameter has before its first step.</summary>
    public abstract void Initialize(OptimizerOptions options);

    private protected static void SaveOptional(BinaryWriter writer, torch.Tensor? tensor)
    {
        writer.Write(tensor is not null);
        tensor?.Save(writer);
    }

    private protected void LoadOptional(BinaryReader reader, ref torch.Tensor? tensor)
    {
        var there = reader.ReadBoolean();
        if (!there)
        {
            tensor?.Dispose();
            tensor = null;
            return;
        }

        tensor ??= Like(_parameter);
        tensor.Load(reader);
    }

    private protected static torch.Tensor Like(torch.Tensor tensor)
    {
        using (torch.no_grad())
            return torch.zeros_like(tensor).DetachFromDisposeScope();
    }

    private protected static torch.Tensor? Replace(torch.Tensor? mine, torch.Tensor? theirs)
    {
        if (!ReferenceEquals(mine, theirs))
            mine?.Dispose();
        return theirs;
    }

    private protected static void Move(ref torch.Tensor? tensor, torch.Device device)
    {
        if (tensor is not null && tensor.WillCopy(tensor.dtype, device))
            tensor = tensor.to(device, disposeAfter: true).DetachFromDisposeScope();
    }
}
