using System.Buffers.Binary;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Tests;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

public sealed class StillImageTests : TrainingTest
{
    private readonly string _folder;

    public StillImageTests()
    {
        _folder = TemporaryFolder();
        // Three pictures a class to train, one to test; a bright stripe whose place is the class.
        Write("train", 30);
        Write("t10k", 10);
    }

    [SkippableFact]
    public void A_picture_is_seen_the_same_at_each_step()
    {
        Recipe recipe = Small("flip, translate-x(4)").ToStudent(3);
        RunData data = RunData.Open(recipe, _folder);
        Assert.Equal((20, 10, 10, 1), (data.Train.Count, data.Validation!.Count, data.Test.Count, data.Channels));
        using Owned<IBatchSource> source = new(data.Batches(data.Train, [4, 1], nests: false, isTraining: true));
        var seen = new List<Tensor>();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            TensorBatch[] batches = [.. source.Value.Epoch(epoch)];
            Assert.Equal(data.Train.Count, batches.SelectMany(batch => batch.Indices).Distinct().Count());
            foreach (TensorBatch batch in batches)
            {
                Assert.Equal([5, 4, 1, 28, 28], batch.AllFrames[0].shape);
                Assert.Equal([5, 1, 1, 28, 28], batch.AllFrames[1].shape);
                Assert.True(batch.AllFrames[0].eq(batch.AllFrames[1]).all().item<bool>());
                Assert.Equal((0f, 1f), (batch.Frames.min().item<float>(), batch.Frames.max().item<float>()));
            }

            seen.Add(cat([.. batches.Select(batch => batch.Frames)]).index_select(0, tensor(batches.SelectMany(batch => batch.Indices).Select((index, place) => (index, place)).OrderBy(p => p.index).Select(p => (long)p.place).ToArray())));
        }

        Assert.False(BitEqual(seen[0], seen[1])); // varied anew in each epoch
        using Owned<IBatchSource> test = new(data.Batches(data.Test, isTraining: false));
        using TensorBatch plain = test.Value.Epoch(0).First();
        Assert.Equal(3, plain.Frames.shape[1]);
        Assert.True(BitEqual(plain.Frames[0, 0, 0, 2], ones(28)));
    }

    [SkippableFact]
    public void An_artificial_network_teaches_a_spiking_one()
    {
        DistillationResult result = DistillationRun.Execute(Small(null), _folder, Path.Combine(_folder, "out"), new DistillationRunOptions { AllowWorseTeacher = true });
        Assert.True(result.Cached);
        foreach (string run in result.Students.Select(s => s.Folder).Prepend(result.Teacher))
        {
            using var model = TrainedModel.Open(run);
            Assert.Equal(RunResult.Read(run).TestAccuracy, model.Evaluate().Accuracy);
            Assert.Equal(1, model.Info.Channels);
            Assert.Contains("of still images", Assert.Throws<TrainingException>(() => model.Predict("some.bin")).Message, StringComparison.Ordinal);
            Assert.True(File.Exists(model.Folder.Report));
        }

        Assert.Equal("a still image, 1 times", RunInfo.Read(result.Teacher).Frames);
        DistillationResult varied = DistillationRun.Execute(Small("flip"), _folder, Path.Combine(_folder, "varied"), new DistillationRunOptions { AllowWorseTeacher = true });
        Assert.False(varied.Cached);
    }

    [Theory]
    [InlineData("n-mnist", FrameRuleKind.Repeat, "still images only")]
    [InlineData("fashion-mnist", FrameRuleKind.Count, "expected repeat")]
    public void Pictures_go_with_repetition_and_recordings_do_not(string dataset, FrameRuleKind rule, string said)
    {
        DistillRecipe recipe = Small(null);
        recipe = recipe with { Dataset = recipe.Dataset with { Id = dataset }, Frames = recipe.Frames with { Rule = rule } };
        string message = Assert.Throws<RecipeException>(() => DistillRecipe.Parse(System.Text.Encoding.UTF8.GetBytes(recipe.ToJson()), "my.json")).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    private static DistillRecipe Small(string? clip)
    {
        var recipe = DistillRecipe.Load("tser-sew-small-fashion-mnist");
        return recipe with
        {
            Dataset = recipe.Dataset with { Validation = new ValidationRecipe(1 / 3.0), LimitPerClass = null },
            Augmentation = new AugmentationRecipe(clip),
            Training = recipe.Training with { Epochs = 1, BatchSize = 5, Threads = 1 },
            Distillation = recipe.Distillation with { Students = [2] },
        };
    }

    private void Write(string part, int count)
    {
        byte[] images = new byte[16 + (count * 784)], labels = new byte[8 + count];
        BinaryPrimitives.WriteUInt32BigEndian(images, 0x803);
        BinaryPrimitives.WriteUInt32BigEndian(images.AsSpan(4), (uint)count);
        BinaryPrimitives.WriteUInt32BigEndian(images.AsSpan(8), 28);
        BinaryPrimitives.WriteUInt32BigEndian(images.AsSpan(12), 28);
        BinaryPrimitives.WriteUInt32BigEndian(labels, 0x801);
        BinaryPrimitives.WriteUInt32BigEndian(labels.AsSpan(4), (uint)count);
        for (int i = 0; i < count; i++)
        {
            labels[8 + i] = (byte)(i % 10);
            images.AsSpan(16 + (i * 784) + (((i % 10 * 2) + 2) * 28), 28).Fill(255);
        }

        File.WriteAllBytes(Path.Combine(_folder, part + "-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(_folder, part + "-labels-idx1-ubyte"), labels);
    }
}
