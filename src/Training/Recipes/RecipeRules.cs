using System.Globalization;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Training.Layers;
using NeuroKit.Training.Networks;

namespace NeuroKit.Training.Recipes;

/// <summary>What a recipe's values must be beyond their kind, and which go with which.</summary>
internal static class RecipeRules
{
    public static void Check(Recipe recipe, string name)
    {
        var rules = new Rules(name);
        rules.Require(recipe.Name.Length > 0, "name", "found an empty text; expected a name");
        Dataset(recipe.Dataset, rules);
        Frames(recipe.Frames, rules);
        bool isStill = Data.StillImages.IsKnown(recipe.Dataset.Id);
        rules.Require(isStill == (recipe.Frames.Rule == FrameRuleKind.Repeat), "frames.rule", isStill ? $"expected repeat: {recipe.Dataset.Id} is of still images" : $"repeat goes with data sets of still images only: {string.Join(", ", Data.StillImages.Ids)}");
        Augmentation(recipe.Augmentation, rules);
        Network(recipe.Network, rules);
        Loss(recipe.Loss, rules);
        Optimizer(recipe.Optimizer, rules);
        Schedule(recipe.Schedule, rules);
        Training(recipe, rules);
        if (recipe.Checkpoint.EverySteps is { } every)
            rules.AtLeast(every, 1, "checkpoint.everySteps");
    }

    private static void Dataset(DatasetRecipe dataset, Rules rules)
    {
        rules.Require(dataset.Id.Length > 0, "dataset.id", "found an empty text; expected the identifier of a data set");
        rules.Require(dataset.Split.Length > 0, "dataset.split", "found an empty text; expected the name of a split");
        if (dataset.Validation is { } validation)
            rules.Require(validation.Ratio is > 0 and < 1, "dataset.validation.ratio", $"found {Text(validation.Ratio)}; expected more than 0 and less than 1");
        if (dataset.LimitPerClass is { } limit)
            rules.AtLeast(limit, 1, "dataset.limitPerClass");
    }

    private static void Frames(FramesRecipe frames, Rules rules)
    {
        bool fixedNumber = frames.Rule is FrameRuleKind.Count or FrameRuleKind.Time or FrameRuleKind.Repeat;
        rules.Belongs(frames.Steps, fixedNumber, "frames.steps", frames.Rule);
        rules.Belongs(frames.DurationMicroseconds, frames.Rule == FrameRuleKind.Duration, "frames.durationMicroseconds", frames.Rule);
        rules.Belongs(frames.EventsPerFrame, frames.Rule == FrameRuleKind.Events, "frames.eventsPerFrame", frames.Rule);
        if (frames.Size is { } size)
            rules.Require(SensorSize.TryParse(size, out _), "frames.size", $"found '{size}'; expected WIDTHxHEIGHT, for example 48x48");
    }

    private static void Augmentation(AugmentationRecipe augmentation, Rules rules)
    {
        if (augmentation.Mixup is not { } mixup)
            return;
        rules.Require(mixup.Alpha > 0 && double.IsFinite(mixup.Alpha), "augmentation.mixup.alpha", $"found {Text(mixup.Alpha)}; expected more than 0");
        rules.Require(mixup.Probability is >= 0 and <= 1, "augmentation.mixup.probability", $"found {Text(mixup.Probability)}; expected 0 to 1");
        if (mixup.UntilEpoch is { } until)
            rules.AtLeast(until, 0, "augmentation.mixup.untilEpoch");
    }

    private static void Network(NetworkRecipe network, Rules rules)
    {
        string hint = NearestName.Of(network.Id, SpikingNetworks.Identifiers) is { } nearest ? $"the nearest is {nearest}" : $"known are {string.Join(", ", SpikingNetworks.Identifiers)}";
        rules.Require(SpikingNetworks.IsKnown(network.Id), "network.id", $"there is no network '{network.Id}'; {hint}");
        bool joins = network.Id.StartsWith("sew-", StringComparison.Ordinal) || network.Id.EndsWith("7b-net", StringComparison.Ordinal);
        rules.Require(joins || network.Connection == SewConnection.Add, "network.connection", $"does not go with {network.Id}, which has no spike-element-wise blocks");
    }

    private static void Loss(LossRecipe loss, Rules rules)
    {
        rules.Require(loss.LabelSmoothing is >= 0 and < 1, "loss.labelSmoothing", $"found {Text(loss.LabelSmoothing)}; expected 0 to less than 1");
        rules.Require(loss.MeanSquaredWeight is >= 0 and <= 1, "loss.meanSquaredWeight", $"found {Text(loss.MeanSquaredWeight)}; expected 0 to 1");
        rules.Require(loss.Id == LossKind.TemporalEfficient || loss.MeanSquaredWeight == 0, "loss.meanSquaredWeight", "goes with tet only");
    }

    private static void Optimizer(OptimizerRecipe optimizer, Rules rules)
    {
        bool sgd = optimizer.Id == OptimizerKind.Sgd;
        rules.Require(optimizer.LearningRate > 0 && double.IsFinite(optimizer.LearningRate), "optimizer.learningRate", $"found {Text(optimizer.LearningRate)}; expected more than 0");
        rules.Require(optimizer.WeightDecay >= 0 && double.IsFinite(optimizer.WeightDecay), "optimizer.weightDecay", $"found {Text(optimizer.WeightDecay)}; expected at least 0");
        rules.Require(optimizer.Momentum is >= 0 and < 1, "optimizer.momentum", $"found {Text(optimizer.Momentum)}; expected 0 to less than 1");
        rules.Require(sgd || optimizer.Momentum == 0, "optimizer.momentum", "goes with sgd only");
        rules.Require(!optimizer.Nesterov || (sgd && optimizer.Momentum > 0), "optimizer.nesterov", "goes with sgd and a momentum above 0");
        rules.Require(optimizer.Beta1 is >= 0 and < 1, "optimizer.beta1", $"found {Text(optimizer.Beta1)}; expected 0 to less than 1");
        rules.Require(optimizer.Beta2 is >= 0 and < 1, "optimizer.beta2", $"found {Text(optimizer.Beta2)}; expected 0 to less than 1");
        rules.Require(optimizer.Epsilon > 0, "optimizer.epsilon", $"found {Text(optimizer.Epsilon)}; expected more than 0");
    }

    private static void Schedule(ScheduleRecipe schedule, Rules rules)
    {
        bool cosine = schedule.Id is ScheduleKind.Cosine or ScheduleKind.WarmupCosine;
        bool warmup = schedule.Id == ScheduleKind.WarmupCosine;
        rules.Require(cosine || schedule.CycleEpochs is null, "schedule.cycleEpochs", "goes with cosine and warmup-cosine only");
        if (schedule.CycleEpochs is { } cycle)
            rules.AtLeast(cycle, 1, "schedule.cycleEpochs");
        rules.Require(cosine || schedule.Minimum == 0, "schedule.minimum", "goes with cosine and warmup-cosine only");
        rules.Require(schedule.Minimum >= 0, "schedule.minimum", $"found {Text(schedule.Minimum)}; expected at least 0");
        rules.Belongs(schedule.StepEpochs, schedule.Id == ScheduleKind.Step, "schedule.stepEpochs", schedule.Id);
        rules.Require(schedule.Gamma > 0, "schedule.gamma", $"found {Text(schedule.Gamma)}; expected more than 0");
        rules.Require(warmup || schedule.WarmupEpochs == 0, "schedule.warmupEpochs", "goes with warmup-cosine only");
        rules.AtLeast(schedule.WarmupEpochs, 0, "schedule.warmupEpochs");
        rules.Require(schedule.WarmupStart >= 0, "schedule.warmupStart", $"found {Text(schedule.WarmupStart)}; expected at least 0");
    }

    private static void Training(Recipe recipe, Rules rules)
    {
        TrainingRecipe training = recipe.Training;
        rules.AtLeast(training.Epochs, 1, "training.epochs");
        rules.AtLeast(training.BatchSize, 1, "training.batchSize");
        if (training.Threads is { } threads)
            rules.AtLeast(threads, 1, "training.threads");
        if (training.TrainSteps is not { } steps)
            return;
        rules.AtLeast(steps, 1, "training.trainSteps");
        rules.Require(recipe.Frames.Steps is not null, "training.trainSteps", "goes with a fixed number of frames only (frames.steps)");
        rules.Require(steps <= recipe.Frames.Steps, "training.trainSteps", $"found {steps}; expected at most frames.steps, {recipe.Frames.Steps}");
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed class Rules(string recipe)
    {
        public void Require(bool holds, string key, string problem)
        {
            if (!holds)
                throw new RecipeException(recipe, key, problem);
        }

        public void AtLeast(long value, long least, string key) => Require(value >= least, key, $"found {value}; expected at least {least}");

        public void Belongs<TChoice>(long? value, bool belongs, string key, TChoice choice)
            where TChoice : struct, Enum
        {
            string called = choice.ToString().ToLowerInvariant();
            Require(!belongs || value is not null, key, $"is missing; '{called}' needs it");
            Require(belongs || value is null, key, $"does not go with '{called}'");
            if (value is { } number)
                AtLeast(number, 1, key);
        }
    }
}
