using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>
/// Squared differences of features, plain or blurred (BKDSNN Eq. 2–5), summed over the layers. With the roles the other way round the
/// teacher is masked, aligned and restored, and the student is the target.
/// </summary>
internal sealed class FeatureTerm : LossTerm
{
    private readonly FeatureLossOptions _options;
    private readonly (FeatureAligner? Aligner, RestorationBlock? Restoration)[] _parts;

    public FeatureTerm(string name, FeatureLossOptions options)
        : base(name, options.Weight!.Value * (options.ReferenceBatch ?? 1))
    {
        _options = options;
        _parts = [.. options.Pairs.Select(Parts)];
    }

    public override IReadOnlyList<FeaturePair> Pairs => _options.Pairs;

    private bool IsReversed => _options.Roles == FeatureRoles.TeacherToStudent;

    public override Tensor Compute(LossInput input)
    {
        Tensor? sum = null;
        for (int i = 0; i < _parts.Length; i++)
        {
            FeaturePair pair = Pairs[i];
            (Tensor student, Tensor teacher) = input.Features(pair);
            CheckChannels(student, pair.StudentChannels, pair.Student);
            CheckChannels(teacher, pair.TeacherChannels, pair.TeacherName);
            Tensor one = IsReversed ? Distance(teacher, student, i) : Distance(student, teacher, i);
            sum = sum is null ? one : sum + one;
        }

        return sum!;
    }

    private Tensor Distance(Tensor source, Tensor target, int index)
    {
        (FeatureAligner? aligner, RestorationBlock? restoration) = _parts[index];
        Tensor feature = aligner is null ? source : aligner.call(source);
        if (_options.MatchMaximum == true)
            target = target * ScaleBetween(target, feature);
        if (_options.MaskRatio is > 0 and { } ratio && (training || _options.MaskInEvaluation == true))
            feature = feature * Mask(feature, ratio);
        if (restoration is not null)
            feature = restoration.call(feature);
        if (_options.Reduction == FeatureReduction.Mean)
            return nn.functional.mse_loss(feature, target, nn.Reduction.Mean);
        Tensor sum = nn.functional.mse_loss(feature, target, nn.Reduction.Sum);
        return _options.Reduction == FeatureReduction.Sum ? sum : sum / source.shape[0];
    }

    // A number without gradient: the scale is no way to become alike. Where a side has no value above 0 there is nothing to scale to.
    private static Tensor ScaleBetween(Tensor target, Tensor feature)
    {
        using IDisposable quiet = no_grad();
        Tensor own = target.max(), wanted = feature.max();
        return where(own.gt(0).logical_and(wanted.gt(0)), wanted / own, ones_like(own));
    }

    // Drawn in 32 bits whatever the feature's type, so that every precision sees the same masks; by the CPU's generator wherever the feature is, since that
    // one is what a checkpoint holds.
    private Tensor Mask(Tensor feature, double ratio)
    {
        long[] shape = feature.shape;
        long[] draws = _options.MaskAxis == MaskAxis.Pixel ? [shape[0], 1, shape[2], shape[3]] : [shape[0], shape[1], 1, 1];
        return rand(draws, ScalarType.Float32, CPU).ge(ratio).to(feature.dtype, feature.device);
    }

    private (FeatureAligner? Aligner, RestorationBlock? Restoration) Parts(FeaturePair pair, int index)
    {
        long ofStudent = Known(pair.StudentChannels, index, "studentChannels");
        long ofTeacher = Known(pair.TeacherChannels, index, "teacherChannels");
        (long from, long to) = IsReversed ? (ofTeacher, ofStudent) : (ofStudent, ofTeacher);
        var aligner = FeatureAligner.Create(_options.Alignment!.Value, from, to);
        RestorationBlock? restoration = _options.Restore == true ? new RestorationBlock(to) : null;
        if (aligner is not null)
            register_module($"align{index + 1}", aligner);
        if (restoration is not null)
            register_module($"restore{index + 1}", restoration);
        return (aligner, restoration);
    }

    private static long Known(int? channels, int index, string option)
        => channels ?? throw OptionChecks.Wrong("nothing", $"features.pairs[{index}].{option}", "the number of channels, which WithChannels(student, teacher) fills in");

    private static void CheckChannels(Tensor feature, int? channels, string name)
    {
        if (feature.shape[1] != channels)
            throw new ArgumentException($"found '{name}' with {feature.shape[1]} channels; expected {channels}, for which the loss was made");
    }
}
