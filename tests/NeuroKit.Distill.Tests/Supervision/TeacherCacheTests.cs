using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training.Layers;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

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
            var notes = new List<string>();
            Execute(recipe, "out", new DistillationRunOptions { Resumes = true, Note = notes.Add });
            return notes.Exists(note => note.Contains("are read from", StringComparison.Ordinal));
        }
    }

    [SkippableFact]
    public void Nor_those_of_a_network_that_computes_otherwise_with_the_same_weights()
    {
        using SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 8, 8, 3));
        string[] networks = [new NetworkRecipe("sew-small").ToString(), Relu.ToString(), new NetworkRecipe("sew-small", Connection: SewConnection.And).ToString()];
        Assert.Equal(3, networks.Select(text => TeacherCacheFile.Key(network, text, ["block1.out"], "recordings", "rule")).Distinct().Count());
    }
}
