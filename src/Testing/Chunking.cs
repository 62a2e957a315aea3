namespace NeuroKit.Testing;

/// <summary>A way to cut a recording into chunks: sizes that are taken one after the other, over and over. Immutable.</summary>
public sealed class Chunking
{
    private readonly int[] _sizes;

    /// <summary>Makes a chunking.</summary>
    /// <param name="sizes">Events a chunk, each at least 1; at least one size.</param>
    public Chunking(IEnumerable<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        _sizes = [.. sizes];
        if (_sizes.Length == 0 || Array.Exists(_sizes, s => s < 1))
            throw new ArgumentException("At least one size, each at least 1.", nameof(sizes));
    }

    /// <summary>One event at a time.</summary>
    public static Chunking OneByOne { get; } = new([1]);

    /// <summary>Where a recording is cut: ranges that follow one another and cover it.</summary>
    /// <param name="events">The recording's number of events.</param>
    public IEnumerable<Range> Cut(int events)
    {
        int from = 0;
        for (int n = 0; from < events; n++)
        {
            int to = (int)Math.Min(events, (long)from + _sizes[n % _sizes.Length]);
            yield return from..to;
            from = to;
        }
    }

    /// <summary>The size of a chunk.</summary>
    /// <param name="index">Which chunk, from 0 on.</param>
    public int SizeOf(int index) => _sizes[index % _sizes.Length];

    /// <inheritdoc/>
    public override string ToString() => $"chunks of {string.Join(", ", _sizes)}";
}
