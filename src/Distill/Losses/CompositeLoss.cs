using NeuroKit.Distill.Losses.Terms;
using NeuroKit.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses;

/// <summary>A weighted sum of terms.</summary>
internal sealed class CompositeLoss : DistillationLoss
{
    private readonly LossTerm[] _terms;
    private readonly Dictionary<string, double> _weights;
    private readonly double _labelSmoothing;

    public CompositeLoss(string id, IEnumerable<LossTerm> terms, double labelSmoothing)
        : base(id)
    {
        _terms = [.. terms];
        _labelSmoothing = labelSmoothing;
        _weights = _terms.ToDictionary(term => term.Name, term => term.Weight);
        foreach (LossTerm term in _terms)
            register_module(term.Name, term);
        NeedsTeacher = _terms.Any(term => term.NeedsTeacher);
        FeaturePair[] pairs = [.. _terms.SelectMany(term => term.Pairs)];
        StudentRequest = new ForwardRequest { Features = [.. pairs.Select(pair => pair.Student).Distinct()] };
        TeacherRequest = new ForwardRequest { Features = [.. pairs.Select(pair => pair.TeacherName).Distinct()] };
    }

    public override bool NeedsTeacher { get; }

    public override IReadOnlyDictionary<string, double> Weights => _weights;

    public override ForwardRequest StudentRequest { get; }

    public override ForwardRequest TeacherRequest { get; }

    public override DistillationTerms forward(DistillationSide input1, DistillationSide? input2, Tensor input3)
    {
        if (NeedsTeacher && input2 is null)
            throw new ArgumentNullException(nameof(input2), $"'{GetName()}' needs a teacher");
        using DisposeScope scope = NewDisposeScope();
        var input = new LossInput(input1, NeedsTeacher ? input2 : null, input3, _labelSmoothing);
        var terms = new Dictionary<string, Tensor>(_terms.Length);
        foreach (LossTerm term in _terms)
            terms.Add(term.Name, term.Compute(input));
        var result = new DistillationTerms(terms, _weights);
        foreach (Tensor term in terms.Values)
            term.MoveToOuterDisposeScope();
        result.Total.MoveToOuterDisposeScope();
        return result;
    }

    /// <summary>Terms are registered under names of their own, never by the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
