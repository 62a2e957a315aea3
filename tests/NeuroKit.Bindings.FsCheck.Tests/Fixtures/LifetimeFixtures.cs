using System.Collections.Concurrent;
using FsCheck.Xunit;
using Xunit;
using Xunit.Abstractions;

namespace NeuroKit.Bindings.PropertyTests.Fixtures;

/// <summary>Test classes with a constructor, something to dispose, a fixture and an output.</summary>
internal static class LifetimeFixtures
{
    /// <summary>What happened to the instances of <see cref="Disposed"/>, in order.</summary>
    public static ConcurrentQueue<string> Events { get; } = new();

    public sealed class Disposed : IDisposable
    {
        public Disposed() => Events.Enqueue("created");

        [Property(MaxTest = 3)]
        public bool IsAlive(int value)
        {
            Events.Enqueue("called");
            return true;
        }

        public void Dispose() => Events.Enqueue("disposed");
    }

    public sealed class Shared
    {
        public string Text => "from the fixture";
    }

    public sealed class WithFixture(Shared shared, ITestOutputHelper output) : IClassFixture<Shared>
    {
        [Property(MaxTest = 1)]
        public bool WritesWhatTheFixtureSays(int value)
        {
            output.WriteLine(shared.Text);
            return true;
        }
    }

    public sealed class BrokenConstructor
    {
        public BrokenConstructor() => throw new InvalidOperationException("no instance today");

        [Property]
        public bool IsNeverCalled(int value)
        {
            Calls.Count();
            return true;
        }

        [Property(MaxTest = 4)]
        public static void NeedsNoInstance(int value) => Calls.Count();
    }
}
