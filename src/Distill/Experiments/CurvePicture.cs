using System.Globalization;
using System.Security;
using System.Text;

namespace NeuroKit.Distill.Experiments;

/// <summary>Draws curves as an SVG file of its own, on a light ground, so that it is read beside any page.</summary>
internal static class CurvePicture
{
    private const int Width = 760;
    private const int Height = 380;
    private const int Left = 52;
    private const int Right = 200;
    private const int Top = 34;
    private const int Bottom = 44;

    private static readonly string[] s_colours = ["#1f5fa8", "#c4471f", "#2c8a4b", "#7d4bb0", "#b8860b", "#0f8a94", "#b03a74", "#5d6670"];

    // Behind as many curves as there are colours the same come dashed.
    private static readonly string[] s_dashes = ["", "6 3", "2 3"];

    /// <summary>The picture's text.</summary>
    /// <param name="title">What stands above.</param>
    /// <param name="curves">Shares, 0 to 1, an epoch each.</param>
    public static string Draw(string title, IReadOnlyList<ExperimentCurve> curves)
    {
        int epochs = curves.Max(c => c.Accuracies.Count);
        var svg = new StringBuilder();
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="12" fill="#333">""");
        Line($"""<rect width="{Width}" height="{Height}" fill="#fff"/><text x="{Left}" y="20" font-size="14">{SecurityElement.Escape(title)}</text>""");
        for (int percent = 0; percent <= 100; percent += 20)
            Line($"""<path d="M{Left} {Y(percent / 100.0):0.0}H{Width - Right}" stroke="#ddd"/><text x="{Left - 6}" y="{Y(percent / 100.0) + 4:0.0}" text-anchor="end">{percent}</text>""");
        int every = Math.Max(1, (epochs + 9) / 10);
        for (int epoch = 1; epoch <= epochs; epoch += every)
            Line($"""<text x="{X(epoch):0.0}" y="{Height - Bottom + 16}" text-anchor="middle">{epoch}</text>""");
        Line($"""<path d="M{Left} {Top}V{Height - Bottom}H{Width - Right}" fill="none" stroke="#888"/><text x="{(Left + Width - Right) / 2}" y="{Height - 8}" text-anchor="middle">epoch</text>""");
        Line($"""<text x="14" y="{(Top + Height - Bottom) / 2}" text-anchor="middle" transform="rotate(-90 14 {(Top + Height - Bottom) / 2})">training accuracy, %</text>""");
        for (int i = 0; i < curves.Count; i++)
        {
            ExperimentCurve curve = curves[i];
            string stroke = $"stroke=\"{s_colours[i % s_colours.Length]}\" stroke-width=\"1.8\" stroke-dasharray=\"{s_dashes[i / s_colours.Length % s_dashes.Length]}\"";
            string path = string.Join('L', curve.Accuracies.Select((share, epoch) => string.Create(CultureInfo.InvariantCulture, $"{X(epoch + 1):0.0} {Y(share):0.0}")));
            // A line of one point is not seen.
            string dot = curve.Accuracies.Count == 1 ? string.Create(CultureInfo.InvariantCulture, $"""<circle cx="{X(1):0.0}" cy="{Y(curve.Accuracies[0]):0.0}" r="3" fill="{s_colours[i % s_colours.Length]}"/>""") : "";
            int row = Top + 6 + (i * 18);
            Line($"""<path d="M{path}" fill="none" {stroke}/>{dot}<path d="M{Width - Right + 12} {row}h24" {stroke}/><text x="{Width - Right + 42}" y="{row + 4}">{SecurityElement.Escape(curve.Method)}, {100 * curve.Accuracies[^1]:0.0} % ({curve.Runs})</text>""");
        }

        return svg.Append("</svg>\n").ToString();

        void Line(FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        double X(int epoch) => epochs == 1 ? (Left + Width - Right) / 2.0 : Left + ((epoch - 1.0) / (epochs - 1) * (Width - Right - Left));
    }

    private static double Y(double share) => Height - Bottom - (share * (Height - Bottom - Top));
}
