using System.Collections.Concurrent;
using System.Reflection;
using FsCheck.Xunit;
using Xunit;
using Xunit.Sdk;

namespace NeuroKit.Bindings.PropertyTests.Subset;

/// <summary>Properties that use what xunit offers to facts and the package does not hand on.</summary>
internal static class SubsetFixtures
{
    /// <summary>What happened to the instances of <see cref="Asynchronous"/>, in order.</summary>
    public static ConcurrentQueue<string> Events { get; } = new();

    public sealed class Asynchronous : IAsyncLifetime
    {
        public async Task InitializeAsync()
        {
            await Task.Yield();
            Events.Enqueue("initialized");
        }

        [Property(MaxTest = 2)]
        [Recorded]
        public async Task IsReady(int value)
        {
            await Task.Yield();
            Events.Enqueue("called");
        }

        public async Task DisposeAsync()
        {
            await Task.Yield();
            Events.Enqueue("disposed");
        }
    }

    public sealed class Limited
    {
        [Property(Timeout = 200)]
        public async Task NeverEnds(int value) => await Task.Delay(Timeout.Infinite);
    }

    public sealed class Awkward
    {
        [Property]
        public async ValueTask ReturnsValueTask(int value) => await Task.Yield();

        [Property]
        public async ValueTask<bool> ReturnsValueTaskOfBool(int value)
        {
            await Task.Yield();
            return true;
        }

        [Property]
        public async void ReturnsAsyncVoid(int value) => await Task.Yield();

        [Property(Replay = "12,13,")]
        public bool ReplaysNonsense(int value) => true;

        [Property]
        public bool TakesReference(ref int value) => true;

        [Property]
        public bool TakesSpan(Span<int> values) => true;

        [Property]
        public bool IsGeneric<T>(T value) => true;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RecordedAttribute : BeforeAfterTestAttribute
    {
        public override void Before(MethodInfo methodUnderTest) => Events.Enqueue("before");

        public override void After(MethodInfo methodUnderTest) => Events.Enqueue("after");
    }
}
