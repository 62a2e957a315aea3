using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace NeuroKit.SideBySide;

/// <summary>The floor in C: compiled with the machine's compiler, run as a process of its own.</summary>
internal sealed class CFloor
{
    private readonly string _program;

    private CFloor(string program) => _program = program;

    /// <summary>Compiles the floor into a folder.</summary>
    /// <exception cref="BenchUnavailableException">There is no C compiler, or it fails.</exception>
    public static CFloor Compile(string folder)
    {
        string source = Path.Combine(folder, "floor.c");
        string program = Path.Combine(folder, "floor");
        using (Stream text = Assembly.GetExecutingAssembly().GetManifestResourceStream("floor.c")!)
        using (FileStream file = File.Create(source))
            text.CopyTo(file);
        try
        {
            Run("cc", ["-O3", "-march=native", "-o", program, source, "-lpthread"]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new BenchUnavailableException("No C compiler 'cc' to build the floor with; on Debian: apt-get install -y gcc libc6-dev");
        }

        return new CFloor(program);
    }

    /// <summary>Both styles that the floor is written in; the faster one counts.</summary>
    public static IReadOnlyList<string> Styles { get; } = ["fused", "blocks"];

    /// <summary>Milliseconds of each repeat.</summary>
    public double[] Measure(string style, string format, string mode, string file, int bins, int width, int height, int warmups, int repeats, int threads)
    {
        string output = Run(_program,
            [format, mode, style, file, Text(bins), Text(width), Text(height), Text(warmups), Text(repeats), Text(threads)]);
        return [.. output.Split('\n').TakeWhile(l => !l.StartsWith("sum", StringComparison.Ordinal)).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new BenchUnavailableException($"{Path.GetFileName(program)} failed: {errors.Result.Trim()}");
        return output;
    }
}
