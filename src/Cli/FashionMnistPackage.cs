using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli;

/// <summary>Debian's package of the Fashion-MNIST images.</summary>
internal static class FashionMnistPackage
{
    /// <summary>Where its files lie; NEUROKIT_FASHION_MNIST says another place.</summary>
    public static string Folder
        => Environment.GetEnvironmentVariable("NEUROKIT_FASHION_MNIST") is { Length: > 0 } told ? told : FashionMnist.DefaultRoot;

    /// <summary>Whether the images are there.</summary>
    public static bool IsPresent => FashionMnist.IsInstalled(Folder);

    /// <summary>Installs the package if it is missing and may be installed; else says the command that does.</summary>
    /// <exception cref="CommandFailedException">It is missing and stays so.</exception>
    public static async Task EnsureAsync(ToolConsole console, bool yes, CancellationToken cancellationToken)
    {
        if (IsPresent)
            return;
        await DebianPackages.InstallAsync(FashionMnist.DebianPackage, console, yes, cancellationToken).ConfigureAwait(false);
        if (!IsPresent)
            throw new CommandFailedException($"{Folder}: the Fashion-MNIST images are still not there after installing {FashionMnist.DebianPackage}");
    }
}
