using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Native;
using Xunit;
using static TorchSharp.torch;

namespace NeuroKit.Tests;

public sealed class DisposeScopeTests : TorchTest
{
    [SkippableFact]
    public void A_scope_disposes_what_was_made_in_it_but_not_what_left_it()
    {
        Tensor inner, outer, detached;
        using (DisposeScope scope = NewDisposeScope())
        {
            inner = ones(1);
            using (NewDisposeScope())
            {
                outer = ones(1).MoveToOuterDisposeScope();
                detached = ones(1).DetachFromDisposeScope();
            }

            Assert.True(scope.Contains(outer));
            Assert.Equal(2, scope.DisposablesCount);
            Assert.False(outer.IsInvalid);
        }

        Assert.True(inner.IsInvalid);
        Assert.True(outer.IsInvalid);
        Assert.False(detached.IsInvalid);
        detached.Dispose();
    }

    [SkippableFact]
    public void Statistics_count_as_published()
    {
        ThreadDisposeScopeStatistics statistics = DisposeScopeManager.Statistics;
        statistics.Reset();
        using (NewDisposeScope())
        {
            Tensor one = zeros(1), two = zeros(1), three = zeros(1);
            Assert.Equal(3, statistics.CreatedInScopeCount);
            Assert.Equal(0, statistics.CreatedOutsideScopeCount);
            one.Dispose();
            Assert.Equal(1, statistics.DisposedInScopeCount);
            two.DetachFromDisposeScope();
            Assert.Equal(1, statistics.DetachedFromScopeCount);
            two.Dispose();
            Assert.Equal(1, statistics.DisposedOutsideScopeCount);
            Assert.Equal(1, statistics.ThreadTotalLiveCount);
            Assert.False(three.IsInvalid);
        }

        Assert.Equal(2, statistics.DisposedInScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
        Assert.Equal(0, statistics.AttachedToScopeCount);
    }

    [SkippableFact]
    public void Tensors_are_attached_and_kept()
    {
        Tensor free;
        using (NewDisposeScope())
            free = ones(1).DetachFromDisposeScope();
        using (DisposeScope scope = NewDisposeScope())
        {
            scope.Attach(free);
            Tensor other = ones(1);
            scope.DisposeEverythingBut(free);
            Assert.True(other.IsInvalid);
            Assert.False(free.IsInvalid);
        }

        Assert.True(free.IsInvalid);
    }

    [SkippableFact]
    public void Scopes_belong_to_their_threads()
    {
        using DisposeScope scope = NewDisposeScope();
        bool outside = false;
        var thread = new Thread(() =>
        {
            using Tensor t = ones(1);
            outside = DisposeScopeManager.Statistics.CreatedOutsideScopeCount == 1 && !scope.Contains(t);
        });
        thread.Start();
        thread.Join();
        Assert.True(outside);
    }

    [SkippableFact]
    public void The_number_of_native_tensors_is_flat_over_a_thousand_steps()
    {
        Sequential net = nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Dropout(0.1), nn.Flatten(), nn.Linear(16, 3));
        optim.Optimizer optimizer = optim.AdamW(net.parameters(), 1e-3);
        long afterFirst = 0;
        for (int step = 0; step < 1000; step++)
        {
            using (NewDisposeScope())
            {
                Tensor x = randn(2, 2, 4, 4);
                Tensor loss = nn.functional.cross_entropy(net.call(x), randint(0, 3, [2], int64));
                optimizer.zero_grad();
                loss.backward();
                nn.utils.clip_grad_norm_(net.parameters(), 1);
                optimizer.step();
            }

            if (step == 1)
                afterFirst = LiveTensors();
        }

        Assert.Equal(afterFirst, NativeMethods.nk_tensor_live_handles());
        Assert.Equal(Tensor.TotalCount, NativeMethods.nk_tensor_live_handles());
        GC.KeepAlive(optimizer);
    }

    [SkippableFact]
    public void A_disposed_tensor_says_so()
    {
        Tensor t = ones(1);
        t.Dispose();
        t.Dispose();
        Assert.True(t.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => t.shape);
        Assert.Throws<InvalidOperationException>(() => t + 1);
        Assert.Throws<InvalidOperationException>(() => cat([t, ones(1)]));
    }
}
