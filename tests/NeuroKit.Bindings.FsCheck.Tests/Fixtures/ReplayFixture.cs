namespace NeuroKit.Bindings.PropertyTests.Fixtures;

/// <summary>A property that fails for many values, so that two runs hardly ever meet the same ones unless replayed.</summary>
internal static class ReplayFixture
{
    public sealed class Property
    {
        [ReplayingProperty]
        public bool HasFewValues(int[] values, string? text, double scale) => values.Length < 12 || text is null || scale < 0;
    }
}
