using System.Diagnostics;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>The time of a step on one thread is known from the second step on, whatever the first has taken.</summary>
public class SerialCostEstimateTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void TheFirstStepIsNotCounted()
    {
        SerialCostEstimate serialCost = default;
        serialCost.Note(0, 1000 * Millisecond, 1000);
        Assert.False(serialCost.IsKnown);
        serialCost.Note(0, Millisecond, 1000);
        Assert.True(serialCost.IsKnown);
        Assert.Equal(Millisecond, serialCost.Estimate(1000), tolerance: 1);
        Assert.Equal(3 * Millisecond, serialCost.Estimate(3000), tolerance: 1);
    }

    [Fact]
    public void OneStepThatWasInterruptedDoesNotMakeAllOthersLookFast()
    {
        SerialCostEstimate serialCost = default;
        serialCost.Note(0, Millisecond, 1000);
        serialCost.Note(0, Millisecond, 1000);
        serialCost.Note(0, 65 * Millisecond, 1000);
        Assert.Equal(2 * Millisecond, serialCost.Estimate(1000), tolerance: 1);
        serialCost.Note(0, Millisecond / 2, 1000);
        Assert.Equal(Millisecond / 2, serialCost.Estimate(1000), tolerance: 1);
    }
}
