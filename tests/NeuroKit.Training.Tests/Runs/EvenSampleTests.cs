using NeuroKit.Events.Datasets;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Training.Tests.Runs;

public sealed class EvenSampleTests : TrainingTest
{
    [SkippableTheory]
    [InlineData(10, 10)]
    [InlineData(7, 7)]
    [InlineData(64, 20)]
    public void Some_recordings_are_of_the_whole_part(int wanted, int given)
    {
        string data = Path.Combine(TemporaryFolder(), "data");
        DigitFiles.Write(data, train: 1, test: 2);
        EventDataset test = RunData.Open(Recipe.Load("sew-small-n-mnist") with { Dataset = new DatasetRecipe("n-mnist") }, data).Test;
        // In the order of the classes: the first ten are five of them.
        Assert.Equal(5, test.Take(10).Select(sample => sample.Label).Distinct().Count());
        EventDataset some = EvenSample.Of(test, wanted);
        Assert.Equal(given, some.Count);
        Assert.Equal(Math.Min(wanted, 10), some.Select(sample => sample.Label).Distinct().Count());
        Assert.Equal(some.Select(sample => sample.Id), test.Select(sample => sample.Id).Where(some.Select(sample => sample.Id).Contains));
    }
}
