using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training.Layers;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using TorchSharp;

namespace NeuroKit.Distill.Tests.Supervision;

public sealed class TeacherCacheTests : SmallRun
{
    [SkippableFact]
    public void Answers_are_not_those_of_recordings_made_anew()
    {
        DistillRecipe recipe = With(d => d with { Students = [1] });
        recipe = recipe with { Training = recipe.Training with { Epochs = 1 } };
        Assert.True(Execute(recipe, "out").Cached);
        byte[] kept = File.ReadAllBytes(At("out", "teacher-cache.bin"));
        Assert.True(IsRead());
        string before = RecordingContents.Digest(RunData.Open(recipe.ToStudent(1), Data).Train);

        // Another recording of the same length under the same name.
        string file = RunData.Open(recipe.ToStudent(1), Data).Train[0].Path;
        string other = Path.Combine(Data, "Train", "7", "00001.bin");
        Assert.Equal(new FileInfo(other).Length, new FileInfo(file).Length);
        File.WriteAllBytes(file, File.ReadAllBytes(other));
        Assert.NotEqual(before, RecordingContents.Digest(RunData.Open(recipe.ToStudent(1), Data).Train));
        Assert.False(IsRead());
        Assert.NotEqual(kept, File.ReadAllBytes(At("out", "teacher-cache.bin")));
        Assert.True(IsRead());

        bool IsRead()
        {
            Forget("out");
            var notes = new List<string>();
            Execute(recipe, "out", new DistillationRunOptions { Resumes = true, Note = notes.Add });
            return notes.Exists(note => note.Contains("are read from", StringComparison.Ordinal));
        }
    }

    [SkippableFact]
    public void Answers_of_which_a_part_is_missing_are_made_anew()
    {
        DistillRecipe recipe = With(d => d with { Students = [1] });
        recipe = recipe with { Training = recipe.Training with { Epochs = 1 } };
        Execute(recipe, "out");
        string path = At("out", "teacher-cache.bin");
        byte[] whole = File.ReadAllBytes(path);
        foreach (int left in new[] { 0, 7, 39, 60, whole.Length / 2, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..left]);
            Forget("out");
            Assert.True(Execute(recipe, "out", new DistillationRunOptions { Resumes = true }).Cached);
            Assert.Equal(whole, File.ReadAllBytes(path));
        }

        byte[] damaged = [.. whole];
        damaged[^9] ^= 1;
        File.WriteAllBytes(path, damaged);
        Forget("out");
        Execute(recipe, "out", new DistillationRunOptions { Resumes = true });
        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    [SkippableFact]
    public void Answers_that_take_too_much_are_not_kept()
    {
        DistillRecipe recipe = With(d => d with { Students = [1] });
        recipe = recipe with { Training = recipe.Training with { Epochs = 1 } };
        string kept = Digest(Execute(recipe, "kept").Students[0].Folder);
        long bytes = new FileInfo(At("kept", "teacher-cache.bin")).Length;
        var notes = new List<string>();
        DistillationResult result = Execute(recipe, "out", new DistillationRunOptions { CacheLimitBytes = bytes / 2, Note = notes.Add });
        Assert.False(result.Cached);
        Assert.Contains(notes, note => note.Contains("its answers to all recordings would take", StringComparison.Ordinal));
        Assert.False(File.Exists(At("out", "teacher-cache.bin")));
        Assert.Equal((true, false), (DistillationInfo.Read(At("kept", "student-t1"))!.Cached, DistillationInfo.Read(At("out", "student-t1"))!.Cached));
        // The weight of features as it is used: times the batch that the preset counts by.
        IReadOnlyDictionary<string, double> weights = DistillationInfo.Read(At("out", "student-t1"))!.TermWeights!;
        Assert.Equal(DistillationInfo.Read(At("out", "student-t1"))!.Loss.Features!.Weight * 16, weights["bkd"]);
        Assert.Equal(kept, Digest(result.Students[0].Folder));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Execute(recipe, "again", new DistillationRunOptions { CacheLimitBytes = 1 });
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [SkippableFact]
    public void Nor_those_of_a_network_that_computes_otherwise_with_the_same_weights()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 8, 8, 3));
        string[] networks = [new NetworkRecipe("sew-small").ToString(), Relu.ToString(), new NetworkRecipe("sew-small", Connection: SewConnection.And).ToString()];
        Assert.Equal(3, networks.Select(text => TeacherCacheFile.Key(network, text, ["block1.out"], "recordings", "rule")).Distinct().Count());
    }

    // A student that is finished asks nobody.
    private void Forget(string name) => Directory.Delete(At(name, "student-t1"), recursive: true);
}
