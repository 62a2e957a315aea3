using NeuroKit.Events;
using NeuroKit.Frames.Loading;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>A sample's events in a store, and frames of them by certain rules; other rules are binned from the events.</summary>
internal sealed class StoredFrameSource(StoredSampleSource events, OpenedSet frames, int entry) : StoredSampleSource(events)
{
    /// <summary>Gives a loader the frames, where they are those that it would make.</summary>
    /// <param name="rules">The loader's rules.</param>
    /// <param name="size">The loader's sensor.</param>
    /// <param name="options">How the loader treats bad events.</param>
    /// <param name="blocks">Receive the frames.</param>
    /// <returns>Whether they do; if not, the blocks are to be filled from the events.</returns>
    public bool TryTake(IReadOnlyList<string> rules, SensorSize size, FrameOptions options, SampleFrames[] blocks)
    {
        SetFacts facts = frames.Index.Facts;
        if (facts.Options != OptionText.Of(options, size))
            return false;
        ReadOnlySpan<byte> record = frames.Record(entry).Span;
        for (int i = 0; i < blocks.Length; i++)
        {
            int at = IndexOf(facts.Rules, rules[i]);
            if (at < 0)
                return false;
            ReadOnlySpan<byte> raw = FrameRecord.Read(record, at, frames.PathOf(frames.Index.SegmentOf[entry]), out SensorSize stored, out int count, out FrameElement element);
            if (stored != size || count > Math.Min(options.MaxFrames, options.TensorFrames) || !blocks[i].TryTake(raw, count, element))
                return false;
        }

        GC.KeepAlive(frames);
        return true;
    }

    private static int IndexOf(IReadOnlyList<string> rules, string rule)
    {
        for (int i = 0; i < rules.Count; i++)
        {
            if (rules[i] == rule)
                return i;
        }

        return -1;
    }
}
