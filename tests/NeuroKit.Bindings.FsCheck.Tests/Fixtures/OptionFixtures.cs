using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace NeuroKit.Bindings.PropertyTests.Fixtures;

/// <summary>Properties that count their calls or look at their values, under options of the method, the class, the class around it and the assembly.</summary>
internal static class OptionFixtures
{
    public sealed class Plain
    {
        [Property]
        public void RunsByDefault(int value) => Calls.Count();

        [Property(MaxTest = 17)]
        public void RunsSeventeenTimes(int value) => Calls.Count();

        [Property]
        public Property IsRejectedAsTheAssemblySays(int value)
        {
            Calls.Count();
            return true.When(false);
        }

        [Property(MaxRejected = 3)]
        public Property IsRejectedThreeTimes(int value)
        {
            Calls.Count();
            return true.When(false);
        }

        [Property(StartSize = 0, EndSize = 0)]
        public bool GetsOnlyZero(int value) => value == 0;

        [Property(StartSize = 1000, EndSize = 1000, MaxTest = 50)]
        public bool GetsNothingLarge(int value) => Math.Abs(value) < 200;

        [Property(QuietOnSuccess = true)]
        public bool SaysNothing(int value) => true;

        [Property(Verbose = true, MaxTest = 3)]
        public bool SaysAll(int value) => true;

        [Property(Skip = "not today", DisplayName = "a property with a name")]
        public bool IsSkipped(int value)
        {
            Calls.Count();
            return false;
        }
    }

    [Properties(MaxTest = 23, MaxRejected = 5, QuietOnSuccess = true)]
    public class Grouped
    {
        [Property]
        public void RunsAsTheClassSays(int value) => Calls.Count();

        [Property(MaxTest = 11, QuietOnSuccess = false)]
        public void RunsAsTheMethodSays(int value) => Calls.Count();

        [Property]
        public Property IsRejectedAsTheClassSays(int value)
        {
            Calls.Count();
            return true.When(false);
        }

        public sealed class Nested
        {
            [Property]
            public void RunsAsTheOuterClassSays(int value) => Calls.Count();
        }

        [Properties(MaxTest = 7)]
        public sealed class NestedWithItsOwn
        {
            [Property]
            public void RunsAsTheInnerClassSays(int value) => Calls.Count();
        }
    }

    public sealed class Derived : Grouped
    {
        [Property]
        public void RunsAsTheBaseClassSays(int value) => Calls.Count();
    }

    [Properties(Arbitrary = [typeof(Twos), typeof(Letters)])]
    public sealed class Generated
    {
        [Property]
        public bool TakesTheClassGenerator(int number, string text) => number == 2 && text == "letters";

        [Property(Arbitrary = [typeof(Threes)])]
        public bool PrefersTheMethodGenerator(int number, string text) => number == 3 && text == "letters";

        [Property(Arbitrary = [typeof(Fours), typeof(Threes)])]
        public bool PrefersTheFirstGenerator(int number, string text) => number == 4 && text == "letters";
    }

    public sealed class Parallel
    {
        private static readonly CountdownEvent s_inside = new(2);

        // Neither call ends before the other has begun.
        [Property(Parallelism = 2, MaxTest = 2)]
        public bool MeetsTheOtherCall(int value)
        {
            s_inside.Signal();
            return s_inside.Wait(TimeSpan.FromSeconds(20));
        }
    }

    public static class Twos
    {
        public static Arbitrary<int> Number() => Gen.Constant(2).ToArbitrary();
    }

    public static class Threes
    {
        public static Arbitrary<int> Number() => Gen.Constant(3).ToArbitrary();
    }

    public static class Fours
    {
        public static Arbitrary<int> Number() => Gen.Constant(4).ToArbitrary();
    }

    public static class Letters
    {
        public static Arbitrary<string> Text() => Gen.Constant("letters").ToArbitrary();
    }
}
