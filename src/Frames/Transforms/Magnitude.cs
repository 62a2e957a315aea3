using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Frames.Transforms;

/// <summary>A number between −limit and limit: any, or one of some equidistant ones.</summary>
internal sealed class Magnitude
{
    private readonly double _limit;
    private readonly int _steps;

    public Magnitude(double limit, int steps, double most)
    {
        if (!(limit > 0 && limit <= most))
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"The limit is above 0 and at most {most.ToString(CultureInfo.InvariantCulture)}.");
        if (steps is not 0 and < 2)
            throw new ArgumentOutOfRangeException(nameof(steps), steps, "Two steps are the least; 0 is any magnitude.");
        (_limit, _steps) = (limit, steps);
    }

    /// <summary>The limits as in a transform's name.</summary>
    public string Text
        => _steps == 0 ? _limit.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{_limit}, {_steps}");

    /// <summary>Draws one.</summary>
    public double Draw(DeterministicRandom random)
        => _steps == 0 ? _limit * ((2 * random.NextDouble()) - 1) : Step(random.NextBelow(_steps));

    /// <summary>Draws a whole one; those of steps are truncated.</summary>
    public int DrawWhole(DeterministicRandom random)
        => _steps == 0 ? random.NextBelow((2 * (int)_limit) + 1) - (int)_limit : (int)Math.Truncate(Step(random.NextBelow(_steps)));

    /// <summary>Magnitude number i: the product comes first, so that whole numbers come out whole.</summary>
    private double Step(int i) => _limit * ((2 * i) - (_steps - 1)) / (_steps - 1);
}
