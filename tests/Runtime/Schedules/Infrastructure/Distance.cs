using System;

namespace FusedOpt.Runtime.Tests.Schedules.Infrastructure;

/// <summary>How far a rate is from what it should be.</summary>
internal static class Distance
{
    /// <summary>In units in the last place of another number, which is the largest of the computation.</summary>
    public static double InUnitsOf(double scale, double expected, double actual) => Math.Abs(actual - expected) / Unit(scale);

    /// <summary>In units in the last place of the expected rate itself.</summary>
    public static double InUnits(double expected, double actual) => InUnitsOf(expected, expected, actual);

    private static double Unit(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);
}
