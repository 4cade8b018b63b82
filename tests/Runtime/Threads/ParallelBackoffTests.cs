using System.Diagnostics;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>A step that loses time by the help of threads does without for a while.</summary>
public class ParallelBackoffTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void AStepThatHelpMakesFasterIsFollowedByAnother()
    {
        ParallelBackoff backoff = default;
        Assert.True(backoff.CanShare(0));
        backoff.Note(0, Millisecond, 2 * Millisecond, isWaking: false);
        Assert.True(backoff.CanShare(Millisecond));
    }

    // 8.75 milliseconds are lost of ten, but for the two microseconds that are chance: a sixteenth of 140.
    [Fact]
    public void AfterOneThatHelpMakesSlowerStepsDoWithout()
    {
        ParallelBackoff backoff = default;
        backoff.Note(0, 10 * Millisecond, Millisecond, isWaking: false);
        Assert.False(backoff.CanShare(149 * Millisecond));
        Assert.True(backoff.CanShare(150 * Millisecond));
        Assert.True(backoff.CanWake(10 * Millisecond));
    }

    // A sixty-fourth of 560 milliseconds.
    [Fact]
    public void AfterOneThatIsSlowerForItHasWokenAThreadStepsDoWithoutWaking()
    {
        ParallelBackoff backoff = default;
        backoff.Note(0, 10 * Millisecond, Millisecond, isWaking: true);
        Assert.True(backoff.CanShare(10 * Millisecond));
        Assert.False(backoff.CanWake(569 * Millisecond));
        Assert.True(backoff.CanWake(570 * Millisecond));
    }

    // Half a millisecond is won, and half a millisecond of the next ten is no loss then: a sixteenth of 132 are 8.25.
    [Theory]
    [InlineData(1, 132)]
    [InlineData(1000, 132)]
    public void WhatHelpHasWonMakesUpForSomeOfIt(int steps, int resting)
    {
        ParallelBackoff backoff = default;
        for (int step = 0; step < steps; step++)
            backoff.Note(0, Millisecond / 2, Millisecond, isWaking: false);
        backoff.Note(0, 10 * Millisecond, Millisecond, isWaking: false);
        Assert.False(backoff.CanShare((resting + 9) * Millisecond));
        Assert.True(backoff.CanShare((resting + 10) * Millisecond));
        backoff.Note(0, 10 * Millisecond, Millisecond, isWaking: false);
        Assert.True(backoff.CanShare(150 * Millisecond));
        Assert.False(backoff.CanShare(149 * Millisecond));
    }

    // An hour is lost; a sixteenth would be sixteen hours.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NothingThatHappensOnceIsMournedForLong(bool isWaking)
    {
        ParallelBackoff backoff = default;
        long hour = 3600 * Stopwatch.Frequency, second = Stopwatch.Frequency;
        backoff.Note(0, hour, Millisecond, isWaking);
        Assert.Equal((isWaking, !isWaking), (backoff.CanShare(hour + second - 1), backoff.CanWake(hour + second - 1)));
        Assert.Equal((true, true), (backoff.CanShare(hour + second), backoff.CanWake(hour + second)));
    }
}
