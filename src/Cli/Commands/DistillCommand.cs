using System.CommandLine;
using NeuroKit.Cli.Distill;

namespace NeuroKit.Cli.Commands;

/// <summary><c>distill RECIPE --data ROOT [--teacher RUN] --out RUN</c>: trains students of few steps beside a teacher of many.</summary>
internal sealed class DistillCommand : Command
{
    private readonly Argument<string> _recipe = new("RECIPE") { Description = "A distillation recipe's identifier or file; a wrong one lists those known. It says the supervision: frozen, chain or joint." };
    private readonly Option<string?> _data = new("--data") { Description = "The data set's folder. With --resume: where it is now, if it has moved.", HelpName = "ROOT" };
    private readonly Option<string?> _teacher = new("--teacher") { Description = "The teacher's run. Default: it is trained first, into teacher in --out. Not for a joint recipe.", HelpName = "RUN" };
    private readonly Option<string> _out = new("--out") { Description = "The distillation's folder: a run a student, those of a chain stage by stage.", HelpName = "RUN", Required = true };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with what is in --out from its last checkpoints, by the recipe and the teacher that it was begun with." };
    private readonly Option<string[]> _sweep = new("--sweep") { Description = "Run the recipe at each of these values of a key, for example distillation.loss.logits.temperature=1,2,4; several times for every combination. 'analyze' draws it.", HelpName = "KEY=V,V" };
    private readonly Option<bool> _worse = new("--allow-worse-teacher") { Description = "Go on with a teacher that is no better than an untrained student." };
    private readonly Option<int?> _cacheLimit = new("--cache-limit") { Description = "The most megabytes (10^6 bytes) that the teacher's kept answers may take, in memory and on disk; beyond, it looks at every batch anew. Default: 2000.", HelpName = "MB" };
    private readonly Option<string?> _device = CommonOptions.Device();
    private readonly Option<bool> _json = CommonOptions.Json("Print the students' results as a JSON object.");

    public DistillCommand(ToolConsole console)
        : base("distill", "Train spiking networks of few steps beside a teacher of many: each student becomes a run that evaluate, predict and energy take.")
    {
        Add(_recipe);
        foreach (Option option in new Option[] { _data, _teacher, _out, _resume, _sweep, _worse, _cacheLimit, _device, _json, CommonOptions.Yes() })
            Add(option);
        SetAction((parsed, cancellationToken) =>
        {
            bool resumes = parsed.GetValue(_resume);
            string? data = parsed.GetValue(_data);
            if (data is null && !resumes)
                throw new UsageException("say the data set's folder: --data ROOT");
            int? cacheLimit = parsed.GetValue(_cacheLimit);
            if (cacheLimit < 0)
                throw new UsageException($"--cache-limit: found {cacheLimit}; expected a number of megabytes of at least 0");
            var request = new DistillRequest(
                parsed.GetRequiredValue(_recipe), data, parsed.GetValue(_teacher), parsed.GetRequiredValue(_out), resumes, parsed.GetValue(_worse), parsed.GetValue(_device) ?? "cpu", parsed.GetValue(_json))
            {
                Sweep = parsed.GetValue(_sweep) ?? [],
                CacheLimitMegabytes = cacheLimit,
            };
            return Task.FromResult(DistillWork.Run(console, request, cancellationToken));
        });
    }
}
