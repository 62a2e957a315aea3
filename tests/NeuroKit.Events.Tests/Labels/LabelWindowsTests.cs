using NeuroKit.Events.Labels;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Labels;

public sealed class LabelWindowsTests
{
    private const string Header = "class,startTime_usec,endTime_usec\n";

    [SkippableFact]
    public void RealLabelsOfDvsGesture()
    {
        IReadOnlyList<LabelWindow> windows = LabelWindows.Read(SharedData.PathOf("data/gesture/user01_natural_labels.csv"));
        Assert.Equal([1, 2, 3, 5, 4, 6, 7, 8, 8, 9, 10, 11], windows.Select(w => w.Class));
        Assert.Equal(Enumerable.Range(0, 12), windows.Select(w => w.Row));
        Assert.Equal(new LabelWindow(0, 1, 53_036_986, 59_508_469), windows[0]);
        Assert.Equal(new LabelWindow(11, 11, 171_367_247, 177_991_967), windows[11]);
    }

    [Theory]
    [InlineData(Header + "3,10,20\n1,0,5\n3,30,40\n")]
    [InlineData("3,10,20\r\n1,0,5\r\n3,30,40")]
    [InlineData("\uFEFF" + Header + "\r\n3, 10 ,20\r\n\r\n  1,0,5\n3,30,40\n\n")]
    [InlineData("\uFEFF3,10,20\n1,0,5\n3,30,40\n")]
    [InlineData("Label,Start,End\n3,10,20\n1,0,5\n3,30,40\n")]
    [InlineData("class,endTime_usec,startTime_usec\n3,20,10\n1,5,0\n3,40,30\n")]
    [InlineData("user, \"startTime_usec\",class,note,endTime_usec\nu1,10,3,a,20\nu2,0,1,,5\nu3,30,3,c,40\n")]
    public void RowsComeInTheFilesOrder(string text)
        => Assert.Equal([new(0, 3, 10, 20), new(1, 1, 0, 5), new(2, 3, 30, 40)], LabelWindows.Read(new StringReader(text)));

    [Theory]
    [InlineData("")]
    [InlineData(Header)]
    [InlineData("\n\n")]
    public void NoRowsAreNoWindows(string text) => Assert.Empty(LabelWindows.Read(new StringReader(text)));

    [Fact]
    public void LargeAndEmptyWindowsAreAccepted()
        => Assert.Equal([new(0, 0, -5, long.MaxValue), new(1, int.MaxValue, 7, 7)],
            LabelWindows.Read(new StringReader("0,-5,9223372036854775807\n2147483647,7,7")));

    [Theory]
    [InlineData("class,startTime_usec\n1,2\n", "line 1", "class,startTime_usec", "lacks endTime_usec")]
    [InlineData("\nid,from,to\n1,2,3\n", "line 2", "id,from,to", "lacks class, startTime_usec, endTime_usec")]
    [InlineData("class,label,start,end\n1,1,2,3\n", "line 1", "class,label", "one column class")]
    [InlineData("class,start,end,more\n1,2,3\n", "line 2", "1,2,3", "4 fields as in the header")]
    [InlineData("1,2,3,4\n", "line 1", "1,2,3,4", "three whole numbers")]
    public void AHeaderIsRefusedThatDoesNotNameTheColumns(string text, params string[] words)
    {
        string message = Assert.Throws<InvalidEventDataException>(() => LabelWindows.Read(new StringReader(text), "a.csv")).Message;
        Assert.StartsWith("a.csv: ", message, StringComparison.Ordinal);
        foreach (string word in words)
            Assert.Contains(word, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2", "line 2")]
    [InlineData("1,2,3,4", "line 2")]
    [InlineData("one,2,3", "line 2")]
    [InlineData("-1,2,3", "line 2")]
    [InlineData("1,2.5,3", "line 2")]
    [InlineData("1,2,9223372036854775808", "line 2")]
    [InlineData("1,5,3", "line 2")]
    [InlineData("1,2,3\n\n\n4,5,\n", "line 5")]
    [InlineData(Header, "line 2")]
    public void ErrorNamesFileAndLine(string rows, string where)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllText(path, Header + rows);
            InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => LabelWindows.Read(path));
            Assert.Equal(path, error.FileName);
            Assert.Contains(where, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void FileThatIsNoTextIsAnErrorOfBoundedLength()
    {
        var random = new Random(3);
        char[] noise = new char[100_000];
        for (int i = 0; i < noise.Length; i++)
            noise[i] = (char)random.Next(32, 0xD800);
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(
            () => LabelWindows.Read(new StringReader(new string(noise)), "noise.csv"));
        Assert.InRange(error.Message.Length, 1, 300);
    }
}
