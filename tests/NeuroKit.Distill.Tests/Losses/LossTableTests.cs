using System.Globalization;
using NeuroKit.Distill.Losses;

namespace NeuroKit.Distill.Tests.Losses;

/// <summary>docs/losses.md, row by row: what it says is what is computed, and what <see cref="GoldenTests"/> hold.</summary>
public sealed class LossTableTests : LossTest
{
    [SkippableFact]
    public void EveryRowIsWhatIsComputed()
    {
        string[][] rows = [.. Rows()];
        Assert.Equal(22, rows.Length);
        var wrong = new List<string>();
        foreach (string[] row in rows)
        {
            double golden = double.Parse(row[5], CultureInfo.InvariantCulture);
            foreach (string preset in row[3].Split(", "))
            {
                double found = Compute(row[0], row[1], row[2], preset)[row[4]];
                string written = found.ToString("0.00000000", CultureInfo.InvariantCulture);
                // A total adds terms that were rounded to six digits before; 25 is τ² on one.
                if (Math.Abs(found - golden) > 1e-6 || written != row[6])
                    wrong.Add($"{string.Join(" | ", row)}: {preset} gives {written}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>A golden figure that the tests do not hold is one that nobody vouches for.</summary>
    [SkippableFact]
    public void TheFiguresAreThoseOfTheTests()
    {
        string tests = File.ReadAllText(Path.Combine(Root(), "tests", "NeuroKit.Distill.Tests", "Losses", "GoldenTests.cs"));
        Assert.All(Rows(), row => Assert.Contains($"({row[5]},", tests, StringComparison.Ordinal));
    }

    private static IReadOnlyDictionary<string, double> Compute(string id, string steps, string change, string preset)
    {
        LogitLossOptions? logits = change switch
        {
            "" => null,
            "without τ²" => new LogitLossOptions { TemperatureSquared = false },
            "divergence" => new LogitLossOptions { Form = SoftLabelForm.Divergence },
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "the table has a change that the test does not know"),
        };
        DistillationLossOptions options = Options(id, preset switch
        {
            "recommended" => LossPreset.Recommended,
            "as-printed" => LossPreset.AsPrinted,
            "released-code" => LossPreset.ReleasedCode,
            _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "the table has a preset that the test does not know"),
        });
        bool needsTeacher = id is not ("ce" or "tet");
        return Read(logits is null ? options : options with { Logits = logits }, steps == "1" ? OneStep() : TwoSteps(), needsTeacher ? Teacher() : null, FirstClass());
    }

    private static IEnumerable<string[]> Rows()
        => File.ReadLines(Path.Combine(Root(), "docs", "losses.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    private static string Root()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "docs", "losses.md")))
                return at.FullName;
        }

        throw new FileNotFoundException("no folder above the tests holds docs/losses.md");
    }
}
