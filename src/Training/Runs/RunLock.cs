namespace NeuroKit.Training.Runs;

/// <summary>
/// A run's folder held by one process alone: a file kept open that the system lets go of when its holder ends, however it ends. The file
/// stays: one that were removed could be held twice, by who opened it before and by who makes it anew.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes a folder that exists.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="TrainingException">Another process, or another run of this one, has it.</exception>
    public static RunLock Take(RunFolder folder)
    {
        try
        {
            return new RunLock(new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new TrainingException($"{folder.Path}: another process is training in it; wait for its end, or name another folder", e);
        }
    }

    public void Dispose() => _file.Dispose();

    // EAGAIN on Linux and on BSD systems, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x8007_0020);
}
