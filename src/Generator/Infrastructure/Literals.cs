using System;
using System.Globalization;
using System.Linq;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Numbers as text: the shortest decimal that reads back as the same number, in any culture and on any host.</summary>
internal static class Literals
{
    /// <summary>A C# literal of type float: <c>0.1f</c>.</summary>
    public static string Single(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsInfinity(value) ? (value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity")
        : Decimal(value) + "f";

    /// <summary>A C# literal of type double: <c>0.1</c>, <c>1.0</c>.</summary>
    public static string Double(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        string text = Decimal(value);
        return text.IndexOfAny(['.', 'e']) < 0 ? text + ".0" : text;
    }

    /// <summary>A C# literal of type string. Escapes everything but printable ASCII.</summary>
    public static string Text(string value) =>
        "\"" + string.Concat(
            value.Select(
                c => c is '"' or '\\' ? "\\" + c
                    : c is >= ' ' and <= '~' ? c.ToString()
                    : "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture))) + "\"";

    /// <summary>All digits of a whole number. As a float it would lose digits beyond 2^24, and gain an exponent from 10^6 on.</summary>
    public static string Decimal(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest decimal of a float.</summary>
    public static string Decimal(float value)
    {
        for (int digits = 6; digits < 9; digits++)
        {
            string text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float back) && back.Equals(value))
                return Tidy(text, value < 0 || IsNegativeZero(value));
        }

        return Tidy(value.ToString("G9", CultureInfo.InvariantCulture), value < 0);
    }

    /// <summary>The shortest decimal of a double.</summary>
    public static string Decimal(double value)
    {
        for (int digits = 15; digits < 17; digits++)
        {
            string text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double back) && back.Equals(value))
                return Tidy(text, value < 0 || IsNegativeZero(value));
        }

        return Tidy(value.ToString("G17", CultureInfo.InvariantCulture), value < 0);
    }

    /// <summary>
    /// The double that a float written in source stands for: that of its shortest decimal, so that <c>0.1f</c> reads as
    /// <c>0.1</c> where the element type is double.
    /// </summary>
    public static double Widen(float value)
    {
        if (value == 0 || float.IsNaN(value) || float.IsInfinity(value))
            return value;
        double wide = double.Parse(Decimal(value), NumberStyles.Float, CultureInfo.InvariantCulture);
        return ((float)wide).Equals(value) ? wide : value;
    }

    // "1E-08" becomes "1e-8"; some hosts print -0 without its sign.
    private static string Tidy(string text, bool negative)
    {
        int e = text.IndexOf('E');
        if (e >= 0)
        {
            string exponent = text.Substring(e + 2).TrimStart('0');
            text = text.Substring(0, e) + "e" + (text[e + 1] == '-' ? "-" : "") + (exponent.Length == 0 ? "0" : exponent);
        }

        return negative && text[0] != '-' ? "-" + text : text;
    }

    private static bool IsNegativeZero(double value) => BitConverter.DoubleToInt64Bits(value) == long.MinValue;
}
