namespace NeuroKit.Cli;

/// <summary>What the tool's exit codes mean.</summary>
internal static class ExitCode
{
    /// <summary>Everything was done.</summary>
    public const int Fine = 0;

    /// <summary>It failed: one line says what, where and why.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong; nothing was tried.</summary>
    public const int Usage = 2;

    /// <summary>Finished, but some items failed: they are listed.</summary>
    public const int SomeFailed = 3;

    /// <summary>Interrupted (128 + SIGINT).</summary>
    public const int Interrupted = 130;
}
