using System.Text;
using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training.Data;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>How a teacher is run beside its students, switch by switch.</summary>
public sealed class PairingTests : SmallRun
{
    private static DistillRecipe Varied => Small() with { Augmentation = new AugmentationRecipe("flip, translate-x(3)", new MixupRecipe(0.5)) };

    private static DistillRecipe Released(PairingRecipe? pairing = null)
    {
        // The teacher's course is long enough for its neurons to have something to remember, and its last weights stand.
        DistillRecipe recipe = Varied with { Dataset = Small().Dataset with { Validation = null }, Training = Small().Training with { Epochs = 1, DropLast = true } };
        return With(d => d with { Teacher = d.Teacher with { Training = recipe.Training with { Epochs = 6 } }, Loss = Loss("ld+bkd") with { Preset = LossPreset.ReleasedCode }, Pairing = pairing, Students = [1] }, recipe);
    }

    [SkippableFact]
    public void The_preset_fills_in_what_is_left_open()
    {
        Assert.Equal((true, true, true), Switches(Small()));
        Assert.Equal((false, false, false), Switches(Released()));
        Assert.Equal((true, false, false), Switches(Released(new PairingRecipe(ResetTeacherState: true))));
        Assert.Equal((false, true, false), Switches(Released(new PairingRecipe(SharedAugmentation: true))));
        Assert.Equal((true, true, false), Switches(With(d => d with { Pairing = new PairingRecipe(SharedMixing: false) })));
        string json = Released(new PairingRecipe(true, false)).ToJson();
        Assert.Contains("\"sharedAugmentation\": false", json, StringComparison.Ordinal);
        Assert.Equal(json, DistillRecipe.Parse(Encoding.UTF8.GetBytes(json), "again.json").ToJson());

        // Each stage of a chain by its own loss.
        DistillRecipe chain = With(d => d with
        {
            Supervision = SupervisionKind.Chain,
            Students = [],
            Stages = [new DistillationStage([2], Loss("ld") with { Preset = LossPreset.ReleasedCode }), new DistillationStage([1])],
        }, Small() with { Training = Released().Training });
        Assert.Equal([false, true], new[] { 0, 1 }.Select(stage => Switches(chain.ToStage(stage)).Reset));
        Assert.Contains("distillation.pairing", Assert.Throws<RecipeException>(() => With(d => d with { Supervision = SupervisionKind.Joint, Pairing = new PairingRecipe(SharedMixing: false) })).Message, StringComparison.Ordinal);
        Assert.Contains("dropLast", Assert.Throws<RecipeException>(() => With(d => d with { Pairing = new PairingRecipe(ResetTeacherState: false) })).Message, StringComparison.Ordinal);

        static (bool Reset, bool Augmentation, bool Mixing) Switches(DistillRecipe recipe)
        {
            TeacherPairing pairing = recipe.Distillation.ToPairing();
            return (pairing.ResetTeacherState, pairing.SharedAugmentation, pairing.SharedMixing);
        }
    }

    [SkippableTheory]
    [InlineData(FrameCache.None)]
    [InlineData(FrameCache.Memory)]
    public void A_teacher_may_see_recordings_under_a_draw_of_its_own(FrameCache cache)
    {
        DistillRecipe varied = Varied with { Frames = Varied.Frames with { Cache = cache } };
        RunData data = RunData.Open(varied.ToStudent(1), Data), plain = RunData.Open((varied with { Augmentation = new AugmentationRecipe() }).ToStudent(1), Data);
        using Owned<IBatchSource> shared = new(data.Batches(data.Train, [4, 1], nests: true, isTraining: true));
        using Owned<IBatchSource> apart = new(data.BatchesApart(data.Train, [4, 1], nests: true, 0, isTraining: true));
        using Owned<IBatchSource> unvaried = new(plain.BatchesApart(plain.Train, [4, 1], nests: true, 0, isTraining: true));
        Assert.Equal((shared.Value.BatchesPerEpoch, shared.Value.Samples), (apart.Value.BatchesPerEpoch, apart.Value.Samples));
        int same = 0, all = 0;
        foreach (((TensorBatch first, TensorBatch second), TensorBatch third) in shared.Value.Epoch(1, 1).Zip(apart.Value.Epoch(1, 1)).Zip(unvaried.Value.Epoch(1, 1)))
        {
            // The students' side is what it is without; behind it come the same recordings, varied another way.
            Assert.Equal(first.Indices, second.Indices);
            Assert.True(BitEqual(first.AllFrames[0], second.AllFrames[0]) && BitEqual(first.AllFrames[1], second.AllFrames[1]));
            Assert.True(BitEqual(third.AllFrames[0], third.AllFrames[2]));
            for (int i = 0; i < first.Count; i++, all++)
                same += BitEqual(second.AllFrames[0][i], second.AllFrames[2][i]) ? 1 : 0;
        }

        Assert.InRange(same, 0, all / 2);
    }

    [SkippableFact]
    public void The_released_codes_distillation_runs()
    {
        DistillationResult result = Execute(Released(), "out");
        Assert.False(result.Cached);
        DistillationInfo info = DistillationInfo.Read(Assert.Single(result.Students).Folder)!;
        Assert.Equal((LossPreset.ReleasedCode, FeatureRoles.TeacherToStudent), (info.Loss.Preset, info.Loss.Features!.Roles));
        Assert.Equal(TeacherPairing.For(LossPreset.ReleasedCode), info.Pairing);

        // Every switch of the teacher's makes another student.
        var digests = new HashSet<string> { Digest(result.Students[0].Folder) };
        foreach (PairingRecipe pairing in new[] { new PairingRecipe(ResetTeacherState: true), new PairingRecipe(SharedAugmentation: true), new PairingRecipe(SharedMixing: true) })
        {
            DistillationResult other = Execute(Released(pairing), $"out{digests.Count}", new DistillationRunOptions { Teacher = result.Teacher });
            Assert.True(digests.Add(Digest(other.Students[0].Folder)), pairing.ToString());
        }
    }
}
