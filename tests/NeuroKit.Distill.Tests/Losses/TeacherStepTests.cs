using NeuroKit.Distill.Losses;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Losses;

public sealed class TeacherStepTests : LossTest
{
    [Theory]
    [InlineData(16, 8)]
    [InlineData(16, 4)]
    [InlineData(15, 10)]
    [InlineData(3, 2)]
    [InlineData(7, 7)]
    [InlineData(1, 4)]
    public void RowsSumToOne(int teacherSteps, int studentSteps)
    {
        foreach (TeacherSteps steps in Enum.GetValues<TeacherSteps>())
        {
            double[,] map = TeacherStepMaps.Create(steps, teacherSteps, studentSteps);
            Assert.Equal((studentSteps, teacherSteps), (map.GetLength(0), map.GetLength(1)));
            for (int t = 0; t < studentSteps; t++)
            {
                double[] row = Row(map, t);
                Assert.Equal(1, row.Sum(), 12);
                Assert.All(row, weight => Assert.InRange(weight, 0, 1));
            }
        }
    }

    [Fact]
    public void AlignedWindowsShareByOverlap()
    {
        double[,] thirds = TeacherStepMaps.Create(TeacherSteps.AlignedWindows, 3, 2);
        Assert.Equal([2.0 / 3, 1.0 / 3, 0], Row(thirds, 0));
        Assert.Equal([0, 1.0 / 3, 2.0 / 3], Row(thirds, 1));

        double[,] quarters = TeacherStepMaps.Create(TeacherSteps.AlignedWindows, 16, 4);
        Assert.Equal([0, 0, 0, 0, 0.25, 0.25, 0.25, 0.25, 0, 0, 0, 0, 0, 0, 0, 0], Row(quarters, 1));
        double[,] halves = TeacherStepMaps.Create(TeacherSteps.AlignedWindows, 16, 8);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.5], Row(halves, 7));

        double[,] lips = TeacherStepMaps.Create(TeacherSteps.AlignedWindows, 15, 10);
        Assert.Equal([2.0 / 3, 1.0 / 3, 0, 0], Row(lips, 0)[..4]);
        Assert.Equal([0, 1.0 / 3, 2.0 / 3, 0], Row(lips, 1)[..4]);
        Assert.Equal([0, 0, 0, 2.0 / 3, 1.0 / 3, 0], Row(lips, 2)[..6]);

        // A student of more steps learns from the step that covers its own.
        Assert.Equal([0, 1], Row(TeacherStepMaps.Create(TeacherSteps.AlignedWindows, 2, 4), 2));
    }

    [Fact]
    public void ACausalPrefixHoldsWhatHasEnded()
    {
        double[,] map = TeacherStepMaps.Create(TeacherSteps.CausalPrefix, 16, 4);
        Assert.Equal([.. Enumerable.Repeat(0.125, 8), .. Enumerable.Repeat(0.0, 8)], Row(map, 1));
        Assert.Equal(Row(TeacherStepMaps.Create(TeacherSteps.Mean, 16, 4), 0), Row(map, 3));
        double[,] lips = TeacherStepMaps.Create(TeacherSteps.CausalPrefix, 15, 10);
        Assert.Equal([1, 0, 0, 0], Row(lips, 0)[..4]); // 1/15 ≤ 1/10 < 2/15
        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3, 0], Row(lips, 1)[..4]);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => TeacherStepMaps.Create(TeacherSteps.CausalPrefix, 4, 8));
        Assert.Contains("found 4 steps of the teacher for 8", error.Message, StringComparison.Ordinal);
    }

    /// <summary>The divergence step by step, against one worked out with the matrix, one step after the other.</summary>
    [SkippableTheory]
    [InlineData(16, 8)]
    [InlineData(16, 4)]
    [InlineData(15, 10)]
    public void EachStepLearnsFromItsOwn(int teacherSteps, int studentSteps)
    {
        (DistillationSide student, DistillationSide teacher) = RandomSides(studentSteps, teacherSteps);
        Tensor targets = tensor([0L, 3L]);
        foreach (TeacherSteps steps in Enum.GetValues<TeacherSteps>())
        {
            double[,] map = TeacherStepMaps.Create(steps, teacherSteps, studentSteps);
            double expected = 0;
            for (int t = 0; t < studentSteps; t++)
            {
                Tensor aim = zeros_like(teacher.Logits[0]);
                for (int j = 0; j < teacherSteps; j++)
                    aim += teacher.Logits[j] * map[t, j];
                Tensor own = steps == TeacherSteps.CausalPrefix ? student.Logits.narrow(0, 0, t + 1).mean([0]) : student.Logits[t];
                Tensor q = (aim / 5).softmax(1);
                expected += (q * (q.log() - (own / 5).softmax(1).log())).sum().item<double>() / (studentSteps * 2);
            }

            DistillationLossOptions options = Options("tser") with { Logits = new LogitLossOptions { TeacherSteps = steps, TemperatureSquared = false } };
            Near(expected, Read(options, student, teacher, targets)["kl"], 1e-12);
        }
    }

    [SkippableFact]
    public void OtherTermsTakeTheMeanOfTheTeachersSteps()
    {
        (DistillationSide student, DistillationSide teacher) = RandomSides(4, 16);
        var mean = new DistillationSide(teacher.Logits.mean([0], keepdim: true));
        Tensor targets = tensor([0L, 3L]);
        foreach (string id in new[] { "ld", "wsld", "skd", "tser" })
            Near(Read(Options(id), student, mean, targets)["total"], Read(Options(id), student, teacher, targets)["total"], 1e-12);
    }

    private static double[] Row(double[,] map, int row) => [.. Enumerable.Range(0, map.GetLength(1)).Select(j => map[row, j])];
}
