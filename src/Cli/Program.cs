using System.Runtime.InteropServices;
using System.Text;

namespace NeuroKit.Cli;

/// <summary>The process: its streams and signals around <see cref="Tool"/>.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var interrupted = new CancellationTokenSource();
        void Interrupt(PosixSignalContext context)
        {
            // The first time the verb stops by itself and takes its temporary files away; the second time the process ends at once.
            context.Cancel = !interrupted.IsCancellationRequested;
            interrupted.Cancel();
        }

        using PosixSignalRegistration int_ = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using PosixSignalRegistration term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var output = new StreamWriter(Console.OpenStandardOutput(), utf8, bufferSize: 16 * 1024);
        var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        var console = new ToolConsole(output, error, !Console.IsOutputRedirected, !Console.IsErrorRedirected);
        int code = await Tool.RunAsync(args, console, interrupted.Token).ConfigureAwait(false);
        try
        {
            await output.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            console.Fail("standard output: " + exception.Message);
            return code == ExitCode.Fine ? ExitCode.Failed : code;
        }

        return code;
    }
}
