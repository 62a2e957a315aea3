using NeuroKit.Distill.Losses;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// The loss of a joint training: the teacher's own and, for each student, its loss beside what the teacher says of the same batch in the same step. The
/// sum is what is made small; the gradients of one pass are taken before the next begins, so that the memory is that of the largest.
/// </summary>
/// <remarks>
/// What the teacher says comes from a pass of its own: with the weights of before the step, in evaluation mode, without gradient, from rest. The pass that
/// it learns by normalises by the batch, which none of its users will see; what normalisation has counted stays as that pass left it.
/// </remarks>
internal sealed class JointObjective : TrainerObjective
{
    private readonly IReadOnlyList<JointMember> _members;
    private readonly TaskLoss _task;
    private readonly StepStatistics? _statistics;
    private readonly ForwardRequest _request;

    /// <summary>Makes the objective.</summary>
    /// <param name="members">The teacher, then its students.</param>
    /// <param name="task">The teacher's own loss.</param>
    /// <param name="statistics">The counts of normalisation by number of steps where all are one network; null: each has its own.</param>
    public JointObjective(IReadOnlyList<JointMember> members, TaskLoss task, StepStatistics? statistics)
    {
        _members = members;
        _task = task;
        _statistics = statistics;
        Module = new Parts(members, members[0].Network);
        _request = new ForwardRequest { Features = [.. members.Skip(1).SelectMany(member => member.Loss!.TeacherRequest.Features).Distinct()] };
    }

    /// <summary>The students' networks, where they are not the teacher's, and what the losses learn.</summary>
    public override nn.Module Module { get; }

    public override Tensor Compute(SpikingOutput output, TensorBatch batch)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        DistillationSide teacher = Answer(_members[0].Network, batch.AllFrames[_members[0].Block], _request);
        Tensor loss = _task.Compute(output.Logits, batch.Targets);
        double sum = Note(_members[0], loss, output.Logits, batch);
        for (int i = 1; i < _members.Count; i++)
        {
            // What was summed up so far is followed back now; the trainer does so with the last.
            loss.backward();
            JointMember student = _members[i];
            if (!student.Network.training)
                student.Network.train();
            _statistics?.Enter(i);
            SpikingOutput own = student.Network.Forward(batch.AllFrames[student.Block], student.Loss!.StudentRequest);
            DistillationTerms terms = student.Loss.call(DistillationSide.From(own), teacher, batch.Targets); // in the scope of the step
            student.Note(terms);
            loss = terms.Total;
            sum += Note(student, loss, own.Logits, batch);
        }

        // The last student's counts stay in the network until its pass was followed back: what a graph needs must not change.
        return loss + (sum - loss.ToDouble());
    }

    /// <summary>What the students learn from: a network's answers as its users get them. The network stays in training mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="frames">[N, T, C, H, W].</param>
    /// <param name="request">What the losses need of it.</param>
    internal static DistillationSide Answer(SpikingNetwork network, Tensor frames, ForwardRequest request)
    {
        network.eval();
        try
        {
            using IDisposable quiet = no_grad();
            return DistillationSide.From(network.Forward(frames, request));
        }
        finally
        {
            network.train();
        }
    }

    private static double Note(JointMember member, Tensor loss, Tensor logits, TensorBatch batch)
    {
        double value = loss.ToDouble();
        member.Note(value, logits, batch.Labels);
        return double.IsFinite(value)
            ? value
            : throw new TrainingException($"T = {member.Steps}: the loss is {value}; a smaller learning rate may help") { IsDivergence = true };
    }

    /// <summary>Holds the parts together for optimiser and checkpoint.</summary>
    private sealed class Parts : nn.Module
    {
        public Parts(IEnumerable<JointMember> members, SpikingNetwork teacher)
            : base(nameof(JointObjective))
        {
            foreach (JointMember member in members)
            {
                if (!ReferenceEquals(member.Network, teacher))
                    register_module($"network{member.Steps}", member.Network);
                if (member.Loss is not null)
                    register_module($"loss{member.Steps}", member.Loss);
            }
        }

        protected override void RegisterComponents()
        {
        }
    }
}
