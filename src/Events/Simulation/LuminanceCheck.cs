namespace NeuroKit.Events.Simulation;

internal static class LuminanceCheck
{
    private const float Maximum = 1e9f; // far beyond any scene, and no response overflows

    public static void Check(ReadOnlySpan<float> luminance, string parameter)
    {
        for (int i = 0; i < luminance.Length; i++)
        {
            // False for NaN too.
            if (!(luminance[i] >= 0 && luminance[i] <= Maximum))
                throw new ArgumentException($"Luminance {i} is {luminance[i]}; expected 0 … 10^9.", parameter);
        }
    }
}
