using NeuroKit.Events.Datasets;
using NeuroKit.Events.Datasets.Layouts;
using NeuroKit.Events.Labels;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Layouts;

public sealed class LabelWindowLayoutTests
{
    private const string Header = "class,startTime_usec,endTime_usec\n";

    [Fact]
    public void RowsAreSamplesWithSubjectAndLight()
    {
        NamedTree tree = Tree()
            .With("DvsGesture/user01_fluorescent_led_labels.csv", Header + "11,500,600\n1,10,20\n\n8,300,400\n8,100,200\n");
        EventDataset set = LayoutIndex.Open(Catalog.DvsGesture, tree, null);
        Assert.Equal(
            [
                "DvsGesture/user01_fluorescent_led.aedat#1", "DvsGesture/user01_fluorescent_led.aedat#2", "DvsGesture/user01_fluorescent_led.aedat#3",
                "DvsGesture/user01_fluorescent_led.aedat#0", "DvsGesture/user24_natural.aedat#0",
            ],
            set.Select(s => s.Id));
        Assert.Equal([0, 7, 7, 10, 4], set.Select(s => s.Label));
        Assert.Equal(["train", "train", "train", "train", "test"], set.Select(s => s.Split));
        Assert.Equal(["1", "1", "1", "1", "24"], set.Select(s => s.Subject));
        Assert.Equal(["fluorescent_led", "fluorescent_led", "fluorescent_led", "fluorescent_led", "natural"], set.Select(s => s.Condition));
        Assert.Equal(new LabelWindow(2, 8, 300, 400), set[1].Window);
        Assert.Equal("hand_clapping", set[0].ClassName);
        Assert.Equal("set!/DvsGesture/user24_natural.aedat", set[4].Path);
        Assert.Equal(["train", "train", "train", "train", "test"], set.WithSplit(Splits.BySubject("24")).Select(s => s.Split));
    }

    [SkippableFact]
    public void PublishedLabelsAreRead()
    {
        string labels = File.ReadAllText(SharedData.PathOf("data/gesture/user01_natural_labels.csv"));
        NamedTree tree = new NamedTree("user01_natural.aedat").With("user01_natural_labels.csv", labels)
            .With("trials_to_train.txt", "user01_natural.aedat\r\n").With("trials_to_test.txt", "");
        EventDataset set = LayoutIndex.Open(Catalog.DvsGesture, tree, null);
        Assert.All(set, s => Assert.Equal(s.Window!.Value.Class - 1, s.Label));
        Assert.Contains(set.GroupBy(s => s.Label), g => g.Count() == 2);
        Assert.Equal(set.Count, set.Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public void WithoutListsTheSetIsUndivided()
    {
        NamedTree tree = new NamedTree("user02_led.aedat").With("user02_led_labels.csv", Header + "1,10,20\n");
        EventDataset set = LayoutIndex.Open(Catalog.DvsGesture, tree, null);
        Assert.Null(Assert.Single(set).Split);
        Assert.Null(set.SplitRule);
    }

    [Theory]
    [InlineData("DvsGesture/trials_to_train.txt", "user01_fluorescent_led.aedat\nuser01_natral.aedat\n", "DvsGesture/user01_natral.aedat: is missing; DvsGesture/trials_to_train.txt, line 2, lists it; the nearest is")]
    [InlineData("DvsGesture/trials_to_train.txt", "user01_fluorescent_led.aedat\nuser24_natural.aedat\n", "is in train and in test")]
    [InlineData("DvsGesture/trials_to_test.txt", "user24_natural.aedat\nuser24_natural.aedat\n", "is listed twice for test; DvsGesture/trials_to_test.txt, line 2")]
    [InlineData("DvsGesture/user24_natural_labels.csv", Header + "12,10,20\n", "row 1: class 12; expected 1 … 11")]
    [InlineData("DvsGesture/user24_natural_labels.csv", Header + "0,10,20\n", "row 1: class 0")]
    [InlineData("DvsGesture/user24_natural_labels.csv", Header + "5,20,10\n", "line 2")]
    [InlineData("DvsGesture/user24_natural_labels.csv", null, "user24_natural_labels.csv: is missing")]
    [InlineData("DvsGesture/trials_to_test.txt", null, "trials_to_test.txt: is missing; it lists the recordings of test")]
    public void AWrongListOrLabelIsNamed(string file, string? text, string expected)
    {
        NamedTree tree = Tree();
        if (text is not null)
            tree.With(file, text);
        else
            tree = Without(tree, file);
        Assert.Contains(expected, Assert.Throws<DatasetException>(() => LayoutIndex.Open(Catalog.DvsGesture, tree, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARecordingInNoListIsToldAndLeftOut()
    {
        NamedTree tree = Tree().With("DvsGesture/user05_lab.aedat", "").With("DvsGesture/user05_lab_labels.csv", Header + "1,10,20\n");
        LayoutResult found = LayoutIndex.Find(Catalog.DvsGesture, tree, null);
        LayoutProblem problem = Assert.Single(found.Problems);
        Assert.Equal((DatasetProblemKind.Extra, "DvsGesture/user05_lab.aedat", false), (problem.Kind, problem.Path, problem.IsFatal));
        Assert.DoesNotContain(found.Entries, e => e.Subject == "5");
    }

    private static NamedTree Tree() => new NamedTree("DvsGesture/user01_fluorescent_led.aedat", "DvsGesture/user24_natural.aedat")
        .With("DvsGesture/user01_fluorescent_led_labels.csv", Header + "1,10,20\n")
        .With("DvsGesture/user24_natural_labels.csv", Header + "5,10,20\n")
        .With("DvsGesture/trials_to_train.txt", "user01_fluorescent_led.aedat\r\n")
        .With("DvsGesture/trials_to_test.txt", "user24_natural.aedat\n\n");

    private static NamedTree Without(NamedTree tree, string file)
    {
        var rest = new NamedTree();
        foreach (string kept in tree.Files.Where(f => f != file))
        {
            using var reader = new StreamReader(tree.OpenRead(kept));
            rest.With(kept, reader.ReadToEnd());
        }

        return rest;
    }
}
