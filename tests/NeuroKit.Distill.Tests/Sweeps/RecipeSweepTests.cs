using NeuroKit.Distill.Sweeps;
using NeuroKit.Training;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Reports;

namespace NeuroKit.Distill.Tests.Sweeps;

public sealed class RecipeSweepTests : IDisposable
{
    private const string Recipe = "bkd-sew-small-n-mnist";

    private readonly string _folder = Directory.CreateTempSubdirectory("neurokit-sweep").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_combination_is_a_recipe_of_its_own()
    {
        var sweep = RecipeSweep.Create(Recipe,
        [
            SweepAxis.Parse("distillation.loss.logits.temperature=1,2.5"),
            SweepAxis.Parse("distillation.loss.features.restore=true,false"),
        ]);
        Assert.Equal(["temperature=1_restore=true", "temperature=1_restore=false", "temperature=2.5_restore=true", "temperature=2.5_restore=false"], sweep.Settings.Select(s => s.Name));
        Assert.Equal([1, 1, 2.5, 2.5], sweep.Settings.Select(s => s.Recipe.Distillation.Loss.Logits!.Temperature!.Value));
        Assert.Equal([true, false, true, false], sweep.Settings.Select(s => s.Recipe.Distillation.Loss.Features!.Restore!.Value));
    }

    [Fact]
    public void Layers_are_swept_by_place_or_as_a_whole()
    {
        var byPlace = RecipeSweep.Create(Recipe, [SweepAxis.Parse("distillation.loss.features.pairs[0].student=block1.out,block3.out")]);
        Assert.Equal(["block1.out", "block3.out"], byPlace.Settings.Select(s => Assert.Single(s.Recipe.Distillation.Loss.Features!.Pairs).Student));
        Assert.Equal(["student=block1.out", "student=block3.out"], byPlace.Settings.Select(s => s.Name));
        var whole = RecipeSweep.Create(Recipe, [SweepAxis.Parse("""distillation.loss.features.pairs=[[{"student":"block3.out"}],[{"student":"block2.out"},{"student":"block3.out"}]]""")]);
        Assert.Equal([1, 2], whole.Settings.Select(s => s.Recipe.Distillation.Loss.Features!.Pairs.Count));
        Assert.Equal(2, whole.Settings.Select(s => s.Name).Distinct().Count());
        Assert.All(whole.Settings, s => Assert.DoesNotContain('"', s.Name));
    }

    [Theory]
    [InlineData("temperature", "is no sweep")]
    [InlineData("=1", "is no sweep")]
    [InlineData("distillation.loss.logits.temperature=", "is no sweep")]
    [InlineData("distillation.loss.logits.temperature=[1,", "no JSON array")]
    [InlineData("distillation.loss.logits.temperature=[]", "no value")]
    [InlineData("distillation.loss.logits.temperature=2,2", "twice")]
    [InlineData("distillation.loss.logits.temprature=2", "temperature")]
    [InlineData("distillation.loss.features.pairs[3].student=block1.out", "not in the recipe")]
    [InlineData("distillation.loss.features.pairs[x].student=block1.out", "not in the recipe")]
    [InlineData("name.first=a", "not in the recipe")]
    [InlineData("distillation.loss.logits.temperature=warm", "temperature")]
    public void What_is_wrong_is_named(string text, string words)
    {
        string message = Assert.Throws<RecipeException>(() => RecipeSweep.Create(Recipe, [SweepAxis.Parse(text)])).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_comes_once_and_settings_are_bounded()
    {
        SweepAxis axis = SweepAxis.Parse("training.seed=1,2");
        Assert.Contains("swept twice", Assert.Throws<RecipeException>(() => RecipeSweep.Create(Recipe, [axis, axis])).Message, StringComparison.Ordinal);
        SweepAxis many = SweepAxis.Parse("training.seed=" + string.Join(',', Enumerable.Range(1, 1001)));
        Assert.Contains("1,000 settings", Assert.Throws<RecipeException>(() => RecipeSweep.Create(Recipe, [many])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_or_with_a_damaged_sweep_is_told()
    {
        Assert.False(SweepResults.IsSweep(_folder));
        Assert.Contains("holds no sweep", Assert.Throws<TrainingException>(() => SweepResults.Read(_folder)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "sweep.json"), "{");
        Assert.Contains("holds no sweep", Assert.Throws<TrainingException>(() => SweepResults.Read(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_have_a_curve_a_student_and_combination_of_the_others()
    {
        SweepAxis temperature = SweepAxis.Parse("distillation.loss.logits.temperature=1,4");
        SweepAxis block = SweepAxis.Parse("distillation.loss.features.restore=true,false");
        SweepRow[] rows =
        [
            .. from t in temperature.Values
               from g in block.Values
               select new SweepRow("s", [t, g], "student-t4", 4, t.GetDouble() / 8 + (g.GetBoolean() ? 0.25 : 0), 0.1, 0.1),
        ];
        RunReport report = new SweepResults("recipe", [temperature, block], 4, rows).ToReport();
        Assert.Equal(["student-t4, restore true", "student-t4, restore false"], report.Charts[0].Curves.Select(c => c.Name));
        Assert.Equal([(1, 37.5), (4, 75)], report.Charts[0].Curves[0].Points);
        Assert.Equal([(1, 37.5), (2, 12.5)], report.Charts[1].Curves[0].Points); // no numbers: by their places, which the axis names
        Assert.Equal("1: true, 2: false", report.Charts[1].XLabel);
        Assert.Equal(4, Assert.Single(report.Tables).Rows.Count);
        using var page = new StringWriter();
        RunReportPage.Write(report, page);
        Assert.Contains("<td>student-t4</td>", page.ToString(), StringComparison.Ordinal);
    }
}
