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
        pace.Note(isShared: false, 0, Millisecond, 1000);
        Assert.True(pace.Admits(Millisecond));
    }

    [Fact]
    public void AStepThatHelpMakesFasterIsFollowedByAnother()
    {
        Pace pace = Alone();
        pace.Note(isShared: true, 0, Millisecond, 2000);
        Assert.True(pace.Admits(Millisecond));
    }

    [Fact]
    public void AfterOneThatHelpMakesSlowerStepsDoWithout()
    {
        // 2,000 elements take 2 ms alone; 7.5 ms are lost of 10, but for the two microseconds that are chance.
        Pace pace = Alone();
        pace.Note(isShared: true, 0, 10 * Millisecond, 2000);
        Assert.False(pace.Admits(129 * Millisecond));
        Assert.True(pace.Admits(130 * Millisecond));
    }

    [Fact]
    public void OneStepThatWasInterruptedDoesNotMakeAllOthersLookFast()
    {
        Pace pace = Alone();
        pace.Note(isShared: false, 0, 100 * Millisecond, 1000);
        pace.Note(isShared: true, 0, 10 * Millisecond, 1000);
        Assert.False(pace.Admits(10 * Millisecond));
    }

    private static Pace Alone()
    {
        Pace pace = default;
        pace.Note(isShared: false, 0, Millisecond, 1000);
        return pace;
    }
}
