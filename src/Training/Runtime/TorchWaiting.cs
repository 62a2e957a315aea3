using System.Runtime.InteropServices;

namespace NeuroKit.Training.Runtime;

/// <summary>
/// How libtorch's threads wait for each other: awake for a moment, then asleep. GNU's OpenMP has them spin a millisecond and longer by default. On
/// cores that other processes use as well each then waits out its turn while the one it waits for cannot run, and a training takes several times
/// as long. Asleep at once, small networks take twice as long on a machine of their own; a tenth of the default costs nothing there and loses little elsewhere.
/// </summary>
internal static partial class TorchWaiting
{
    private const string SpinCount = "GOMP_SPINCOUNT";
    private const string Spins = "30000";

    private static readonly Lock s_lock = new();
    private static bool s_isSet;

    /// <summary>To be called before libtorch is loaded, which reads it once; whoever has said it otherwise is left alone.</summary>
    public static void Shorten()
    {
        lock (s_lock)
        {
            if (s_isSet || !OperatingSystem.IsLinux())
                return;
            s_isSet = true;
            if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is not null || Environment.GetEnvironmentVariable(SpinCount) is not null)
                return;
            try
            {
                // .NET keeps an environment of its own: libraries look at that of libc.
                SetEnvironment(SpinCount, Spins, 0);
            }
            catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
            {
                // Another libc by another name: its OpenMP is another one as well.
            }
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
