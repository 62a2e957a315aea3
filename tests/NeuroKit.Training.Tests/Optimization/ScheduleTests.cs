using NeuroKit.Training.Optimization;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Training.Tests.Optimization;

public class ScheduleTests
{
    [Fact]
    public void Spikingformer_follows_its_table()
    {
        LearningRateSchedule schedule = Of("spikingformer-2-256-cml-cifar10-dvs");
        Assert.Equal(1e-5, schedule.At(0), 12);
        Assert.Equal(1e-5 + (9 * (1e-3 - 1e-5) / 10), schedule.At(9), 12);
        Assert.Equal(9.737304e-4, schedule.At(10), 10);
        Assert.Equal(1e-5 + (0.5 * (1e-3 - 1e-5)), schedule.At(48), 12);
        Assert.True(schedule.At(95) > 1e-5);
        for (int epoch = 96; epoch < 106; epoch++)
            Assert.Equal(1e-5, schedule.At(epoch));
    }

    [Fact]
    public void Wide_7B_follows_the_cosine()
    {
        LearningRateSchedule schedule = Of("wide-7b-net-cifar10-dvs");
        Assert.Equal(0.01, schedule.At(0));
        Assert.Equal(0.005, schedule.At(32), 12);
        Assert.Equal(0.005 * (1 + Math.Cos(Math.PI * 63 / 64)), schedule.At(63), 12);
    }

    [Fact]
    public void Seven_B_goes_down_by_steps()
    {
        LearningRateSchedule schedule = Of("7b-net-dvs-gesture");
        Assert.Equal([0.001, 0.001, 0.0001, 0.0001, 0.00001, 0.00001], new[] { 0, 63, 64, 127, 128, 191 }.Select(e => Math.Round(schedule.At(e), 10)));
    }

    [Fact]
    public void Constant_stays() => Assert.Equal(0.3, new LearningRateSchedule(new ScheduleRecipe(), 0.3, 10).At(9));

    private static LearningRateSchedule Of(string id)
    {
        Recipe recipe = Recipe.Load(id);
        return new LearningRateSchedule(recipe.Schedule, recipe.Optimizer.LearningRate, recipe.Training.Epochs);
    }
}
