using NeuroKit.Training.Runtime;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Experiments;

/// <summary>
/// Works through the runs of a plan into a folder. A run that is finished is never repeated, one that was interrupted goes on from its last
/// checkpoint, and any number of processes may work on one folder: each takes the next run that is free and whose teacher is there.
/// </summary>
public sealed class ExperimentRunner : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly ExperimentData _data;
    private readonly ExperimentFolder _folder;
    private readonly ExperimentRun _run;
    private readonly IReadOnlyList<ExperimentJob> _jobs;

    private ExperimentRunner(ExperimentPlan plan, ExperimentData data, ExperimentFolder folder, TestGate gate)
    {
        Plan = plan;
        _data = data;
        _folder = folder;
        _run = new ExperimentRun(plan, data, folder, gate);
        _jobs = ExperimentJob.List(plan);
    }

    /// <summary>The plan.</summary>
    public ExperimentPlan Plan { get; }

    /// <summary>The runs of the plan.</summary>
    public int Runs => _jobs.Count;

    /// <summary>The runs that are finished.</summary>
    public int Finished => _jobs.Count(job => _folder.IsFinished(job.Name));

    /// <summary>Reads all recordings and begins the folder, or makes sure that it goes on with the same. Torch computes with one thread from then on: processes are what runs side by side.</summary>
    /// <param name="planPath">The plan.</param>
    /// <param name="dataRoot">The data set's folder.</param>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="NeuroKit.Events.NeuroKitException">Plan or data cannot be used, or the folder was begun with others.</exception>
    public static ExperimentRunner Open(string planPath, string dataRoot, string folder, CancellationToken cancellationToken = default)
    {
        ExperimentPlan plan = ExperimentPlan.Load(planPath);
        TorchRuntime.Prepare(threads: 1);
        ExperimentData data = ExperimentData.Load(plan, dataRoot, cancellationToken);
        try
        {
            var place = new ExperimentFolder(folder);
            place.Begin(plan, TestGate.PathOf(planPath, plan.Protocol), data.Digest, __version__);
            return new ExperimentRunner(plan, data, place, new TestGate(planPath, plan.Protocol));
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Works until every run is finished, by this process or another.</summary>
    /// <param name="progress">Who is told of each run that this process finished; null: nobody.</param>
    /// <param name="cancellationToken">Stops between steps; what is half-done goes on from its last checkpoint.</param>
    public void Work(IProgress<ExperimentRunResult>? progress = null, CancellationToken cancellationToken = default)
    {
        while (Finished < Runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!WorkOnce(progress, cancellationToken) && cancellationToken.WaitHandle.WaitOne(s_patience))
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _data.Dispose();

    // One run, the first that can be run; false where there is none at the moment.
    private bool WorkOnce(IProgress<ExperimentRunResult>? progress, CancellationToken cancellationToken)
    {
        foreach (ExperimentJob job in _jobs)
        {
            if (_folder.IsFinished(job.Name) || !job.Needs.All(_folder.IsFinished))
                continue;
            using FileStream? taken = _folder.TryTake(job.Name);
            if (taken is null || _folder.IsFinished(job.Name))
                continue;
            progress?.Report(_run.Run(job, cancellationToken));
            return true;
        }

        return false;
    }
}
