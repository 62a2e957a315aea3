using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xunit;

namespace NeuroKit.Bindings.PropertyTests;

/// <summary>Properties as users write them, found and run by the ordinary runner, one of each form.</summary>
[Properties(MaxTest = 50)]
public class DiscoveredPropertyTests
{
    [Property]
    public bool Reversing_twice_gives_the_same(int[] values) => values.Reverse().Reverse().SequenceEqual(values);

    [Property]
    public void Sorting_keeps_the_length(List<byte> values) => Assert.Equal(values.Count, values.Order().Count());

    [Property]
    public Property Division_undoes_multiplication(int value, int factor) =>
        new Func<bool>(() => (long)value * factor / factor == value).When(factor != 0).Classify(value < 0, "negative");

    [Property]
    public async Task Yielding_keeps_the_value(string? text)
    {
        string? before = text;
        await Task.Yield();
        Assert.Equal(before, text);
    }

    [Property]
    public async Task<bool> A_task_gives_its_value(Guid value) => await Task.Run(() => value) == value;

    [Property]
    public async Task<Property> A_task_gives_a_property(byte value) => await Task.Run(() => (value <= 255).Label("a byte"));

    [Property(Arbitrary = [typeof(SensorSizes)], MaxTest = 20)]
    public bool A_generator_of_ones_own_is_used((int Width, int Height) size) => size is { Width: > 0, Height: > 0 };

    [Property(Replay = "17234047130667642678,3215559178322092721,5")]
    public static bool A_replayed_step_is_one_test(int value) => Math.Abs(value) <= 5;

    [Fact]
    public void Facts_live_beside_properties() => Assert.Equal(50, new PropertiesAttribute { MaxTest = 50 }.MaxTest);

    internal static class SensorSizes
    {
        public static Arbitrary<(int Width, int Height)> Size() =>
            Gen.Choose(1, 128).SelectMany(width => Gen.Choose(1, 128).Select(height => (width, height))).ToArbitrary();
    }
}
