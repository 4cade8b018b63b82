using System;
using System.Collections.Generic;

namespace FusedOpt.Runtime.Tests.Schedules.Document;

/// <summary>
/// The points that a curve needs: without the others it moves by less than can be seen (the algorithm of Douglas and Peucker).
/// </summary>
internal static class Outline
{
    // In the units of the points.
    private const long Visible = 5;

    public static IReadOnlyList<(long X, long Y)> Of(ReadOnlySpan<(long X, long Y)> points)
    {
        var outline = new List<(long X, long Y)> { points[0] };
        Add(points, outline);
        return outline;
    }

    // Whole numbers, so that the same points are left out everywhere.
    private static void Add(ReadOnlySpan<(long X, long Y)> points, List<(long X, long Y)> outline)
    {
        (long x, long y) = (points[^1].X - points[0].X, points[^1].Y - points[0].Y);
        long farthest = 0;
        int corner = 0;
        for (int i = 1; i < points.Length - 1; i++)
        {
            // The distance from the chord, times the chord's length.
            long distance = Math.Abs(x * (points[i].Y - points[0].Y) - y * (points[i].X - points[0].X));
            if (distance > farthest)
                (farthest, corner) = (distance, i);
        }

        if (farthest * farthest > Visible * Visible * (x * x + y * y))
        {
            Add(points[..(corner + 1)], outline);
            Add(points[corner..], outline);
        }
        else
        {
            outline.Add(points[^1]);
        }
    }
}
