using System.Diagnostics;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>What a step takes on one thread is known from the second on, whatever the first has taken.</summary>
public class TempoTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void TheFirstStepIsNotCounted()
    {
        Tempo tempo = default;
        tempo.Note(0, 1000 * Millisecond, 1000);
        Assert.False(tempo.IsKnown);
        tempo.Note(0, Millisecond, 1000);
        Assert.True(tempo.IsKnown);
        Assert.Equal(Millisecond, tempo.Of(1000), tolerance: 1);
        Assert.Equal(3 * Millisecond, tempo.Of(3000), tolerance: 1);
    }

    [Fact]
    public void OneStepThatWasInterruptedDoesNotMakeAllOthersLookFast()
    {
        Tempo tempo = default;
        tempo.Note(0, Millisecond, 1000);
        tempo.Note(0, Millisecond, 1000);
        tempo.Note(0, 65 * Millisecond, 1000);
        Assert.Equal(2 * Millisecond, tempo.Of(1000), tolerance: 1);
        tempo.Note(0, Millisecond / 2, 1000);
        Assert.Equal(Millisecond / 2, tempo.Of(1000), tolerance: 1);
    }
}
