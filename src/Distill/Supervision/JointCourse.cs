using System.Globalization;
using NeuroKit.Training;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// Looks on at a joint training: tells each number of steps' own metrics, measures each on the validation part after an epoch, and chooses the epoch.
/// Separate weights choose each for themselves; one weight set is of one epoch, that of the best mean over all numbers of steps.
/// </summary>
/// <param name="members">The teacher, then its students.</param>
/// <param name="statistics">The counts of normalisation by number of steps where all are one network; null: each has its own.</param>
/// <param name="note">Who is told each epoch's validation; null: nobody.</param>
internal sealed class JointCourse(IReadOnlyList<JointMember> members, StepStatistics? statistics, Action<string>? note) : TrainerCallback
{
    private (double Accuracy, double Loss)? _best;

    public override string StateName => "joint";

    public override void OnStart(Trainer trainer)
    {
        foreach (JointMember member in members)
            member.OnStart();
    }

    public override void OnStep(Trainer trainer, StepMetrics step)
    {
        foreach (JointMember member in members)
            member.OnStep(step);
        // The next step begins with the teacher's pass.
        statistics?.Enter(0);
    }

    public override void OnEpoch(Trainer trainer, EpochMetrics epoch)
    {
        var results = new EvaluationResult?[members.Count];
        for (int i = 0; i < results.Length; i++)
        {
            statistics?.Enter(i);
            results[i] = members[i].Session.Validation is { } part ? Evaluation.Measure(members[i].Network, part) : null;
        }

        bool isBestOfAll = results[0] is not null && IsBetter((results.Average(r => r!.Accuracy), results.Average(r => r!.Loss)));
        for (int i = 0; i < results.Length; i++)
        {
            statistics?.Enter(i);
            bool isBest = statistics is not null ? isBestOfAll : results[i] is { } own && EpochScore.IsBetter(own, members[i].Best);
            members[i].OnEpoch(epoch, results[i], isBest);
        }

        statistics?.Enter(0);
        if (results[0] is not null)
            note?.Invoke($"validation: {string.Join(", ", members.Zip(results, (member, result) => string.Create(CultureInfo.InvariantCulture, $"T = {member.Steps} {100 * result!.Accuracy:0.0} %")))}");
    }

    public override void Save(BinaryWriter writer)
    {
        writer.Write(_best is not null);
        writer.Write(_best?.Accuracy ?? 0);
        writer.Write(_best?.Loss ?? 0);
        foreach (JointMember member in members)
            member.Save(writer);
        statistics?.Save(writer);
    }

    public override void Load(BinaryReader reader)
    {
        bool isBegun = reader.ReadBoolean();
        (double, double) best = (reader.ReadDouble(), reader.ReadDouble());
        _best = isBegun ? best : null;
        foreach (JointMember member in members)
            member.Load(reader);
        statistics?.Load(reader);
    }

    private bool IsBetter((double Accuracy, double Loss) found)
    {
        bool isBetter = _best is not { } best || found.Accuracy > best.Accuracy || (found.Accuracy == best.Accuracy && found.Loss < best.Loss);
        if (isBetter)
            _best = found;
        return isBetter;
    }
}
