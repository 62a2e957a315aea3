using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses;

/// <summary>
/// The two sides and the targets as the terms take them: checked, the teacher detached, at least 32 bits wide. What several terms need is
/// computed once. Its tensors belong to the dispose scope it was made in.
/// </summary>
internal sealed class LossInput
{
    private readonly DistillationSide _student;
    private readonly DistillationSide? _teacher;
    private readonly Tensor? _teacherLogits;
    private readonly Dictionary<double, Tensor> _stepLogProbabilities = [];

    public LossInput(DistillationSide student, DistillationSide? teacher, Tensor targets, double labelSmoothing)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(targets);
        _student = student;
        _teacher = teacher;
        StudentLogits = Wide(Logits(student, "student"));
        if (teacher is not null)
        {
            _teacherLogits = Wide(Logits(teacher, "teacher").detach());
            if (_teacherLogits.shape[1] != Samples || _teacherLogits.shape[2] != Classes)
                throw new ArgumentException($"found the teacher's logits of shape {Text(_teacherLogits)} beside the student's of {Text(StudentLogits)}; expected the same samples and classes");
        }

        Targets = Distribution(targets, labelSmoothing);
    }

    /// <summary>[T, N, K].</summary>
    public Tensor StudentLogits { get; }

    /// <summary>[T′, N, K].</summary>
    public Tensor TeacherLogits => _teacherLogits ?? throw new InvalidOperationException("a term looked at the teacher although none was said to be needed");

    /// <summary>The probabilities that are aimed at, smoothed, [N, K].</summary>
    public Tensor Targets { get; }

    /// <summary>[N, K].</summary>
    public Tensor StudentMean => field ??= StudentLogits.mean([0]);

    /// <summary>[N, K].</summary>
    public Tensor TeacherMean => field ??= TeacherLogits.mean([0]);

    public int Steps => (int)StudentLogits.shape[0];

    private long Samples => StudentLogits.shape[1];

    private long Classes => StudentLogits.shape[2];

    /// <summary>The student's log-probabilities of each step, [T, N, K].</summary>
    public Tensor StepLogProbabilities(double temperature)
    {
        if (!_stepLogProbabilities.TryGetValue(temperature, out Tensor? found))
            _stepLogProbabilities.Add(temperature, found = LogProbabilities(StudentLogits, temperature));
        return found;
    }

    /// <summary>The student's log-probabilities over all steps, [N, K].</summary>
    public Tensor AveragedLogProbabilities(StepAverage average, double temperature) => average == StepAverage.Logits
        ? LogProbabilities(StudentMean, temperature)
        : StepLogProbabilities(temperature).logsumexp(0) - Math.Log(Steps); // the logarithm of a mean of probabilities, without leaving logarithms

    /// <summary>A feature of each side, [N, C, H, W], the teacher's detached.</summary>
    public (Tensor Student, Tensor Teacher) Features(FeaturePair pair)
    {
        Tensor student = Feature(_student, pair.Student, "student");
        Tensor teacher = Feature(_teacher!, pair.TeacherName, "teacher").detach();
        if (!student.shape.AsSpan(2).SequenceEqual(teacher.shape.AsSpan(2)))
            throw new ArgumentException($"found '{pair.Student}' of the student of shape {Text(student)} and '{pair.TeacherName}' of the teacher of {Text(teacher)}; expected the same height and width");
        return (student, teacher);
    }

    public static Tensor LogProbabilities(Tensor logits, double temperature)
        => (temperature == 1 ? logits : logits / temperature).log_softmax(-1);

    private Tensor Distribution(Tensor targets, double smoothing)
    {
        long[] shape = targets.shape;
        Tensor distribution;
        if (targets.dtype == ScalarType.Int64 && shape.Length == 1 && shape[0] == Samples)
            distribution = nn.functional.one_hot(targets, Classes).to_type(StudentLogits.dtype);
        else if (targets.is_floating_point() && shape.Length == 2 && shape[0] == Samples && shape[1] == Classes)
            distribution = targets.detach().to_type(StudentLogits.dtype);
        else
            throw new ArgumentException($"found targets of type {targets.dtype} and shape {Text(targets)}; expected classes, Int64 [{Samples}], or probabilities, floating [{Samples}, {Classes}]", nameof(targets));
        return smoothing == 0 ? distribution : (distribution * (1 - smoothing)) + (smoothing / Classes);
    }

    private Tensor Feature(DistillationSide side, string name, string role)
    {
        if (!side.Features.TryGetValue(name, out Tensor? feature))
            throw new ArgumentException($"found no feature '{name}' of the {role} among [{string.Join(", ", side.Features.Keys)}]; the loss's own request for the {role} asks for it");
        long[] shape = feature.shape;
        if (shape.Length is not (2 or 4) || shape[0] != Samples)
            throw new ArgumentException($"found '{name}' of the {role} of shape {Text(feature)}; expected the mean over the steps, [{Samples}, C, H, W] or [{Samples}, C]");
        Tensor wide = Wide(feature);
        return shape.Length == 4 ? wide : wide.reshape(shape[0], shape[1], 1, 1);
    }

    private static Tensor Logits(DistillationSide side, string role)
    {
        Tensor logits = side.Logits;
        if (logits.ndim != 3 || !logits.is_floating_point() || logits.shape.Contains(0))
            throw new ArgumentException($"found the {role}'s logits of type {logits.dtype} and shape {Text(logits)}; expected floating [T, N, K]");
        return logits;
    }

    private static Tensor Wide(Tensor tensor) => tensor.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? tensor.to_type(ScalarType.Float32) : tensor;

    private static string Text(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
