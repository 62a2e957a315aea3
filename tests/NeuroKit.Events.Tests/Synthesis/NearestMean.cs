using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Tests.Synthesis;

/// <summary>The simplest of classifiers: events counted in 16 × 16 areas, 8 stretches of time and 2 polarities, and the class whose mean is nearest.</summary>
internal static class NearestMean
{
    private const int Areas = 16;
    private const int Stretches = 8;

    public static double Accuracy(EventDataset train, EventDataset test)
    {
        double[][] means = [.. train.Classes.Select(_ => new double[Stretches * 2 * Areas * Areas])];
        foreach (IGrouping<int, EventSample> samples in train.GroupBy(s => s.Label))
        {
            foreach (double[] picture in samples.Select(Picture))
            {
                for (int i = 0; i < picture.Length; i++)
                    means[samples.Key][i] += picture[i] / samples.Count();
            }
        }

        return test.Count(s => Nearest(Picture(s)) == s.Label) / (double)test.Count;

        int Nearest(double[] picture) => Array.IndexOf(means, means.MinBy(mean => picture.Zip(mean, (a, b) => (a - b) * (a - b)).Sum()));
    }

    // Relative to the recording's own size, and of length 1.
    private static double[] Picture(EventSample sample)
    {
        using EventReader reader = sample.Open();
        using EventBuffer events = reader.ReadAll();
        EventSpan span = events;
        double[] picture = new double[Stretches * 2 * Areas * Areas];
        int width = 1;
        int height = 1;
        for (int i = 0; i < span.Length; i++)
            (width, height) = (Math.Max(width, span.X[i] + 1), Math.Max(height, span.Y[i] + 1));
        long start = span.T[0];
        long duration = span.T[^1] - start + 1;
        for (int i = 0; i < span.Length; i++)
        {
            long stretch = (span.T[i] - start) * Stretches / duration;
            picture[(((stretch * 2) + span.P[i]) * Areas * Areas) + (span.Y[i] * Areas / height * Areas) + (span.X[i] * Areas / width)]++;
        }

        double norm = Math.Sqrt(picture.Sum(v => v * v));
        return [.. picture.Select(v => v / norm)];
    }
}
