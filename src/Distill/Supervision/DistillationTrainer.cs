using NeuroKit.Distill.Losses;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// Trains students side by side: each batch is read, augmented and mixed once, the teacher looks at it once, and every student makes its step.
/// </summary>
/// <remarks>
/// Every student has torch's generator to itself, so that it learns to the bit what it would learn alone, and is put by and resumed on its own:
/// after an interruption those that are behind catch up first.
/// </remarks>
public sealed class DistillationTrainer : IDisposable
{
    private readonly IBatchSource _train;
    private readonly DistillationStudent[] _students;
    private readonly DistillationTeacher? _teacher;
    private readonly Mixup? _mixup;
    private readonly Tensor[] _generators;

    /// <summary>Makes the trainer.</summary>
    /// <param name="train">What is trained on.</param>
    /// <param name="students">The students, whose trainers are over the same source and have as many epochs; they stay the caller's. The state of torch's generator is every student's at its beginning.</param>
    /// <param name="teacher">The teacher; null where no student's loss needs one.</param>
    /// <param name="mixup">How batches are mixed; null: they are not. The students' own trainers mix nothing.</param>
    /// <exception cref="ArgumentException">The students do not go together, or lack a teacher.</exception>
    public DistillationTrainer(IBatchSource train, IReadOnlyList<DistillationStudent> students, DistillationTeacher? teacher, Mixup? mixup = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(students);
        ArgumentOutOfRangeException.ThrowIfZero(students.Count);
        foreach (DistillationStudent student in students)
        {
            if (student.Trainer.BatchesPerEpoch != train.BatchesPerEpoch || student.Trainer.Options.Epochs != students[0].Trainer.Options.Epochs)
                throw new ArgumentException($"{student.Name}: found {student.Trainer.Options.Epochs} epochs of {student.Trainer.BatchesPerEpoch} batches; expected {students[0].Trainer.Options.Epochs} of {train.BatchesPerEpoch}", nameof(students));
            if (!ReferenceEquals(student.Trainer.Options.Objective, student.Objective))
                throw new ArgumentException($"{student.Name}: its trainer has another objective", nameof(students));
            if (student.Trainer.Options.Mixup is not null)
                throw new ArgumentException($"{student.Name}: its trainer mixes batches itself; they are mixed once for all", nameof(students));
            if (student.Objective.Loss.NeedsTeacher && teacher is null)
                throw new ArgumentException($"{student.Name}: its loss needs a teacher", nameof(students));
        }

        if (mixup is not null && teacher is { NeedsFrames: false })
            throw new ArgumentException("mixed batches are seen once each: a cached teacher does not know them", nameof(mixup));
        _train = train;
        _students = [.. students];
        _teacher = teacher;
        _mixup = mixup;
        _generators = [.. students.Select(_ => random.get_rng_state().DetachFromDisposeScope())];
    }

    /// <summary>Reads a student's state, for example out of its checkpoint; its generator goes where it was.</summary>
    /// <param name="index">The student's place.</param>
    /// <param name="load">Reads the state into the student's trainer.</param>
    public void Resume(int index, Action<Trainer> load)
    {
        ArgumentNullException.ThrowIfNull(load);
        WithGenerator(index, () => load(_students[index].Trainer));
    }

    /// <summary>Trains all students, from where each stands to the end.</summary>
    /// <param name="cancellationToken">Stops between steps.</param>
    /// <returns>What each gave.</returns>
    /// <exception cref="TrainingException">A loss is no number any more; the message says whose.</exception>
    public IReadOnlyList<TrainingResult> Fit(CancellationToken cancellationToken = default)
    {
        ForEach(student => student.Trainer.Begin());
        int epochs = _students[0].Trainer.Options.Epochs;
        for (int epoch = _students.Min(s => s.Trainer.Position.Epoch); epoch < epochs; epoch++)
        {
            RunEpoch(epoch, cancellationToken);
            ForEach(student =>
            {
                if (student.Trainer.Position.Epoch == epoch)
                    student.Trainer.EndEpoch(cancellationToken);
            });
        }

        var results = new TrainingResult[_students.Length];
        for (int i = 0; i < results.Length; i++)
            WithGenerator(i, () => results[i] = _students[i].Trainer.End(cancellationToken));
        return results;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor state in _generators)
            state.Dispose();
    }

    private void RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        int number = _students.Where(s => s.Trainer.Position.Epoch == epoch).Min(s => s.Trainer.Position.Batch);
        foreach (TensorBatch batch in _train.Epoch(epoch, number, cancellationToken))
        {
            using (batch)
                RunBatch(batch, epoch, number);
            number++;
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void RunBatch(TensorBatch batch, int epoch, int number)
    {
        using DisposeScope scope = NewDisposeScope();
        TensorBatch mixed = _mixup?.Apply(batch, _students[0].Trainer.Network.Options.Classes, epoch, number) ?? batch;
        try
        {
            // Only for who is here already: one who is behind looks at it again.
            DistillationSide? side = null;
            for (int i = 0; i < _students.Length; i++)
            {
                DistillationStudent student = _students[i];
                if (student.Trainer.Position.Epoch != epoch || student.Trainer.Position.Batch != number)
                    continue;
                if (student.Objective.Loss.NeedsTeacher)
                    side ??= _teacher!.Observe(batch, mixed);
                student.Objective.Teacher = side;
                WithGenerator(i, () => Step(student, mixed));
                student.Objective.Teacher = null;
            }
        }
        finally
        {
            if (!ReferenceEquals(mixed, batch))
                mixed.Dispose();
        }
    }

    private static void Step(DistillationStudent student, TensorBatch batch)
    {
        try
        {
            student.Trainer.Step(batch);
        }
        catch (TrainingException exception)
        {
            throw new TrainingException($"{student.Name}: {exception.Message}", exception) { IsDivergence = exception.IsDivergence };
        }
    }

    private void ForEach(Action<DistillationStudent> action)
    {
        for (int i = 0; i < _students.Length; i++)
        {
            int index = i;
            WithGenerator(index, () => action(_students[index]));
        }
    }

    // Students draw from torch's own generator: each finds it where it left it.
    private void WithGenerator(int index, Action action)
    {
        random.set_rng_state(_generators[index]);
        action();
        _generators[index].Dispose();
        _generators[index] = random.get_rng_state().DetachFromDisposeScope();
    }
}
