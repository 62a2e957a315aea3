using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Tries files in a helper process, one for this process: it looks for the recordings and walks the indexes of their chunks with the same
/// calls that reading makes. A file that it dies of is refused. It ends when this process does.
/// </summary>
internal static class Hdf5Probe
{
    private const int MostRemembered = 100_000;
    private static readonly Lock s_gate = new();
    private static readonly HashSet<(string Path, string Object, long Length, long Ticks)> s_passed = [];
    private static Process? s_helper;
    private static bool s_cannotStart;

    /// <summary>How long the helper may say nothing, which it does once a second while it gets on: single calls of the library do not last.</summary>
    internal static TimeSpan LongestSilence { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a helper may be started; tests take it away, as a single-file application does.</summary>
    internal static bool MayStart { get; set; } = true;

    /// <summary>How often the helper process died or was ended, in this process.</summary>
    internal static int HelpersLost { get; private set; }

    /// <summary>Tries a file unless it was tried before and is the same.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="objectPath">What will be looked at.</param>
    /// <param name="probing">Whether to try.</param>
    /// <returns>Whether it was tried, now or before.</returns>
    /// <exception cref="Hdf5Exception">The library crashed, did not come to an end, or said that the file is bad.</exception>
    public static bool Check(string path, string name, string objectPath, Hdf5Probing probing)
    {
        if (probing == Hdf5Probing.Off)
            return false;
        var file = new FileInfo(path);
        (string, string, long, long) key = (file.FullName, objectPath, file.Length, file.LastWriteTimeUtc.Ticks);
        lock (s_gate)
        {
            if (s_passed.Contains(key))
                return true;
            if (!TryStart())
            {
                if (probing == Hdf5Probing.Required)
                    throw new Hdf5Exception(name, "/", "nothing: no helper process could be started to try it in", "an application that runs on an installed .NET runtime, or Hdf5Probing.Off");
                return false;
            }

            string? answer = Ask($"{Encode(file.FullName)} {Encode(objectPath)}");
            if (answer is null)
                throw new Hdf5Exception(name, "/", "nothing: it crashed on it, in the helper process that tried it", "an HDF5 file that is not damaged");
            if (answer.Length == 0)
                throw new Hdf5Exception(name, "/", $"nothing: it made no progress for {LongestSilence.TotalSeconds:0} s, in the helper process that tried it", "an HDF5 file that is not damaged");
            string[] parts = answer.Split(' ');
            if (parts is ["bad", var where, var words, var expected])
                throw new Hdf5Exception(name, Decode(where), Decode(words), Decode(expected));
            if (s_passed.Count < MostRemembered)
                s_passed.Add(key);
            return true;
        }
    }

    /// <summary>Whether files can be tried; starts the helper process.</summary>
    public static bool CanTry()
    {
        lock (s_gate)
            return TryStart();
    }

    /// <summary>The helper process: answers lines until there are no more.</summary>
    public static void Serve(TextReader questions, TextWriter answers)
    {
        Hdf5Progress.Output = answers;
        while (questions.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            answers.WriteLine(Try(Decode(parts[0]), Decode(parts[1])));
            answers.Flush();
        }
    }

    private static string Try(string path, string objectPath)
    {
        try
        {
            using Lock.Scope scope = Hdf5Library.Enter();
            using var file = new Hdf5File(path, path, new FileInfo(path).Length);
            var tried = new HashSet<string>();
            foreach (Hdf5Column column in Hdf5Survey.Run(file, Hdf5Text.Normal(objectPath), out _).SelectMany(r => r.Layout.Columns))
            {
                if (!tried.Add(column.Dataset))
                    continue;
                using var rows = new Hdf5Rows(file, column.Dataset, threads: 1);
                rows.Try();
            }

            return "good";
        }
        catch (Hdf5Exception exception)
        {
            return $"bad {Encode(exception.ObjectPath)} {Encode(exception.LibraryMessage)} {Encode(exception.Expected)}";
        }
        catch (Exception exception) when (exception is NeuroKitException or IOException or UnauthorizedAccessException or OutOfMemoryException or OverflowException)
        {
            return "good"; // no fault of the library: whoever opens the file meets it, and says it better
        }
    }

    // Null where the helper died, empty where it took too long.
    private static string? Ask(string question)
    {
        Process helper = s_helper!;
        try
        {
            helper.StandardInput.WriteLine(question);
            helper.StandardInput.Flush();
            while (true)
            {
                Task<string?> answer = helper.StandardOutput.ReadLineAsync();
                if (!answer.Wait(LongestSilence))
                {
                    Stop();
                    return "";
                }

                if (answer.Result is not { } line)
                    break;
                if (line != Hdf5Progress.Sign)
                    return line;
            }
        }
        catch (Exception exception) when (exception is IOException or AggregateException)
        {
            // The pipe is broken, which is an answer as well.
        }

        Stop();
        return null;
    }

    private static void Stop()
    {
        Process helper = s_helper!;
        s_helper = null;
        HelpersLost++;
        try
        {
            helper.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }

        helper.Dispose();
    }

    private static bool TryStart()
    {
        if (!MayStart)
            return false;
        if (s_helper is not null)
            return true;
        if (s_cannotStart || Command() is not { } start)
        {
            s_cannotStart = true;
            return false;
        }

        try
        {
            s_helper = Process.Start(start);
            s_helper!.ErrorDataReceived += (_, _) => { }; // what the runtime prints when it dies
            s_helper.BeginErrorReadLine();
            return true;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException or UnauthorizedAccessException)
        {
            s_cannotStart = true;
            return false;
        }
    }

    // This assembly is a program too, for `dotnet exec`.
    private static ProcessStartInfo? Command()
    {
        if (!RuntimeFeatureIsDynamic || Assembly.GetExecutingAssembly() is not { } here || Folder(here) is not { } folder)
            return null;
        string program = Path.Combine(folder, here.GetName().Name + ".dll");
        string host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        // Which runtime: as the application beside us says, whatever it is called (test runners are entered through a program of their own).
        string own = Path.Combine(folder, Assembly.GetEntryAssembly()?.GetName().Name + ".runtimeconfig.json");
        string? config = File.Exists(own) ? own : Directory.EnumerateFiles(folder, "*.runtimeconfig.json").Order(StringComparer.Ordinal).FirstOrDefault();
        if (!File.Exists(program) || !File.Exists(host) || config is null)
            return null;
        var start = new ProcessStartInfo(host, ["exec", "--runtimeconfig", config, program, "probe"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.ASCII,
            StandardOutputEncoding = Encoding.ASCII,
        };
        // What the library forgets to initialise is not zero by luck there, and what it frees is not usable by luck.
        start.Environment["MALLOC_PERTURB_"] = "85";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    private static bool RuntimeFeatureIsDynamic => System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported;

    private static string? Folder(Assembly here)
    {
#pragma warning disable IL3000 // Empty in a single file, which is what is asked.
        string location = here.Location;
#pragma warning restore IL3000
        return location.Length > 0 ? Path.GetDirectoryName(location) : null;
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) + "!"; // never empty

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text.TrimEnd('!')));
}
