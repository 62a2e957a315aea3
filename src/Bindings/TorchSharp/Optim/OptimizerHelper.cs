using TorchSharp.Utils;

namespace TorchSharp.Modules;

/// <summary>What the optimisers share: groups, states, saving and loading.</summary>
public abstract class OptimizerHelper : torch.optim.Optimizer
{
    protected OptimizerOptions? _defaults;

    private readonly Dictionary<Parameter, OptimizerState> _states = new(ReferenceEqualityComparer.Instance);

    public void save_state_dict(string location)
    {
        using var stream = File.Create(location);
        using var writer = new BinaryWriter(stream);
        save_state_dict(writer);
    }

    /// <summary>Writes the optimiser's name, then the options of the groups and the states of the parameters.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        writer.Write(GetType().Name);
        var state = state_dict();
        writer.Encode(state.Options.Count);
        writer.Encode(state.State.Count);
        foreach (var options in state.Options)
            options.SaveStateDict(writer);
        foreach (var one in state.State)
            one.SaveStateDict(writer);
        writer.Flush();
    }

    public void load_state_dict(string location)
    {
        using var stream = File.OpenRead(location);
        using var reader = new BinaryReader(stream);
        load_state_dict(reader);
    }

    /// <exception cref="InvalidDataException">The state is another optimiser's.</exception>
    /// <exception cref="ArgumentException">The groups or parameters are not as many.</exception>
    public void load_state_dict(BinaryReader reader)
    {
        var saved = reader.ReadString();
        if (saved != GetType().Name)
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{saved}' in the loaded stream.");
        var state = state_dict();
        CheckCounts(reader.Decode(), reader.Decode(), state);
        foreach (var options in state.Options)
            options.LoadStateDict(reader);
        foreach (var one in state.State)
            one.LoadStateDict(reader);
    }

    /// <summary>Takes over the state of another optimiser of the same kind, whose tensors this one holds from then on.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var mine = this.state_dict();
        CheckCounts(state_dict.Options.Count, state_dict.State.Count, mine);
        for (var i = 0; i < mine.Options.Count; i++)
        {
            if (!ReferenceEquals(mine.Options[i], state_dict.Options[i]))
                mine.Options[i].LoadStateDict(state_dict.Options[i]);
        }

        for (var i = 0; i < mine.State.Count; i++)
        {
            if (!ReferenceEquals(mine.State[i], state_dict.State[i]))
                mine.State[i].LoadStateDict(state_dict.State[i]);
        }
    }

    public virtual StateDictionary state_dict()
    {
        var result = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            result.Options.Add(group.Options);
            foreach (var parameter in group.Parameters)
                result.State.Add(_states[parameter]);
        }

        return result;
    }

    /// <summary>Moves the states to a device.</summary>
    public void to(torch.Device device)
    {
        foreach (var state in _states.Values)
            state.to(device);
    }

    public override void zero_grad()
    {
        foreach (var parameter in parameters())
        {
            using var gradient = parameter.grad;
            gradient?.zero_();
        }
    }

    private protected OptimizerState StateOf(Parameter parameter) => _states[parameter];

    /// <summary>Adds a group whose options are complete.</summary>
    private protected void Add(ParamGroup group, Func<Parameter, OptimizerState> state)
    {
        // The sequence may be one that cannot be walked twice with the same objects.
        group.Parameters = group.Parameters.ToList();
        group.Options.InitialLearningRate = group.Options.LearningRate!.Value;
        foreach (var parameter in group.Parameters)
        {
            if (_states.ContainsKey(parameter))
                throw new ArgumentException("some parameters appear in more than one parameter group");
            var one = state(parameter);
            one.Initialize(group.Options);
            _states.Add(parameter, one);
        }

        _parameter_groups.Add(group);
    }

    /// <summary>Runs the closure, then the update of each group: unrecorded, in a scope of its own.</summary>
    private protected torch.Tensor? Step<TGroup>(Action<TGroup> update, Func<torch.Tensor>? closure)
        where TGroup : ParamGroup
    {
        torch.Tensor? loss = null;
        if (closure is not null)
        {
            using (torch.enable_grad())
                loss = closure();
        }

        using (torch.no_grad())
        using (torch.NewDisposeScope())
        {
            foreach (var group in _parameter_groups)
                update((TGroup)group);
        }

        return loss;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach (var state in _states.Values)
            (state as IDisposable)?.Dispose();
        _states.Clear();
        _parameter_groups.Clear();
    }

    private static void CheckCounts(long groups, long states, StateDictionary mine)
    {
        if (groups != mine.Options.Count)
            throw new ArgumentException($"Invalid optimizer state -- different number of parameter groups ({groups}, expected {mine.Options.Count}).");
        if (states != mine.State.Count)
            throw new ArgumentException($"Invalid optimizer state -- different number of states ({states}, expected {mine.State.Count}).");
    }
}
