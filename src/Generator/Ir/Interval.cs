using System.Globalization;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>An interval of numbers in mathematical notation: <c>[0, 1)</c>.</summary>
internal sealed record Interval(double Low, bool LowIncluded, double High, bool HighIncluded)
{
    /// <summary>All numbers, infinities included.</summary>
    public static Interval All { get; } = new(double.NegativeInfinity, true, double.PositiveInfinity, true);

    /// <summary>The finite numbers from 0 on.</summary>
    public static Interval NotNegative { get; } = new(0, true, double.PositiveInfinity, false);

    /// <summary>Returns the numbers that lie in both intervals.</summary>
    public Interval Intersect(Interval other)
    {
        (double low, bool lowIncluded) =
            Low == other.Low ? (Low, LowIncluded && other.LowIncluded)
            : Low > other.Low ? (Low, LowIncluded)
            : (other.Low, other.LowIncluded);
        (double high, bool highIncluded) =
            High == other.High ? (High, HighIncluded && other.HighIncluded)
            : High < other.High ? (High, HighIncluded)
            : (other.High, other.HighIncluded);
        return new(low, lowIncluded, high, highIncluded);
    }

    /// <summary>Returns true if a number lies in the interval. NaN lies in none.</summary>
    public bool Contains(double value) =>
        (LowIncluded ? value >= Low : value > Low) && (HighIncluded ? value <= High : value < High);

    public static bool TryParse(string text, out Interval interval)
    {
        interval = All;
        string trimmed = text.Trim();
        if (trimmed.Length < 2 || trimmed[0] is not ('[' or '(') || trimmed[trimmed.Length - 1] is not (']' or ')'))
            return false;
        string[] bounds = trimmed.Substring(1, trimmed.Length - 2).Split(',');
        if (bounds.Length != 2 || !TryParseBound(bounds[0], out double low) || !TryParseBound(bounds[1], out double high) || !(low <= high))
            return false;
        interval = new(low, trimmed[0] == '[', high, trimmed[trimmed.Length - 1] == ']');
        return true;
    }

    public override string ToString() => $"{(LowIncluded ? '[' : '(')}{Bound(Low)}, {Bound(High)}{(HighIncluded ? ']' : ')')}";

    private static bool TryParseBound(string text, out double value)
    {
        switch (text.Trim())
        {
            case "inf":
                value = double.PositiveInfinity;
                return true;
            case "-inf":
                value = double.NegativeInfinity;
                return true;
            case var number:
                return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }
    }

    private static string Bound(double value) =>
        double.IsInfinity(value) ? (value > 0 ? "inf" : "-inf") : Literals.Decimal(value);
}
