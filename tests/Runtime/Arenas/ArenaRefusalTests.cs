using System;
using Xunit;

namespace FusedOpt.Runtime.Tests.Arenas;

/// <summary>An impossible arena is refused in words that name the model.</summary>
public class ArenaRefusalTests
{
    [Fact]
    public void ADisposedArenaRefusesEveryUse()
    {
        var made = new Arena<float>("Digits", 10, [0, 0]);
        made[2].Clear();
        foreach (Arena<float> arena in new[] { made, new Arena<float>("Digits", 10, [0, 0]), new Arena<float>("Digits", 0, []) })
        {
            arena[0].Clear();
            arena.Dispose();
            arena.Dispose();
            foreach (int space in new[] { 0, 1, 2, 3, -1 })
            {
                ObjectDisposedException refusal = Assert.Throws<ObjectDisposedException>(() => arena[space].Length);
                Assert.Equal("Digits", refusal.ObjectName);
                Assert.StartsWith("Digits has been disposed: its parameters are gone.", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void ASpaceThatIsNotThereIsRefused(int space)
    {
        var arena = new Arena<float>("Digits", 10, [0, 0]);
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => arena[space].Length);
        Assert.StartsWith("Digits has the spaces 0 to 2.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANegativeLengthIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>("length", () => new Arena<float>("Digits", -1, []));

    // Before anything has been made: space 0 alone would be 16 GB.
    [Fact]
    public void MoreThanAnArrayHoldsIsRefused()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        InsufficientMemoryException refusal = Assert.Throws<InsufficientMemoryException>(
            () => new Arena<double>("Digits", int.MaxValue, new double[9]));
        Assert.Equal(
            "Digits is too large: there is no memory for 10 spaces (parameters, gradients, state) of 2147483647 elements with 8 bytes "
                + "each.",
            refusal.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
