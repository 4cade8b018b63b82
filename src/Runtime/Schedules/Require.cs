using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace FusedOpt.Schedules;

/// <summary>The ranges of a schedule's arguments: each gives its value back, or throws with the argument's name.</summary>
internal static class Require
{
    // A double holds every whole number up to here, and three of these do not overflow a long.
    private const long MostSteps = 1L << 53;

    /// <summary>A learning rate.</summary>
    public static double Rate(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw Refused(name, $"{name} is {value}; it must be finite and at least 0.");

    /// <summary>A number above 0.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw Refused(name, $"{name} is {value}; it must be finite and above 0.");

    /// <summary>Demands a divisor of at least 1, so that a quotient becomes no larger.</summary>
    public static double Divisor(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 1 && double.IsFinite(value) ? value : throw Refused(name, $"{name} is {value}; it must be finite and at least 1.");

    /// <summary>A share of a whole.</summary>
    public static double Share(double value, double most = 1, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 && value <= most ? value : throw Refused(name, $"{name} is {value}; it must be from 0 to {most}.");

    /// <summary>A number of updates.</summary>
    public static long Steps(long value, long least = 1, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least && value <= MostSteps ? value : throw Refused(name, $"{name} is {value}; it must be from {least} to 2^53.");

    /// <summary>A number of events.</summary>
    public static int Count(int value, int least = 0, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= least ? value : throw Refused(name, $"{name} is {value}; it must be at least {least}.");

    /// <summary>A member of an enum.</summary>
    public static T Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string name = "")
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw Refused(name, $"{name} is {value}; it must be {string.Join(" or ", Enum.GetNames<T>())}.");

    /// <summary>A low end that is not above the high end.</summary>
    public static double AtMost(
        double value,
        double high,
        [CallerArgumentExpression(nameof(value))] string name = "",
        [CallerArgumentExpression(nameof(high))] string highName = "") =>
        value <= high ? value : throw Refused(name, $"{name} is {value}, which is above {highName}, {high}.");

    /// <summary>Makes the exception for an argument out of its range.</summary>
    public static ArgumentOutOfRangeException Refused(string name, FormattableString message) =>
        new(name, message.ToString(CultureInfo.InvariantCulture));
}
