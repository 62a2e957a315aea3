namespace FsCheck.Xunit;

/// <summary>
/// A property was falsified, ran out of values that meet its condition, or could not be checked. The message holds the
/// counterexample as generated and as shrunk, and the seed that replays it.
/// </summary>
public sealed class PropertyFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="userMessage">What failed, for which values, and how to replay it.</param>
    /// <param name="innerException">What the property threw, or <see langword="null"/>.</param>
    public PropertyFailedException(string userMessage, Exception? innerException)
        : base(userMessage, innerException)
    {
    }
}
