using NeuroKit.Training.Recipes;

namespace NeuroKit.Training.Optimization;

/// <summary>The learning rate of each epoch, as a function of the epoch alone: nothing to save, nothing to resume.</summary>
internal sealed class LearningRateSchedule
{
    private readonly ScheduleRecipe _schedule;
    private readonly double _rate;
    private readonly int _cycle;

    /// <summary>Makes the schedule.</summary>
    /// <param name="schedule">Its description.</param>
    /// <param name="learningRate">The rate that it scales.</param>
    /// <param name="epochs">The training's epochs, for a cosine that does not say its own.</param>
    public LearningRateSchedule(ScheduleRecipe schedule, double learningRate, int epochs)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedule = schedule;
        _rate = learningRate;
        _cycle = schedule.CycleEpochs ?? epochs;
    }

    /// <summary>The rate of an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    public double At(int epoch) => _schedule.Id switch
    {
        ScheduleKind.Cosine => Cosine(epoch),
        ScheduleKind.Step => _rate * Math.Pow(_schedule.Gamma, epoch / (_schedule.StepEpochs ?? throw new InvalidOperationException("schedule.stepEpochs is missing"))),
        ScheduleKind.WarmupCosine when epoch < _schedule.WarmupEpochs
            => _schedule.WarmupStart + (epoch * (_rate - _schedule.WarmupStart) / _schedule.WarmupEpochs),
        ScheduleKind.WarmupCosine => Cosine(epoch),
        _ => _rate,
    };

    private double Cosine(int epoch) => epoch < _cycle
        ? _schedule.Minimum + (0.5 * (_rate - _schedule.Minimum) * (1 + Math.Cos(Math.PI * epoch / _cycle)))
        : _schedule.Minimum;
}
