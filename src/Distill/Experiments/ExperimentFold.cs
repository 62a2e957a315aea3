using NeuroKit.Events.Datasets;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Distill.Experiments;

/// <summary>The recordings of a fold, as places in the data set, in its order.</summary>
/// <param name="Train">Those trained on.</param>
/// <param name="Validation">Those tuned on.</param>
/// <param name="Test">Those tested on.</param>
internal sealed record ExperimentFold(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>Divides a data set: each class is shuffled and dealt out to the folds; of what a fold does not test on it draws its training and its validation part.</summary>
    /// <exception cref="DatasetException">A class has too few recordings.</exception>
    public static ExperimentFold[] Divide(EventDataset dataset, ExperimentDataset plan)
    {
        int classes = dataset.Classes.Count;
        if (plan.TrainingRecordings % classes != 0 || plan.ValidationRecordings % classes != 0)
            throw new DatasetException(dataset.Root, $"found {plan.TrainingRecordings} recordings to train and {plan.ValidationRecordings} to validate for {classes} classes; expected multiples of that");
        int train = plan.TrainingRecordings / classes;
        int validation = plan.ValidationRecordings / classes;
        var parts = new (List<int> Train, List<int> Validation, List<int> Test)[plan.Folds];
        for (int fold = 0; fold < plan.Folds; fold++)
            parts[fold] = ([], [], []);
        int next = 0; // folds take turns across classes, so that they differ by one recording at most
        foreach (IGrouping<int, int> members in Enumerable.Range(0, dataset.Count).GroupBy(i => dataset[i].Label).OrderBy(g => g.Key))
        {
            ulong stream = DeterministicRandom.Derive(unchecked((ulong)plan.Seed), (ulong)members.Key);
            int[] shuffled = [.. members.OrderBy(i => dataset[i].Id, StringComparer.Ordinal)];
            new DeterministicRandom(stream).Shuffle<int>(shuffled);
            int[] folds = [.. shuffled.Select(_ => next++ % plan.Folds)];
            for (int fold = 0; fold < plan.Folds; fold++)
            {
                parts[fold].Test.AddRange(shuffled.Where((_, i) => folds[i] == fold));
                int[] rest = [.. shuffled.Where((_, i) => folds[i] != fold)];
                if (rest.Length < train + validation)
                    throw new DatasetException(dataset.Root, $"class {dataset.Classes[members.Key]} leaves {rest.Length} recordings beside fold {fold}; expected {train} to train and {validation} to validate");
                new DeterministicRandom(DeterministicRandom.Derive(stream, (ulong)fold + 1)).Shuffle<int>(rest);
                parts[fold].Train.AddRange(rest[..train]);
                parts[fold].Validation.AddRange(rest[train..(train + validation)]);
            }
        }

        return [.. parts.Select(part => new ExperimentFold([.. part.Train.Order()], [.. part.Validation.Order()], [.. part.Test.Order()]))];
    }
}
