namespace NeuroKit.Training.Runtime;

/// <summary>The processor's cores that this process may use.</summary>
internal static class ProcessorCores
{
    private const string SystemFolder = "/sys/devices/system/cpu";

    /// <summary>
    /// Cores, not the threads that share one: arithmetic does not gain from the second thread of a core. Never more than .NET sees, which
    /// knows of affinity and of a container's limit.
    /// </summary>
    public static int Count(string folder = SystemFolder)
    {
        int processors = Environment.ProcessorCount;
        try
        {
            // Processors of one core name the same list of siblings.
            var cores = new HashSet<string>(StringComparer.Ordinal);
            foreach (string processor in Directory.Exists(folder) ? Directory.GetDirectories(folder, "cpu*") : [])
            {
                string siblings = Path.Combine(processor, "topology", "thread_siblings_list");
                if (File.Exists(siblings))
                    cores.Add(File.ReadAllText(siblings).Trim());
            }

            return cores.Count == 0 ? processors : Math.Min(processors, cores.Count);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return processors;
        }
    }
}
