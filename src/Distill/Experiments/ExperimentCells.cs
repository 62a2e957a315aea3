namespace NeuroKit.Distill.Experiments;

/// <summary>The cells that every plan has beside its methods: the teacher's own weights at the students' steps.</summary>
public static class ExperimentCells
{
    /// <summary>The teachers at their own steps.</summary>
    public const string Teacher = "teacher";

    /// <summary>The teacher's weights, run at the student's steps as they are.</summary>
    public const string TeacherAsIs = "teacher-as-is";

    /// <summary>The same with the statistics of batch normalisation measured anew on the training part.</summary>
    public const string TeacherRenormalized = "teacher-renormalized";

    /// <summary>Softmax regression on the recordings' summed frames.</summary>
    public const string Linear = "linear";

    /// <summary>The teacher's weights at the students' steps.</summary>
    public static IReadOnlyList<string> TeacherControls { get; } = [TeacherAsIs, TeacherRenormalized];
}
