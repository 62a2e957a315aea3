namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of the learning rate.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rates of an optimiser's groups, step by step.</summary>
            public abstract class LRScheduler
            {
                internal readonly Optimizer _optimizer;
                internal readonly bool _verbose;
                internal int _last_epoch;
                internal IList<double> _last_lrs;
                internal IList<double> _base_lrs;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _last_epoch = last_epoch;
                    _verbose = verbose;
                    if (last_epoch == -1)
                    {
                        foreach (var group in optimizer.ParamGroups)
                            group.InitialLearningRate = group.LearningRate;
                    }

                    _base_lrs = optimizer.ParamGroups.Select(g => g.InitialLearningRate).ToList();
                    _last_lrs = optimizer.ParamGroups.Select(g => g.LearningRate).ToList();
                }

                public virtual void step() => step(null);

                /// <param name="epoch">The step to go to; the next one by default.</param>
                public virtual void step(int? epoch)
                {
                    _last_epoch = epoch ?? _last_epoch + 1;
                    // Once only: some schedules read what they set.
                    var rates = (epoch is null ? get_lr() : get_closed_form_lr()).ToList();
                    var index = 0;
                    foreach (var group in _optimizer.ParamGroups)
                    {
                        group.LearningRate = rates[index];
                        if (_verbose && _last_lrs[index] != rates[index])
                            Console.WriteLine($"Adjusting learning rate to {rates[index]}");
                        _last_lrs[index] = rates[index];
                        index++;
                    }
                }

                /// <summary>The rates that were set last, one for each group.</summary>
                public IEnumerable<double> get_last_lr() => _last_lrs;

                /// <summary>The rates at the present step, from those at the step before.</summary>
                protected virtual IEnumerable<double> get_lr() => Rates;

                /// <summary>The rates at the present step, from the initial ones; where there is no such form, as <see cref="get_lr"/>.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                private protected IEnumerable<double> Rates => _optimizer.ParamGroups.Select(g => g.LearningRate);
            }
        }
    }
}
