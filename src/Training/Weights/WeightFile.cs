using NeuroKit.Events.IO;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Weights;

/// <summary>
/// A network's weights in a file: <c>.safetensors</c>, under our names or those of the published models, or TorchSharp's own format
/// (<c>module.save</c>, usually <c>.dat</c>).
/// </summary>
public static class WeightFile
{
    private const string Extension = ".safetensors";
    private const string NetworkKey = "network";
    private const string WrapperPrefix = "module.";

    /// <summary>Saves the weights: whole or not at all.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">The file: safetensors where it is called <c>.safetensors</c>, else TorchSharp's format.</param>
    /// <param name="names">The names in a safetensors file; TorchSharp's format has our own.</param>
    /// <exception cref="ArgumentException">Published names are asked for in TorchSharp's format.</exception>
    public static void Save(SpikingNetwork network, string path, WeightNames names = WeightNames.Own)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (IsSafeTensors(path))
        {
            Dictionary<string, Tensor> state = network.state_dict();
            IEnumerable<KeyValuePair<string, Tensor>> named = names == WeightNames.Own
                ? state
                : SpikingJellyNames.Table(network).Select(entry => KeyValuePair.Create(entry.Published, state[entry.Name]));
            SafeTensors.Write(path, named, new Dictionary<string, string> { ["format"] = "pt", [NetworkKey] = network.Identifier });
            return;
        }

        if (names != WeightNames.Own)
            throw new ArgumentException($"{path}: published names are for {Extension} files; TorchSharp's format holds our own", nameof(names));
        using var file = new AtomicFile(path);
        using (var writer = new BinaryWriter(file.Stream, System.Text.Encoding.UTF8, leaveOpen: true))
            network.save(writer);
        file.Commit();
    }

    /// <summary>Loads weights into a network of the same shape; where they do not fit, the network stays as it was.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">A safetensors file under our names or published ones, or one in TorchSharp's format; which, is found by its content.</param>
    /// <exception cref="WeightFileException">The file is damaged, or names, shapes or types are not the network's; the message lists them.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Load(SpikingNetwork network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] start = Start(path);
        if (start is [0x50, 0x4B, 0x03, 0x04, ..] or [0x80, 0x02, ..])
            throw new WeightFileException($"{path}: byte 0: found a checkpoint of Python's; expected safetensors or TorchSharp's format: scripts/pth_to_safetensors.py turns one into safetensors", 0);
        if (IsSafeTensors(path) || start is [_, _, _, _, _, 0, 0, 0, (byte)'{'])
            LoadSafeTensors(network, path);
        else
            LoadTorchSharp(network, path);
    }

    private static void LoadSafeTensors(SpikingNetwork network, string path)
    {
        using SafeTensorSet file = SafeTensors.Read(path);
        Dictionary<string, Tensor> found = Unwrapped(file.Tensors);
        Dictionary<string, Tensor> state = network.state_dict();
        var chosen = new List<(Tensor Target, Tensor Source)>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        var missing = new List<string>();
        bool isPublished = false;
        foreach ((string name, string published) in SpikingJellyNames.Table(network))
        {
            string? spelling = found.ContainsKey(name) ? name : SpikingJellyNames.Spellings(published).FirstOrDefault(found.ContainsKey);
            if (spelling is null)
            {
                missing.Add(name == published ? name : $"{name} ({published})");
                continue;
            }

            isPublished |= spelling != name;
            used.Add(spelling);
            Check(path, spelling, state[name], found[spelling]);
            chosen.Add((state[name], found[spelling]));
        }

        string[] unexpected = [.. found.Keys.Where(name => !used.Contains(name) && !(isPublished && SpikingJellyNames.IsSecondName(name)))];
        if (missing.Count > 0 || unexpected.Length > 0)
        {
            string of = file.Metadata.TryGetValue(NetworkKey, out string? saved) ? $" (saved from {saved})" : "";
            throw new WeightFileException($"{path}: found weights that are not those of {network.Identifier}{of}; missing: {Some(missing)}; not known: {Some(unexpected)}");
        }

        using IDisposable quiet = no_grad();
        foreach ((Tensor target, Tensor source) in chosen)
            target.copy_(source);
    }

    private static void LoadTorchSharp(SpikingNetwork network, string path)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> state = network.state_dict();
        Dictionary<string, Tensor> before = state.ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone());
        try
        {
            using IDisposable quiet = no_grad();
            using FileStream stream = File.OpenRead(path);
            using var reader = new BinaryReader(stream);
            network.load(reader, strict: true, skip: null, loadedParameters: []); // which refuses a name that comes twice
            if (stream.Position != stream.Length)
                throw new WeightFileException($"{path}: byte {stream.Position}: found {stream.Length - stream.Position} bytes more; expected the file's end", stream.Position);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            using IDisposable quiet = no_grad();
            foreach ((string name, Tensor value) in before)
                state[name].copy_(value);
            if (exception is WeightFileException or UnauthorizedAccessException || (exception is IOException and not EndOfStreamException))
                throw;
            throw new WeightFileException($"{path}: found no weights of {network.Identifier} in TorchSharp's format: {exception.Message}", null, exception);
        }
    }

    private static void Check(string path, string name, Tensor target, Tensor source)
    {
        if (!target.shape.AsSpan().SequenceEqual(source.shape))
            throw new WeightFileException($"{path}: found '{name}' of shape [{string.Join(", ", source.shape)}]; expected [{string.Join(", ", target.shape)}]");
        if (target.is_floating_point() != source.is_floating_point())
            throw new WeightFileException($"{path}: found '{name}' of {source.dtype}; expected {target.dtype}");
    }

    // Training on several devices puts a level of names before all others.
    private static Dictionary<string, Tensor> Unwrapped(IReadOnlyDictionary<string, Tensor> tensors)
    {
        bool isWrapped = tensors.Count > 0 && tensors.Keys.All(name => name.StartsWith(WrapperPrefix, StringComparison.Ordinal));
        return tensors.ToDictionary(entry => isWrapped ? entry.Key[WrapperPrefix.Length..] : entry.Key, entry => entry.Value, StringComparer.Ordinal);
    }

    private static bool IsSafeTensors(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    private static byte[] Start(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] start = new byte[9];
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..count];
    }

    private static string Some(IReadOnlyCollection<string> names)
        => names.Count == 0 ? "none" : string.Join(", ", names.Take(6)) + (names.Count > 6 ? $" and {names.Count - 6} more" : "");
}
