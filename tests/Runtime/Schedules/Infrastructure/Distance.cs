using System;

namespace FusedOpt.Runtime.Tests.Schedules.Infrastructure;

/// <summary>The distance of a rate from the expected one.</summary>
internal static class Distance
{
    /// <summary>Returns the distance in units in the last place of another number, which is the largest of the computation.</summary>
    public static double InUnitsOf(double scale, double expected, double actual) => Math.Abs(actual - expected) / Unit(scale);

    /// <summary>Returns the distance in units in the last place of the expected rate itself.</summary>
    public static double InUnits(double expected, double actual) => InUnitsOf(expected, expected, actual);

    private static double Unit(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);
}
