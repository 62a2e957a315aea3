using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace NeuroKit.Bindings.PropertyTests.Fixtures;

/// <summary>Properties that fail, each in its own way.</summary>
internal static class FailingFixtures
{
    public sealed class Falsified
    {
        [Property]
        public bool IsBelowFive(int value) => value < 5;

        [Property]
        public void AssertsBelowFive(int value) => Assert.InRange(value, int.MinValue, 4);

        [Property]
        public bool ThrowsFromFive(int value) =>
            value < 5 ? true : throw new InvalidOperationException($"the value {value} is too large");

        [Property]
        public Property IsLabelled(int value) => (value < 5).Label("below five");

        [Property]
        public async Task FailsLater(int value)
        {
            await Task.Yield();
            if (value >= 5)
                throw new InvalidOperationException($"the value {value} came too late");
        }

        [Property]
        public async Task<bool> IsFalseLater(int value)
        {
            await Task.Yield();
            return value < 5;
        }

        [Property]
        public bool TakesTwo(int left, byte right) => left < 5;

        [Property]
        public bool TakesNone() => false;
    }

    // The seed of FsCheck's own example of a replay; the counterexample in the test is the one it gives.
    public sealed class Replayed
    {
        [Property(Replay = "17234047130667642678,3215559178322092721")]
        public bool FromTheStart(int value) => value < 80;

        [Property(Replay = "(17234047130667642678,3215559178322092721)")]
        public bool InParentheses(int value) => value < 80;

        [Property(Replay = "8436023154383110308,3156407541371296191,94")]
        public bool AtTheFailingStep(int value) => value < 80;
    }

    public sealed class NotCheckable
    {
        [Property]
        public bool HasNoGenerator(int count, INothingMakesThis unknown) => count == 0 || unknown is null;

        [Property]
        public bool HasNoGeneratorInside(List<INothingMakesThis> unknown) => unknown is null;

        [Property]
        public bool GeneratorThrows(Broken value) => value is not null;

        [Property]
        public int ReturnsNumber(int value) => value;

        [Property(Arbitrary = [typeof(BrokenArbitrary)])]
        public bool OwnGeneratorThrows(Broken value) => value is not null;
    }

    public interface INothingMakesThis;

    public sealed class Broken
    {
        public Broken(int value) => throw new NotSupportedException($"no Broken from {value}");
    }

    public static class BrokenArbitrary
    {
        public static Arbitrary<Broken> Broken() =>
            Gen.Constant(1).Select<int, Broken>(_ => throw new NotSupportedException("the generator is broken")).ToArbitrary();
    }
}
