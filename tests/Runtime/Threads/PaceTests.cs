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

    // A millisecond alone, whether it has many elements or few; 8.75 are lost of ten, but for the two microseconds that are chance. They are a sixteenth of 140, and a sixty-fourth of 560.
    [Theory]
    [InlineData(Team.WorthWaking, 149, 150)]
    [InlineData(Team.WorthWaking - 1, 569, 570)]
    public void AfterOneThatHelpMakesSlowerStepsDoWithout(int elements, int resting, int rested)
    {
        Pace pace = default;
        pace.Note(isShared: false, 0, Millisecond, elements);
        pace.Note(isShared: true, 0, 10 * Millisecond, elements);
        Assert.False(pace.Admits(resting * Millisecond));
        Assert.True(pace.Admits(rested * Millisecond));
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
