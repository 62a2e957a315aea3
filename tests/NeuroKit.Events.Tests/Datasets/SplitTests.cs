using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class SplitTests
{
    [Fact]
    public void TheLexicographicSplitOfUnpaddedNamesHasThePublishedTestIds()
    {
        EventDataset set = Set(1000, 2, "cifar10_x_{0}.aedat").WithSplit(Splits.SewLexicographic);
        int[] expected = [.. Enumerable.Range(91, 9), 909, .. Enumerable.Range(910, 90)];
        for (int label = 0; label < 2; label++)
            Assert.Equal(expected, Numbers(set.Split("test"), label));
        Assert.Equal((1800, 200), (set.Split("train").Count, set.Split("test").Count));
        Assert.Equal("sew-lexicographic", set.SplitRule!.Name);
        Assert.Equal(set.SplitRule, set.Split("test").SplitRule);
    }

    [Fact]
    public void TheLexicographicSplitDoesNotDependOnTheOrderOfTheSet()
    {
        EventDataset forward = Set(57, 1, "x_{0}.aedat");
        var backward = new EventDataset(forward.Root, null, forward.Classes, [.. forward.Reverse()], null);
        Assert.Equal(
            Numbers(forward.WithSplit(Splits.SewLexicographic).Split("test"), 0), Numbers(backward.WithSplit(Splits.SewLexicographic).Split("test"), 0));
        Assert.Equal(52, forward.WithSplit(Splits.SewLexicographic).Split("train").Count); // 51.3 rounded up
    }

    [Fact]
    public void TheTebnSplitTakesTheFirstHundredNumbers()
    {
        EventDataset set = Set(1000, 2, "cifar10_x_{0}.aedat").WithSplit(Splits.Tebn);
        Assert.Equal(Enumerable.Range(0, 100), Numbers(set.Split("test"), 1));
        Assert.Equal(1800, set.Split("train").Count);
        EventDataset nameless = Set(1, 1, "x.aedat");
        Assert.Contains("no number", Assert.Throws<DatasetException>(() => nameless.WithSplit(Splits.Tebn)).Message, StringComparison.Ordinal);
    }

    [Property]
    public void ARandomSplitTakesItsShareOfEachClass(int seed, byte recordings, byte percent)
    {
        int n = 2 + recordings;
        double ratio = (1 + (percent % 99)) / 100.0;
        EventDataset set = Set(n, 3, "{0}.aedat").WithSplit(Splits.Random(seed, ratio));
        int train = Math.Clamp((int)Math.Round(n * ratio, MidpointRounding.AwayFromZero), 1, n - 1);
        for (int label = 0; label < 3; label++)
        {
            Assert.Equal(train, Numbers(set.Split("train"), label).Length);
            Assert.Equal(n - train, Numbers(set.Split("test"), label).Length);
        }

        Assert.Equal(Parts(set), Parts(Set(n, 3, "{0}.aedat").WithSplit(Splits.Parse(set.SplitRule!.Name))));
    }

    [Fact]
    public void RandomSplitsOfOtherSeedsAndClassesDiffer()
    {
        EventDataset set = Set(100, 2, "{0}.aedat");
        EventDataset seven = set.WithSplit(Splits.Random(7, 0.9));
        Assert.NotEqual(Parts(seven), Parts(set.WithSplit(Splits.Random(8, 0.9))));
        Assert.NotEqual(Numbers(seven.Split("test"), 0), Numbers(seven.Split("test"), 1));
        // A class's draw depends on that class alone.
        Assert.Equal(Numbers(seven.Split("test"), 1), Numbers(set.Where(s => s.Label == 1).WithSplit(Splits.Random(7, 0.9)).Split("test"), 1));
        // By the program that the loader's shuffle was held to.
        Assert.Equal([7, 17, 21, 53, 59, 78, 85, 87, 88, 98], Numbers(seven.Split("test"), 0));
    }

    [Fact]
    public void SubjectsAreKeptApart()
    {
        EventDataset set = Set(6, 2, "{0}.aedat", subjects: 3).WithSplit(Splits.BySubject("s1", "s2"));
        Assert.All(set, s => Assert.Equal(s.Subject == "s0" ? "train" : "test", s.Split));
        Assert.Equal("by-subject(s1, s2)", set.SplitRule!.Name);
        Assert.Equal(set.SplitRule, Splits.BySubject("s1", "s2"));
        Assert.Contains("subject 's9'", Fails(set, Splits.BySubject("s9")), StringComparison.Ordinal);
        Assert.Contains("no known subject", Fails(Set(2, 1, "{0}.aedat"), Splits.BySubject("s0")), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Splits.BySubject());
        Assert.Throws<ArgumentException>(() => Splits.BySubject("a,b"));
        Assert.Throws<ArgumentException>(() => Splits.BySubject("a", "a"));
    }

    [Fact]
    public void TheOfficialSplitIsThatOfTheFoldersWhateverCameBetween()
    {
        EventDataset set = Set(10, 1, "{0}.aedat", split: "validation");
        Assert.Equal(["validation"], set.WithSplit(Splits.Tebn).WithSplit(Splits.Official).Splits);
        Assert.Contains("undivided", Fails(Set(10, 1, "{0}.aedat"), Splits.Official), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("official")]
    [InlineData("sew-lexicographic")]
    [InlineData("tebn")]
    [InlineData("random(seed=7, ratio=0.9)")]
    [InlineData("random(seed=-3, ratio=0.25)")]
    [InlineData("by-subject(user24, user25)")]
    public void NamesAreReadBack(string name)
    {
        Assert.Equal(name, Splits.Parse(name).Name);
        Assert.Equal(name, $"{Splits.Parse(name)}");
        Assert.Equal(Splits.Parse(name), Splits.Parse($" {name.Replace("(", " ( ", StringComparison.Ordinal)} "));
    }

    [Theory]
    [InlineData("tebm", "did you mean tebn?")]
    [InlineData("", "known are official")]
    [InlineData("tebn(1)", "takes nothing in brackets")]
    [InlineData("random", "says not how")]
    [InlineData("random(seed=7)", "says not how")]
    [InlineData("random(seed=7, ratio=1)", "cannot be read")]
    [InlineData("random(seed=7, seed=8)", "cannot be read")]
    [InlineData("random(seed=x, ratio=0.5)", "cannot be read")]
    [InlineData("random(seed=7, ratio=0.9", "closing bracket")]
    [InlineData("by-subject", "names no subjects")]
    [InlineData("by-subject()", "cannot name a subject")]
    public void OtherNamesAreRefused(string name, string expected)
        => Assert.Contains(expected, Assert.Throws<ArgumentException>(() => Splits.Parse(name)).Message, StringComparison.Ordinal);

    [Property]
    public void AStratifiedPartAndTheRestAreTheSet(int seed, byte recordings, byte percent)
    {
        EventDataset set = Set(2 + recordings, 2, "{0}.aedat");
        (EventDataset rest, EventDataset part) = set.Stratified((1 + (percent % 99)) / 100.0, seed);
        Assert.Equal(set.Select(s => s.Id).Order(), rest.Concat(part).Select(s => s.Id).Order());
        Assert.Equal(rest.Count(s => s.Label == 0), rest.Count(s => s.Label == 1));
        Assert.True(part.Count > 0 && rest.Count > 0);
        Assert.Equal(set.Select(s => s.Id).Where(id => rest.Any(r => r.Id == id)), rest.Select(r => r.Id));
        Assert.Equal(part.Select(s => s.Id), set.Stratified((1 + (percent % 99)) / 100.0, seed).part.Select(s => s.Id));
    }

    [Fact]
    public void WindowsOfOneRecordingStayTogether()
    {
        using var folder = new TemporaryFolder();
        DatasetSynthesis.Create("dvs-gesture", folder.Combine("set"), new DatasetSynthesisOptions { PerClass = 5, Threads = 1 });
        EventDataset set = Catalog.DvsGesture.Open(folder.Combine("set"));
        Assert.True(set.Select(s => s.Path).Distinct().Count() * 2 < set.Count);
        foreach (int seed in (int[])[1, 2, 3])
        {
            EventDataset divided = set.WithSplit(Splits.Random(seed, 0.6));
            AssertApart(divided.Split("train"), divided.Split("test"));
            Assert.Equal(set.Count, divided.Split("train").Count + divided.Split("test").Count);
            divided.CheckNoLeak();
            (EventDataset rest, EventDataset part) = set.Split("train").Stratified(0.3, seed);
            AssertApart(rest, part);
            Assert.Equal(part.Select(s => s.Id), set.Split("train").Stratified(0.3, seed).part.Select(s => s.Id));
        }

        Assert.NotEqual(Parts(set.WithSplit(Splits.Random(1, 0.6))), Parts(set.WithSplit(Splits.Random(2, 0.6))));
        Assert.Contains("by-subject", Fails(set, Splits.SewLexicographic), StringComparison.Ordinal);
        // A rule of one's own that tears them apart is found out.
        Assert.Contains("is the same recording as", Assert.Throws<DatasetException>(() => set.WithSplit(new EveryOther()).CheckNoLeak()).Message, StringComparison.Ordinal);
        EventDataset official = set.WithSplit(Splits.Official);
        official.CheckNoLeak();

        static void AssertApart(EventDataset one, EventDataset other)
        {
            Assert.NotEmpty(one);
            Assert.NotEmpty(other);
            Assert.Empty(one.Select(s => s.Path).Intersect(other.Select(s => s.Path)));
        }
    }

    [Fact]
    public void SharesAreBetweenNothingAndAll()
    {
        EventDataset set = Set(3, 1, "{0}.aedat");
        foreach (double share in (double[])[0, 1, -1, double.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => set.Stratified(share, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => Splits.Random(1, share));
        }
    }

    [Fact]
    public void WhereKeepsLabelsAndOrder()
    {
        EventDataset set = Set(5, 3, "{0}.aedat").Where(s => s.Label == 2 && !s.Id.EndsWith("3.aedat", StringComparison.Ordinal));
        Assert.Equal(3, set.Classes.Count);
        Assert.Equal([0, 1, 2, 4], Numbers(set, 2));
        Assert.Empty(set.Splits);
    }

    [Fact]
    public void ARuleOfOnesOwnDividesToo()
    {
        EventDataset set = Set(4, 1, "{0}.aedat").WithSplit(new EveryOther());
        Assert.Equal(["train", "test", "dev"], set.WithSplit(new EveryOther("dev")).Splits.Union(set.Splits).OrderBy(s => s == "train" ? 0 : s == "test" ? 1 : 2));
        Assert.Equal(["test", "train", "test", "train"], set.Select(s => s.Split));
        Assert.Throws<InvalidOperationException>(() => set.WithSplit(new EveryOther(TooMany: true)));
    }

    private static string Fails(EventDataset set, SplitRule rule) => Assert.Throws<DatasetException>(() => set.WithSplit(rule)).Message;

    private static string?[] Parts(EventDataset set) => [.. set.Select(s => s.Split)];

    private static int[] Numbers(EventDataset set, int label)
        => [.. set.Where(s => s.Label == label)
            .Select(s => int.Parse(Path.GetFileNameWithoutExtension(s.Path).Split('_')[^1], CultureInfo.InvariantCulture)).Order()];

    private static EventDataset Set(int recordings, int classes, string format, int subjects = 0, string? split = null)
    {
        var samples = new List<EventSample>();
        for (int label = 0; label < classes; label++)
        {
            for (int i = 0; i < recordings; i++)
            {
                string id = $"class{label}/{string.Format(CultureInfo.InvariantCulture, format, i)}";
                samples.Add(new EventSample
                {
                    Id = id,
                    Path = "/data/" + id,
                    Label = label,
                    ClassName = $"class{label}",
                    Subject = subjects == 0 ? null : $"s{i % subjects}",
                    Split = split,
                    DistributedSplit = split,
                });
            }
        }

        return new EventDataset("/data", null, [.. Enumerable.Range(0, classes).Select(c => $"class{c}")], [.. samples], null);
    }

    private sealed record EveryOther(string Odd = "train", bool TooMany = false) : SplitRule
    {
        public override string Name => "every-other";

        protected internal override IReadOnlyList<string> Assign(EventDataset dataset)
            => [.. Enumerable.Range(0, dataset.Count + (TooMany ? 1 : 0)).Select(i => i % 2 == 0 ? "test" : Odd)];
    }
}
