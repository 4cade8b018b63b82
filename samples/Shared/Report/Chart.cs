using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Samples.Shared;

/// <summary>A curve of a chart.</summary>
/// <param name="Name">The name of the curve, which is also its class in the style sheet.</param>
/// <param name="Values">The values, one for each point of the axis.</param>
internal sealed record Curve(string Name, IReadOnlyList<double> Values);

/// <summary>A chart of curves over training, as SVG.</summary>
/// <param name="scale">Returns the height of a value: 0 at the bottom, 1 at the top.</param>
/// <param name="ticks">The values that are marked at the side, with their text.</param>
internal sealed class Chart(Func<double, double> scale, IReadOnlyList<(double Value, string Text)> ticks)
{
    private const double Width = 560, Height = 300, Left = 52, Right = 12, Top = 8, Bottom = 44;

    /// <summary>A chart with a logarithmic scale over the decades that the values need.</summary>
    public static Chart Logarithmic(IEnumerable<double> values)
    {
        double[] positive = [.. values.Where(v => v > 0 && double.IsFinite(v))];
        int low = positive.Length == 0 ? -1 : (int)Math.Floor(Math.Log10(positive.Min()));
        int high = positive.Length == 0 ? 0 : Math.Max(low + 1, (int)Math.Ceiling(Math.Log10(positive.Max())));
        return new(
            v => (Math.Log10(v) - low) / (high - low),
            [.. Enumerable.Range(low, high - low + 1).Select(power => (Math.Pow(10, power), Text(Math.Pow(10, power))))]);
    }

    /// <summary>A chart with a scale from 0 to the whole number above the largest value.</summary>
    public static Chart Linear(IEnumerable<double> values)
    {
        int most = (int)Math.Ceiling(values.Where(double.IsFinite).Append(1).Max());
        return new(v => v / most, [.. Enumerable.Range(0, most + 1).Select(tick => ((double)tick, Text(tick)))]);
    }

    /// <summary>A chart of shares, from the tenth below the lowest value to 100 %.</summary>
    public static Chart Percent(IEnumerable<double> values)
    {
        int low = Math.Min(9, (int)(10 * values.Min()));
        int step = low < 5 ? 2 : 1;
        return new(
            v => (v - low / 10.0) / (1 - low / 10.0),
            [
                .. Enumerable.Range(low, 11 - low)
                    .Where(tenth => (10 - tenth) % step == 0)
                    .Select(tenth => (tenth / 10.0, $"{10 * tenth} %")),
            ]);
    }

    /// <summary>Draws the curves.</summary>
    /// <param name="label">A description of the chart, for those who cannot see it.</param>
    /// <param name="axis">The name of the horizontal axis.</param>
    /// <param name="most">The number at its end; it begins at 0.</param>
    /// <param name="curves">The curves.</param>
    public string Draw(string label, string axis, long most, params IReadOnlyList<Curve> curves)
    {
        int last = curves[0].Values.Count - 1;
        var svg = new StringBuilder($"""<svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{label}">""");
        foreach ((double value, string text) in ticks)
        {
            string y = Text(Y(value));
            svg.Append($"""<line x1="{Left}" x2="{Width - Right}" y1="{y}" y2="{y}"/>""");
            svg.Append($"""<text x="{Left - 6}" y="{y}" text-anchor="end" dominant-baseline="middle">{text}</text>""");
        }

        foreach (long number in new[] { 0, most / 4, most / 2, 3 * most / 4, most }.Distinct())
            svg.Append($"""<text x="{Text(X(number, most))}" y="{Height - Bottom + 16}" text-anchor="middle">{number}</text>""");
        svg.Append($"""<text x="{Left}" y="{Height - 8}">{axis}</text>""");

        // An image of its own cuts off what lies below the scale, such as an untrained network's guesses.
        svg.Append($"""<svg width="{Width}" height="{Height - Bottom}">""");
        foreach (Curve curve in curves)
            svg.Append($"""<polyline class="{curve.Name}" points="{Points(curve, last)}"/>""");
        svg.Append("</svg>");

        foreach ((int i, Curve curve) in curves.Index())
        {
            double right = Width - Right - 70 * (curves.Count - 1 - i);
            svg.Append($"""<text class="{curve.Name}" x="{right}" y="{Height - 8}" text-anchor="end">{curve.Name}</text>""");
        }

        return svg.Append("</svg>").ToString();
    }

    // A loss that has run off to infinity has no place.
    private string Points(Curve curve, int last) => string.Join(
        ' ',
        from point in curve.Values.Index()
        where double.IsFinite(scale(point.Item))
        select $"{Text(X(point.Index, last))},{Text(Y(point.Item))}");

    private static double X(long number, long most) => Left + (Width - Left - Right) * number / most;

    private double Y(double value) => Top + (Height - Top - Bottom) * (1 - scale(value));

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
