using System.Diagnostics;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>Who loses time by being helped does without for a while.</summary>
public class PaceTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void AStepThatHelpMakesFasterIsFollowedByAnother()
    {
        Pace pace = default;
        Assert.True(pace.Admits(0));
        pace.Note(0, Millisecond, 2 * Millisecond, isWaking: false);
        Assert.True(pace.Admits(Millisecond));
    }

    // 8.75 milliseconds are lost of ten, but for the two microseconds that are chance: a sixteenth of 140.
    [Fact]
    public void AfterOneThatHelpMakesSlowerStepsDoWithout()
    {
        Pace pace = default;
        pace.Note(0, 10 * Millisecond, Millisecond, isWaking: false);
        Assert.False(pace.Admits(149 * Millisecond));
        Assert.True(pace.Admits(150 * Millisecond));
        Assert.True(pace.AdmitsWaking(10 * Millisecond));
    }

    // A sixty-fourth of 560 milliseconds.
    [Fact]
    public void AfterOneThatIsSlowerForItHasWokenAThreadStepsDoWithoutWaking()
    {
        Pace pace = default;
        pace.Note(0, 10 * Millisecond, Millisecond, isWaking: true);
        Assert.True(pace.Admits(10 * Millisecond));
        Assert.False(pace.AdmitsWaking(569 * Millisecond));
        Assert.True(pace.AdmitsWaking(570 * Millisecond));
    }

    // Half a millisecond is won, and half a millisecond of the next ten is no loss then: a sixteenth of 132 are 8.25.
    [Theory]
    [InlineData(1, 132)]
    [InlineData(1000, 132)]
    public void WhatHelpHasWonMakesUpForSomeOfIt(int steps, int resting)
    {
        Pace pace = default;
        for (int step = 0; step < steps; step++)
            pace.Note(0, Millisecond / 2, Millisecond, isWaking: false);
        pace.Note(0, 10 * Millisecond, Millisecond, isWaking: false);
        Assert.False(pace.Admits((resting + 9) * Millisecond));
        Assert.True(pace.Admits((resting + 10) * Millisecond));
        pace.Note(0, 10 * Millisecond, Millisecond, isWaking: false);
        Assert.True(pace.Admits(150 * Millisecond));
        Assert.False(pace.Admits(149 * Millisecond));
    }

    // An hour is lost; a sixteenth would be sixteen hours.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NothingThatHappensOnceIsMournedForLong(bool isWaking)
    {
        Pace pace = default;
        long hour = 3600 * Stopwatch.Frequency, second = Stopwatch.Frequency;
        pace.Note(0, hour, Millisecond, isWaking);
        Assert.Equal((isWaking, !isWaking), (pace.Admits(hour + second - 1), pace.AdmitsWaking(hour + second - 1)));
        Assert.Equal((true, true), (pace.Admits(hour + second), pace.AdmitsWaking(hour + second)));
    }
}
