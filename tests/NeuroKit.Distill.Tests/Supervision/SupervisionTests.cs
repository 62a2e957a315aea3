using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Tests;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

public sealed class SupervisionTests : TrainingTest
{
    private const int Samples = 28; // the last batch is a smaller one

    [SkippableFact]
    public void The_teacher_stays_and_looks_once_at_each_batch_for_all_students()
    {
        using BlockSource source = SmallTask.Source(Samples);
        using SpikingNetwork teacher = SmallTask.Network(1), first = SmallTask.Network(2), second = SmallTask.Network(3);
        string before = WeightDigest.Of(teacher), student = WeightDigest.Of(first);
        DistillationStudent[] students = [SmallTask.Student(first, teacher, source, 1), SmallTask.Student(second, teacher, source, 2)];
        var frozen = new FrozenTeacher(teacher, 0, students.Select(s => s.Objective.Loss));
        using var course = new DistillationTrainer(source, students, frozen);
        course.Fit();
        Assert.Equal(before, WeightDigest.Of(teacher));
        Assert.NotEqual(student, WeightDigest.Of(first));
        Assert.All(teacher.parameters(), p => Assert.True(p.grad is null && !p.requires_grad));
        Assert.Equal(3 * source.BatchesPerEpoch, frozen.Passes);
    }

    [SkippableFact]
    public void Gradients_reach_the_student_and_what_the_loss_learns()
    {
        using BlockSource source = SmallTask.Source(Samples);
        using SpikingNetwork teacher = SmallTask.Network(1), network = SmallTask.Network(2);
        DistillationStudent student = SmallTask.Student(network, teacher, source, 1);
        var frozen = new FrozenTeacher(teacher, 0, [student.Objective.Loss]);
        using TensorBatch batch = source.Epoch(0).First();
        student.Objective.Teacher = frozen.Observe(batch, batch);
        Assert.All(student.Objective.Teacher.Features.Values.Append(student.Objective.Teacher.Logits), t => Assert.False(t.requires_grad));
        Tensor[] restoration = [.. student.Objective.Loss.parameters().Select(p => p.detach().clone())];
        Assert.NotEmpty(restoration);
        student.Trainer.Step(batch);
        Assert.All(network.parameters().Concat(student.Objective.Loss.parameters()), p => Assert.True(p.grad is not null && p.grad.isfinite().all().item<bool>()));
        Assert.Contains(restoration.Zip(student.Objective.Loss.parameters()), pair => !BitEqual(pair.First, pair.Second.detach()));
        Assert.All(teacher.parameters(), p => Assert.Null(p.grad));
        // What the loss learns is none of the network's.
        Assert.DoesNotContain(network.state_dict().Keys, name => name.Contains("restore", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("ld+bkd")]
    [InlineData("tser")]
    [InlineData("ld")]
    public void A_cached_teacher_is_the_teacher_to_the_bit(string loss)
    {
        Assert.Equal(Run(loss, isCached: false), Run(loss, isCached: true));

        static string Run(string loss, bool isCached)
        {
            using BlockSource source = SmallTask.Source(Samples);
            using SpikingNetwork teacher = SmallTask.Network(1), network = SmallTask.Network(2);
            DistillationStudent student = SmallTask.Student(network, teacher, source, 1, loss);
            var frozen = new FrozenTeacher(teacher, 0, [student.Objective.Loss]);
            using BlockSource plain = SmallTask.Source(Samples, shuffle: false);
            using TeacherCache? cache = isCached ? TeacherCache.Build(frozen, plain) : null;
            long passes = frozen.Passes;
            using var course = new DistillationTrainer(source, [student], cache ?? (DistillationTeacher)frozen);
            course.Fit();
            Assert.Equal(isCached ? 0 : 3 * source.BatchesPerEpoch, frozen.Passes - passes);
            return WeightDigest.Of(network);
        }
    }

    [SkippableFact]
    public void In_company_a_student_learns_what_it_learns_alone()
    {
        (string first, string second) = Together();
        Assert.Equal(first, Alone(2, 1));
        Assert.Equal(second, Alone(3, 2));

        static (string First, string Second) Together()
        {
            using BlockSource source = SmallTask.Source(Samples);
            using SpikingNetwork teacher = SmallTask.Network(1), first = SmallTask.Network(2), second = SmallTask.Network(3);
            DistillationStudent[] students = [Seeded(first, teacher, source, 1), Seeded(second, teacher, source, 2)];
            manual_seed(7);
            using var course = new DistillationTrainer(source, students, new FrozenTeacher(teacher, 0, students.Select(s => s.Objective.Loss)));
            course.Fit();
            return (WeightDigest.Of(first), WeightDigest.Of(second));
        }

        static string Alone(int seed, int block)
        {
            using BlockSource source = SmallTask.Source(Samples);
            using SpikingNetwork teacher = SmallTask.Network(1), network = SmallTask.Network(seed);
            DistillationStudent student = Seeded(network, teacher, source, block);
            manual_seed(7);
            using var course = new DistillationTrainer(source, [student], new FrozenTeacher(teacher, 0, [student.Objective.Loss]));
            course.Fit();
            return WeightDigest.Of(network);
        }

        static DistillationStudent Seeded(SpikingNetwork network, SpikingNetwork teacher, IBatchSource source, int block)
        {
            manual_seed(70 + block);
            return SmallTask.Student(network, teacher, source, block);
        }
    }

    [SkippableTheory]
    [InlineData(2, 3)]
    [InlineData(4, 1)] // the last step of an epoch; the other has no checkpoint within it
    [InlineData(7, 2)]
    public void Killed_and_resumed_equals_undisturbed_to_the_bit(int step, int everySteps)
    {
        string folder = Directory.CreateTempSubdirectory("neurokit-distill").FullName;
        (string, string)? whole = Run(Path.Combine(folder, "whole"), null, everySteps);
        string killed = Path.Combine(folder, "killed");
        Assert.Null(Run(killed, step, everySteps));
        Assert.Equal(whole, Run(killed, null, everySteps));
        Directory.Delete(folder, recursive: true);

        // Null where it was interrupted. The students are put by at steps of their own, so that one is ahead of the other.
        static (string, string)? Run(string folder, int? interruptedAt, int everySteps)
        {
            Directory.CreateDirectory(folder);
            string[] checkpoints = [Path.Combine(folder, "a.ckpt"), Path.Combine(folder, "b.ckpt")];
            using BlockSource source = SmallTask.Source(Samples);
            using SpikingNetwork teacher = SmallTask.Network(1), first = SmallTask.Network(2), second = SmallTask.Network(3);
            TrainerCallback[] interrupting = interruptedAt is { } step ? [new InterruptingCallback(step)] : [];
            DistillationStudent[] students =
            [
                SmallTask.Student(first, teacher, source, 1, "ld+bkd", new CheckpointCallback(checkpoints[0], everySteps: everySteps)),
                SmallTask.Student(second, teacher, source, 2, "ld+bkd", [.. interrupting, new CheckpointCallback(checkpoints[1])]),
            ];
            using var course = new DistillationTrainer(source, students, new FrozenTeacher(teacher, 0, students.Select(s => s.Objective.Loss)));
            for (int i = 0; i < students.Length; i++)
            {
                if (File.Exists(checkpoints[i]))
                    course.Resume(i, own => CheckpointFile.Read(checkpoints[i], own));
            }

            try
            {
                course.Fit();
            }
            catch (InterruptingCallback.InterruptedException)
            {
                return null;
            }

            return (WeightDigest.Of(first), WeightDigest.Of(second));
        }
    }

    [SkippableFact]
    public void A_checkpoint_of_another_objective_is_refused()
    {
        string path = Path.GetTempFileName();
        using BlockSource source = SmallTask.Source(Samples);
        using SpikingNetwork teacher = SmallTask.Network(1), network = SmallTask.Network(2);
        DistillationStudent student = SmallTask.Student(network, teacher, source, 1);
        CheckpointFile.Write(path, student.Trainer);
        CheckpointFile.Read(path, student.Trainer);
        using var plain = new Trainer(network, student.Trainer.Options with { Objective = null }, source);
        Assert.Throws<TrainingException>(() => CheckpointFile.Read(path, plain));
        // The weights alone are the network's, whatever was learnt beside them.
        using SpikingNetwork other = SmallTask.Network(9);
        CheckpointFile.ReadWeights(path, other);
        Assert.Equal(WeightDigest.Of(network), WeightDigest.Of(other));
        File.Delete(path);
    }

    [SkippableFact]
    public void What_cannot_be_is_refused()
    {
        using BlockSource source = SmallTask.Source(Samples), plain = SmallTask.Source(Samples, shuffle: false);
        using SpikingNetwork teacher = SmallTask.Network(1), network = SmallTask.Network(2);
        DistillationStudent student = SmallTask.Student(network, teacher, source, 1);
        var frozen = new FrozenTeacher(teacher, 0, [student.Objective.Loss]);
        Assert.Contains("needs a teacher", Assert.Throws<ArgumentException>(() => new DistillationTrainer(source, [student], null)).Message, StringComparison.Ordinal);
        using TeacherCache cache = TeacherCache.Build(frozen, plain);
        Assert.Throws<ArgumentException>(() => new DistillationTrainer(source, [student], cache, new Mixup(0.5)));
        teacher.train();
        using TensorBatch batch = plain.Epoch(0).First();
        Assert.Throws<InvalidOperationException>(() => frozen.Observe(batch, batch));
    }

    [SkippableFact]
    public void Mixed_batches_are_mixed_for_the_teacher_too()
    {
        using BlockSource source = SmallTask.Source(Samples);
        using SpikingNetwork teacher = SmallTask.Network(1), network = SmallTask.Network(2);
        DistillationStudent student = SmallTask.Student(network, teacher, source, 1, "ld");
        var frozen = new FrozenTeacher(teacher, 0, [student.Objective.Loss]);
        using TensorBatch batch = source.Epoch(0).First();
        var mixup = new Mixup(0.5, seed: 3);
        TensorBatch mixed = mixup.Apply(batch, SmallTask.Classes, 0, 0);
        Tensor direct = teacher.Forward(mixed.AllFrames[0]).Logits;
        Assert.True(BitEqual(direct, frozen.Observe(batch, mixed).Logits));
        Assert.False(BitEqual(direct, frozen.Observe(batch, batch).Logits));
        using var course = new DistillationTrainer(source, [student], frozen, mixup);
        Assert.Equal(3 * source.BatchesPerEpoch, course.Fit()[0].Steps);
    }

    [SkippableFact]
    public void The_released_codes_teacher_goes_on_from_batch_to_batch()
    {
        using BlockSource source = SmallTask.Source(SmallTask.Batch);
        using SpikingNetwork teacher = SmallTask.Network(1), network = SmallTask.Network(2);
        DistillationStudent student = SmallTask.Student(network, teacher, source, 1, "ld");
        NormalizationStatistics.Measure(teacher, source, 0); // so that its neurons have something to remember
        var rested = new FrozenTeacher(teacher, 0, [student.Objective.Loss]);
        using TensorBatch batch = source.Epoch(0).First();
        Tensor fromRest = rested.Observe(batch, batch).Logits;
        Assert.True(BitEqual(fromRest, rested.Observe(batch, batch).Logits));
        var going = new FrozenTeacher(teacher, 0, [student.Objective.Loss], new TeacherPairing { ResetTeacherState = false });
        Assert.True(BitEqual(fromRest, going.Observe(batch, batch).Logits));
        Assert.False(BitEqual(fromRest, going.Observe(batch, batch).Logits));
    }

    [SkippableFact]
    public void The_released_codes_teacher_sees_recordings_unmixed()
    {
        using BlockSource source = SmallTask.Source(SmallTask.Batch);
        using SpikingNetwork teacher = SmallTask.Network(1), network = SmallTask.Network(2);
        DistillationStudent student = SmallTask.Student(network, teacher, source, 1, "ld");
        using TensorBatch batch = source.Epoch(0).First();
        using TensorBatch mixed = new Mixup(0.5, seed: 3).Apply(batch, SmallTask.Classes, 0, 0);
        Assert.NotSame(batch, mixed);
        var shared = new FrozenTeacher(teacher, 0, [student.Objective.Loss]);
        var apart = new FrozenTeacher(teacher, 0, [student.Objective.Loss], new TeacherPairing { SharedMixing = false });
        Assert.True(BitEqual(shared.Observe(batch, batch).Logits, apart.Observe(batch, mixed).Logits));
        Assert.False(BitEqual(shared.Observe(batch, mixed).Logits, apart.Observe(batch, mixed).Logits));
    }

    [SkippableFact]
    public void Normalisation_measured_anew_is_that_of_the_part()
    {
        using BlockSource source = SmallTask.Source(SmallTask.Batch, shuffle: false);
        using SpikingNetwork network = SmallTask.Network(1);
        string parameters = string.Join(' ', network.named_parameters().Select(p => p.parameter.sum().item<float>()));
        NormalizationStatistics.Measure(network, source, 1);
        Assert.Equal(parameters, string.Join(' ', network.named_parameters().Select(p => p.parameter.sum().item<float>())));
        Assert.True(network.training);
        using TensorBatch batch = source.Epoch(0).First();
        var seen = new Dictionary<bool, Tensor>();
        foreach (bool training in new[] { true, false })
        {
            network.train(training);
            // The first unit comes before any spike: there both modes agree up to the variance's correction for its sample.
            seen[training] = network.Forward(batch.AllFrames[1], new ForwardRequest { Features = [network.FeatureNames[0]] }).Features[network.FeatureNames[0]];
        }

        double share = seen[true].isclose(seen[false], rtol: 0, atol: 1e-3).to_type(ScalarType.Float32).mean().item<float>();
        Assert.True(share > 0.97, $"{share} of the first feature agree");
        Tensor mean = network.named_buffers().First(b => b.name.EndsWith("running_mean", StringComparison.Ordinal)).buffer;
        Assert.True(mean.isfinite().all().item<bool>());
    }
}
