using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FusedOpt.Schedules;

namespace FusedOpt.Runtime.Tests.Schedules.Document;

/// <summary>A schedule's chart, as SVG that can be read on white and on black.</summary>
internal static class Chart
{
    private const int Left = 44, Width = 480, Top = 8, Height = 120, Right = 20, Bottom = 26;

    private const string Curve = "#3b82c4", Ink = "#808080";

    /// <summary>Draws the rates of the steps up to and including the last.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="steps">The last step.</param>
    /// <param name="label">A description of the chart, for those who cannot see it.</param>
    public static string Draw(ISchedule schedule, int steps, string label) =>
        Draw([.. Enumerable.Range(0, steps + 1).Select(step => schedule.GetLearningRate(step))], label);

    /// <summary>Draws rates, one for each step, and fainter, to a scale of its own, what they follow, if there is something.</summary>
    public static string Draw(double[] rates, string label, double[]? faint = null)
    {
        double highest = rates.Max();
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Width + Right} {Top + Height + Bottom}" role="img" font-family="sans-serif" font-size="11" fill="{Ink}">""");
        svg.Append(CultureInfo.InvariantCulture, $"\n<title>{label}</title>\n");
        foreach (double rate in new[] { 0, highest / 2, highest })
        {
            string y = Hundredths(Y(rate, highest));
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{Left} {y}h{Width}" stroke="{Ink}" stroke-opacity="{(rate == 0 ? "0.8" : "0.25")}"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left - 6}" y="{y}" text-anchor="end" dominant-baseline="middle">{rate:0.####}</text>""").Append('\n');
        }

        for (int quarter = 0; quarter <= 4; quarter++)
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left + quarter * Width / 4}" y="{Top + Height + 18}" text-anchor="middle">{(rates.Length - 1) * quarter / 4}</text>""");
        svg.Append('\n');
        if (faint is not null)
            svg.Append(CultureInfo.InvariantCulture, $"""<polyline fill="none" stroke="{Ink}" stroke-opacity="0.7" points="{Points(faint, faint.Max())}"/>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<polyline fill="none" stroke="{Curve}" stroke-width="2" stroke-linejoin="round" points="{Points(rates, highest)}"/>""");
        return svg.Append("\n</svg>\n").ToString();
    }

    private static string Points(double[] values, double highest)
    {
        (long X, long Y)[] points = [.. values.Select((value, step) => (X(step, values.Length - 1), Y(value, highest)))];
        return string.Join(' ', Outline.Of(points).Select(p => $"{Hundredths(p.X)},{Hundredths(p.Y)}"));
    }

    // Whole hundredths of a unit: what differs between platforms, in a rate's last bit, is rounded away.
    private static long X(int step, int steps) => 100L * Left + 100L * Width * step / steps;

    private static long Y(double value, double highest) => 100 * (Top + Height) - (long)Math.Round(100 * Height * value / highest);

    private static string Hundredths(long number) => (number / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
