using System.Diagnostics;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>Who loses time by being helped does without for a while.</summary>
public class PaceTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void TheFirstStepIsTakenAlone()
    {
        Pace pace = default;
        Assert.False(pace.Admits(0));
        pace.NoteAlone(0, Millisecond, 1000);
        Assert.True(pace.Admits(Millisecond));
    }

    [Fact]
    public void AStepThatHelpMakesFasterIsFollowedByAnother()
    {
        Pace pace = Alone();
        pace.NoteShared(0, Millisecond, 2000, isWaking: false);
        Assert.True(pace.Admits(Millisecond));
    }

    // 8.75 milliseconds are lost of ten, but for the two microseconds that are chance: a sixteenth of 140.
    [Fact]
    public void AfterOneThatHelpMakesSlowerStepsDoWithout()
    {
        Pace pace = Alone();
        pace.NoteShared(0, 10 * Millisecond, 1000, isWaking: false);
        Assert.False(pace.Admits(149 * Millisecond));
        Assert.True(pace.Admits(150 * Millisecond));
        Assert.True(pace.AdmitsWaking(10 * Millisecond));
    }

    // A sixty-fourth of 560 milliseconds.
    [Fact]
    public void AfterOneThatIsSlowerForItHasWokenAThreadStepsDoWithoutWaking()
    {
        Pace pace = Alone();
        pace.NoteShared(0, 10 * Millisecond, 1000, isWaking: true);
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
        Pace pace = Alone();
        for (int step = 0; step < steps; step++)
            pace.NoteShared(0, Millisecond / 2, 1000, isWaking: false);
        pace.NoteShared(0, 10 * Millisecond, 1000, isWaking: false);
        Assert.False(pace.Admits((resting + 9) * Millisecond));
        Assert.True(pace.Admits((resting + 10) * Millisecond));
        pace.NoteShared(0, 10 * Millisecond, 1000, isWaking: false);
        Assert.True(pace.Admits(150 * Millisecond));
        Assert.False(pace.Admits(149 * Millisecond));
    }

    [Fact]
    public void OneStepThatWasInterruptedDoesNotMakeAllOthersLookFast()
    {
        Pace pace = Alone();
        pace.NoteAlone(0, 100 * Millisecond, 1000);
        pace.NoteShared(0, 10 * Millisecond, 1000, isWaking: false);
        Assert.False(pace.Admits(10 * Millisecond));
    }

    private static Pace Alone()
    {
        Pace pace = default;
        pace.NoteAlone(0, Millisecond, 1000);
        return pace;
    }
}
