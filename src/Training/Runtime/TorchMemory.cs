using System.Runtime.InteropServices;

namespace NeuroKit.Training.Runtime;

/// <summary>
/// Has libc keep the memory of tensors that were freed for those made next, instead of handing it back to the system: a training step makes
/// and frees the same gigabytes each time, and fresh pages cost more than many of the operations on them.
/// </summary>
/// <remarks>
/// Linux with glibc only; elsewhere nothing is changed and the state says so. The setting is of the whole process and holds for the memory
/// allocated from then on. A step of Wide-7B-Net at T = 4 then meets a hundred page faults instead of a hundred thousand and takes less than
/// half the processor time. On another thread than the process's first, which has an arena of its own, some faults are left;
/// <c>MALLOC_ARENA_MAX=1</c> in the environment takes these too (the launcher sets it).
/// </remarks>
public static partial class TorchMemory
{
    // glibc's names for what can be set, from malloc.h.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;
    private const int MmapMax = -4;

    private const int LargestBlockBytes = 1 << 30;
    private const int StepBytes = 64 << 20;

    private static readonly Lock s_lock = new();
    private static TorchMemoryState? s_state;

    /// <summary>What holds now; does not change anything.</summary>
    public static TorchMemoryState State
    {
        get
        {
            lock (s_lock)
                return s_state ?? (IsGlibc ? new(false, "off: memory goes back to the system (training turns reuse on)") : Unsupported);
        }
    }

    private static TorchMemoryState Unsupported => new(false, "not on this system: only glibc on Linux can be told to keep memory");

    private static bool IsGlibc
        => OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint libc) && NativeLibrary.TryGetExport(libc, "gnu_get_libc_version", out _);

    /// <summary>Turns reuse on: to be called before the first tensor of a training. Calls after the first change nothing.</summary>
    /// <returns>What holds from then on.</returns>
    public static TorchMemoryState Reuse()
    {
        lock (s_lock)
            return s_state ??= IsGlibc ? Set() : Unsupported;
    }

    private static TorchMemoryState Set()
    {
        // Before 2.35 glibc takes no threshold above 32 MiB: there no block is to come from mmap at all.
        bool keepsLarge = Set(MmapThreshold, LargestBlockBytes) || Set(MmapMax, 0);
        // int.MaxValue: the heap's free end stays, whatever its size. It grows in steps, so that it does so seldom.
        bool keepsEnd = Set(TrimThreshold, int.MaxValue) & Set(TopPad, StepBytes);
        return keepsLarge && keepsEnd
            ? new(true, "on: freed memory is kept for the next tensors (mallopt)")
            : new(false, "off: this libc refuses the settings (mallopt)");
    }

    private static bool Set(int parameter, int value) => MallOpt(parameter, value) == 1;

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);
}
