using NeuroKit.Training.Runtime;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Runtime;

public sealed class RuntimeTests : TrainingTest
{
    [SkippableFact]
    public void MemoryIsKeptOnGlibc()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/proc/self/maps") && File.ReadAllText("/proc/self/maps").Contains("libc.so.6", StringComparison.Ordinal), "glibc only");
        Assert.True(TorchMemory.Reuse().IsReused);
        Assert.Same(TorchMemory.Reuse(), TorchMemory.Reuse());
        Assert.Equal(TorchMemory.Reuse(), TorchMemory.State);

        // What is freed stays resident, so that the next tensor of this size costs no fresh pages.
        const int Bytes = 256 << 20;
        Fill(Bytes);
        long before = Resident();
        Fill(Bytes);
        Assert.InRange(Resident() - before, -(Bytes / 2), Bytes / 2);
    }

    [SkippableFact]
    public void PreparingSetsThreadsAndSeed()
    {
        int threads = get_num_threads();
        try
        {
            TorchRuntimeState state = TorchRuntime.Prepare(threads: 1, seed: 7);
            Assert.Equal(1, state.Threads);
            Assert.Equal(1, get_num_threads());
            Tensor drawn = rand(4);
            TorchRuntime.Prepare(seed: 7);
            Assert.True(BitEqual(drawn, rand(4)));
            Assert.Equal(TorchRuntime.DefaultThreads ?? get_num_threads(), TorchRuntime.Describe().Threads);
            Assert.Matches(@"^\d+\.\d+", state.Version);
            Assert.True(state.LibraryPath is null || File.Exists(state.LibraryPath), state.LibraryPath);
        }
        finally
        {
            set_num_threads(threads);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => TorchRuntime.Prepare(threads: 0));
        Assert.True(TorchRuntime.IsDeterministic(CPU, out string reason));
        Assert.Empty(reason);
        Assert.False(TorchRuntime.IsDeterministic(device("cuda"), out reason));
        Assert.Contains("CPU", reason, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void CoresAreCountedOnceForTheirThreads()
    {
        string folder = Directory.CreateTempSubdirectory("neurokit-cpu-").FullName;
        try
        {
            Assert.Equal(Environment.ProcessorCount, ProcessorCores.Count(folder));
            foreach (int processor in new[] { 0, 1 })
            {
                string topology = Directory.CreateDirectory(Path.Combine(folder, $"cpu{processor}", "topology")).FullName;
                File.WriteAllText(Path.Combine(topology, "thread_siblings_list"), "0-1\n");
            }

            Directory.CreateDirectory(Path.Combine(folder, "cpufreq"));
            Assert.Equal(1, ProcessorCores.Count(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Fill(long bytes)
    {
        using Tensor tensor = ones(bytes / 4);
    }

    private static long Resident()
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
