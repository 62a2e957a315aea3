namespace NeuroKit.Events.Hdf5;

/// <summary>This assembly as a program: the helper process that <see cref="Hdf5Probe"/> tries files in.</summary>
internal static class ProbeProgram
{
    private static int Main(string[] args)
    {
        if (args is not ["probe"])
        {
            Console.Error.WriteLine("This is a library; it runs by itself only to try HDF5 files for another process.");
            return 2;
        }

        Hdf5Probe.Serve(Console.In, Console.Out);
        return 0;
    }
}
