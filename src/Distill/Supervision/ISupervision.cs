namespace NeuroKit.Distill.Supervision;

/// <summary>How a distillation goes.</summary>
internal interface ISupervision
{
    /// <summary>Requires that teacher, recordings and recipe go together, before anything is written.</summary>
    /// <exception cref="Training.TrainingException">They do not.</exception>
    void Admit();

    /// <summary>Carries it out.</summary>
    DistillationResult Execute(CancellationToken cancellationToken);
}
