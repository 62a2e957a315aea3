using System.Text.Json.Serialization;

namespace NeuroKit.Distill.Losses;

/// <summary>How the student's softened mean logits are held against the teacher's.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SoftLabelForm>))]
public enum SoftLabelForm
{
    /// <summary>Cross-entropy with the teacher's probabilities (BKDSNN Eq. 8).</summary>
    [JsonStringEnumMemberName("ce")]
    CrossEntropy,

    /// <summary>Kullback–Leibler divergence, teacher first: the cross-entropy less the teacher's entropy, with the same gradient.</summary>
    [JsonStringEnumMemberName("kl")]
    Divergence,

    /// <summary>Weighted soft labels (Zhou et al., 2021), as the released BKDSNN code has it: the cross-entropy of each sample times 1 − exp(−CE(student, label) / CE(teacher, label)).</summary>
    [JsonStringEnumMemberName("wsld")]
    Weighted,
}
