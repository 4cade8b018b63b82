using System;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Numbers held against each other bit by bit.</summary>
internal static class Bits
{
    public static long Of(double value) => BitConverter.DoubleToInt64Bits(value);

    public static double Double(long bits) => BitConverter.Int64BitsToDouble(bits);

    /// <summary>Returns true if two numbers are the same: -0 is not 0, and one NaN is as good as another.</summary>
    public static bool Same(double left, double right) => (double.IsNaN(left) && double.IsNaN(right)) || Of(left) == Of(right);

    /// <summary>The number and its bits, for the message of a failed test.</summary>
    public static string Show(double value) => FormattableString.Invariant($"{value:R} (0x{Of(value):X16})");
}
