using System.Globalization;
using NeuroKit.Events.Hdf5.Tests.Mutation;

namespace NeuroKit.Events.Hdf5.Tests;

/// <summary>What the tests run as a process of its own: <c>mutate CORPUS SEED START COUNT SCRATCH</c>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not ["mutate", var corpus, var seed, var start, var count, var scratch])
            return 2;
        MutationRun.Run(corpus, Number(seed), Number(start), Number(count), scratch, Console.Out);
        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
