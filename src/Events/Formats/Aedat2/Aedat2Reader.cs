using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NeuroKit.Events.Internals;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat2;

/// <summary>Reads AEDAT 2.0. Times are read unsigned (clocks run past 2^31) and unwrapped where the 32-bit counter wraps.</summary>
internal sealed class Aedat2Reader : EventReader
{
    private const int EventBytes = 8;
    private const int ChipProbeBytes = 64 * 1024;
    private const int VectorEvents = 32;

    private static readonly Aedat2Options s_davis = new() { Chip = Aedat2Chip.Davis };
    private static readonly Aedat2Options s_dvs128 = new() { Chip = Aedat2Chip.Dvs128 };

    private readonly bool _isDavis;
    private readonly long _dataStart;
    private long _previousRaw = -1;
    private long _timeOffset;
    private bool _ended;
    private bool _notedWideAddress;

    public Aedat2Reader(Aedat2Format format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        (string text, _dataStart, bool isCutShort) = Aedat2Header.Read(source, options);
        if (!text.StartsWith("#!AER-DAT2", StringComparison.Ordinal))
            ThrowInvalid(0, text.Length == 0 ? "no header line" : $"\"{text[..Math.Min(20, text.IndexOf('\n'))]}\"", "\"#!AER-DAT2.0\"");
        if (isCutShort)
            Diagnostics.Note(_dataStart, "the header ended without its end marker, at a line with bytes that are no ASCII; what follows begins with # like a header line, but is read as events");
        (_isDavis, SensorSize? size) = ChooseChip(text);
        Header = new EventHeader(format.Name, options.SensorSize ?? Aedat2Header.FindSize(text) ?? size, Aedat2Header.FindStart(text), text, _dataStart)
        {
            Layout = _isDavis ? s_davis : s_dvs128,
        };
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals
    {
        get
        {
            if (Source.Length is not { } length)
                return EventTotals.Unknown;
            long pairs = (length - _dataStart) / EventBytes;
            if (pairs == 0)
                return new EventTotals(0, Exact: true);
            Span<byte> word = stackalloc byte[4];
            Source.ReadAt(_dataStart + 4, word);
            long first = BinaryPrimitives.ReadUInt32BigEndian(word);
            Source.ReadAt(_dataStart + ((pairs - 1) * EventBytes) + 4, word);
            long last = BinaryPrimitives.ReadUInt32BigEndian(word);
            // Special words or a wrapped clock would make these wrong: they are what a file without them holds.
            return new EventTotals(pairs, first, last);
        }
    }

    protected override int ReadEvents(EventBuffer into)
    {
        while (!_ended)
        {
            EventColumns free = into.FreeColumns();
            ReadOnlySpan<byte> window = Source.Fetch(EventBytes);
            if (window.Length < EventBytes)
            {
                _ended = true;
                if (!window.IsEmpty)
                {
                    RejectTruncation(Source.Position, $"{window.Length} bytes at the end", $"whole events of {EventBytes} bytes");
                    Source.Advance(window.Length);
                }

                return 0;
            }

            int words = Math.Min(window.Length / EventBytes, free.Length);
            int decoded = _isDavis ? DecodeDavis(window, words, free) : DecodeDvs128(window, words, free);
            Source.Advance(words * EventBytes);
            if (decoded > 0)
            {
                KnownInOrder = TimeColumn.Unwrap(free.T[..decoded], ref _previousRaw, ref _timeOffset);
                into.Advance(decoded);
                return decoded;
            }
        }

        return 0;
    }

    private (bool IsDavis, SensorSize? Size) ChooseChip(string text)
    {
        switch (Options.Get<Aedat2Options>().Chip)
        {
            case Aedat2Chip.Dvs128:
                return (false, SensorSize.Dvs128);
            case Aedat2Chip.Davis:
                return (true, NamedChip(text) is (true, var named) ? named : null);
        }

        if (NamedChip(text) is { } chip)
            return chip;

        // No chip named (CIFAR10-DVS): a DVS128 address has 16 bits, a DAVIS address more.
        ReadOnlySpan<byte> probe = Source.Fetch(ChipProbeBytes);
        bool davis = false;
        bool fits240 = true;
        for (int i = 0; i + EventBytes <= Math.Min(probe.Length, ChipProbeBytes); i += EventBytes)
        {
            uint address = BinaryPrimitives.ReadUInt32BigEndian(probe[i..]);
            davis |= address > 0xFFFF;
            if (IsDavisPixel(address))
                fits240 &= DavisX(address) < SensorSize.Davis240.Width && DavisY(address) < SensorSize.Davis240.Height;
        }

        return davis ? (true, fits240 ? SensorSize.Davis240 : null) : (false, SensorSize.Dvs128);
    }

    private static (bool IsDavis, SensorSize? Size)? NamedChip(string text)
    {
        foreach (string key in (ReadOnlySpan<string>)["# AEChip:", "# HardwareInterface:"])
        {
            int at = text.IndexOf(key, StringComparison.Ordinal);
            if (at < 0)
                continue;
            ReadOnlySpan<char> value = text.AsSpan(at + key.Length);
            value = value[..value.IndexOf('\n')];
            if (value.Contains("DVS128", StringComparison.OrdinalIgnoreCase) || value.Contains("Tmpdiff128", StringComparison.OrdinalIgnoreCase))
                return (false, SensorSize.Dvs128);
            if (value.Contains("Davis240", StringComparison.OrdinalIgnoreCase) || value.Contains("SBret", StringComparison.OrdinalIgnoreCase))
                return (true, SensorSize.Davis240);
            if (value.Contains("Davis", StringComparison.OrdinalIgnoreCase))
                return (true, null);
        }

        return null;
    }

    private int DecodeDvs128(ReadOnlySpan<byte> data, int words, EventColumns into)
    {
        int done = 0;
        uint seen = 0;
        int at = 0;
        while (at < words)
        {
            int plain = DecodePlainDvs128(data[(at * EventBytes)..], words - at, into.Slice(done), ref seen);
            at += plain;
            done += plain;
            // A block with a special word, or the rest, word by word.
            int rest = Math.Min(VectorEvents, words - at);
            done += DecodeDvs128Words(data.Slice(at * EventBytes, rest * EventBytes), into.Slice(done), ref seen);
            at += rest;
        }

        if (seen > 0xFFFF && !_notedWideAddress)
        {
            _notedWideAddress = true;
            Diagnostics.Note(Source.Position, "an address of more than 16 bits in a recording read as DVS128; a DAVIS? Then say the chip (Aedat2Options.Chip, --chip davis)");
        }

        return done;
    }

    private int DecodeDvs128Words(ReadOnlySpan<byte> data, EventColumns into, ref uint seen)
    {
        int done = 0;
        for (; data.Length >= EventBytes; data = data[EventBytes..])
        {
            uint address = BinaryPrimitives.ReadUInt32BigEndian(data);
            uint time = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
            seen |= address;
            if ((address & 0x8000) != 0)
            {
                Diagnostics.SkippedSpecial++;
                KeepSidePacket(SidePacketKind.Special, time + _timeOffset, (int)(address & 0xFFFF), data[..EventBytes]);
                continue;
            }

            into.T[done] = time;
            into.X[done] = (ushort)((address >> 1) & 0x7F);
            into.Y[done] = (ushort)((address >> 8) & 0x7F);
            into.P[done] = (byte)(~address & 1);
            done++;
        }

        return done;
    }

    // Blocks of 32 events up to the first that holds a special word: eight 64-bit lanes a vector, each (after the bytes of both words are
    // swapped) time above, address below. Gives the same columns as the loop over words.
    private static int DecodePlainDvs128(ReadOnlySpan<byte> data, int words, EventColumns into, ref uint seen)
    {
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref long t = ref MemoryMarshal.GetReference(into.T);
        ref ushort x = ref MemoryMarshal.GetReference(into.X);
        ref ushort y = ref MemoryMarshal.GetReference(into.Y);
        ref byte p = ref MemoryMarshal.GetReference(into.P);
        Vector512<uint> all = Vector512<uint>.Zero;
        Vector512<ushort> coordinate = Vector512.Create((ushort)0x7F);
        nuint end = (nuint)(Math.Min(words, Math.Min(into.Length, data.Length / EventBytes)) & ~(VectorEvents - 1));
        nuint i = 0;
        for (; i < end; i += VectorEvents)
        {
            Vector512<ulong> a = ByteOrder.Reverse(Vector512.LoadUnsafe(ref from, i * EventBytes).AsUInt32()).AsUInt64();
            Vector512<ulong> b = ByteOrder.Reverse(Vector512.LoadUnsafe(ref from, (i * EventBytes) + 64).AsUInt32()).AsUInt64();
            Vector512<ulong> c = ByteOrder.Reverse(Vector512.LoadUnsafe(ref from, (i * EventBytes) + 128).AsUInt32()).AsUInt64();
            Vector512<ulong> d = ByteOrder.Reverse(Vector512.LoadUnsafe(ref from, (i * EventBytes) + 192).AsUInt32()).AsUInt64();
            Vector512<uint> low = Vector512.Narrow(a, b);
            Vector512<uint> high = Vector512.Narrow(c, d);
            Vector512<uint> bits = low | high;
            if ((bits & Vector512.Create(0x8000u)) != Vector512<uint>.Zero)
                break;
            all |= bits;
            (a >>> 32).AsInt64().StoreUnsafe(ref t, i);
            (b >>> 32).AsInt64().StoreUnsafe(ref t, i + 8);
            (c >>> 32).AsInt64().StoreUnsafe(ref t, i + 16);
            (d >>> 32).AsInt64().StoreUnsafe(ref t, i + 24);
            Vector512<ushort> address = Vector512.Narrow(low, high);
            ((address >>> 1) & coordinate).StoreUnsafe(ref x, i);
            ((address >>> 8) & coordinate).StoreUnsafe(ref y, i);
            Vector512<ushort> on = Vector512.AndNot(Vector512<ushort>.One, address);
            Vector256.Narrow(on.GetLower(), on.GetUpper()).StoreUnsafe(ref p, i);
        }

        if ((all & Vector512.Create(0xFFFF_0000u)) != Vector512<uint>.Zero)
            seen |= 0x1_0000;
        return (int)i;
    }

    private int DecodeDavis(ReadOnlySpan<byte> data, int words, EventColumns into)
    {
        int done = 0;
        for (int i = 0; i < words; i++, data = data[EventBytes..])
        {
            uint address = BinaryPrimitives.ReadUInt32BigEndian(data);
            uint time = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
            if (!IsDavisPixel(address))
            {
                SkipDavis(address, time, data[..EventBytes]);
                continue;
            }

            into.T[done] = time;
            into.X[done] = (ushort)DavisX(address);
            into.Y[done] = (ushort)DavisY(address);
            into.P[done] = (byte)((address >> 11) & 1);
            done++;
        }

        return done;
    }

    private void SkipDavis(uint address, uint time, ReadOnlySpan<byte> word)
    {
        // Bit 31 with both read-type bits (11, 10) is one of the seven words of an inertial sample; other words with bit 31 are
        // intensity (APS) reads, words with bit 10 alone external events.
        SidePacketKind kind = (address & 0x8000_0C00) == 0x8000_0C00 ? SidePacketKind.Imu
            : (address & 0x8000_0000) != 0 ? SidePacketKind.Frame : SidePacketKind.Trigger;
        if (kind == SidePacketKind.Imu)
            Diagnostics.SkippedImu++;
        else
            Diagnostics.SkippedSpecial++;
        KeepSidePacket(kind, time + _timeOffset, (int)((address >> 10) & 3), word);
    }

    private static bool IsDavisPixel(uint address) => (address & 0x8000_0400) == 0;

    private static uint DavisX(uint address) => (address >> 12) & Aedat2Format.DavisMaxX;

    private static uint DavisY(uint address) => (address >> 22) & Aedat2Format.DavisMaxY;
}
