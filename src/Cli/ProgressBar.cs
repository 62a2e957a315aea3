using Spectre.Console;

namespace NeuroKit.Cli;

/// <summary>A bar that grows in place, for a person at a terminal.</summary>
internal static class ProgressBar
{
    /// <summary>Runs a step and shows how far it is.</summary>
    /// <param name="error">A terminal.</param>
    /// <param name="title">What is done.</param>
    /// <param name="step">The step; it reports done and total.</param>
    public static T Run<T>(TextWriter error, string title, Func<Action<int, int>, T> step)
        => Terminal.Over(error).Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title));
                return step((done, total) =>
                {
                    task.MaxValue = Math.Max(1, total);
                    task.Value = done;
                });
            });
}
