using System;
using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests.Arenas;

/// <summary>The places and initial values of the states of a parameter that is not in an arena.</summary>
public class StateArrayTests
{
    private const int Page = 4096;

    // Two given offsets leave a gap of 2048 bytes or more; what halves the widest gap three times leaves 512 or more, less a line for the
    // rounding.
    [Fact]
    public void StatesOfSixteenPagesLieFarFromParameterGradientAndEachOther()
    {
        foreach ((int between, int length) in new[] { (0, 16_384), (1, 16_384), (3, 20_001), (200, 65_537), (1_000, 1 << 20) })
        {
            float[] parameter = GC.AllocateArray<float>(length, pinned: true);
            object other = GC.AllocateArray<double>(between, pinned: true);
            float[] gradient = GC.AllocateArray<float>(length, pinned: true);
            var states = new StateArray<float>[3];
            var memory = new StateMemory();
            for (int k = 0; k < states.Length; k++)
                states[k].Make(ref memory, k, length, Offsets.GetAddress<float>(parameter), Offsets.GetAddress<float>(gradient));
            Assert.False(memory.Allocate());

            long[] starts = [Address.Of(states[0].Span), Address.Of(states[1].Span), Address.Of(states[2].Span)];
            Assert.All(starts, s => Assert.Equal(0, s % 64));
            long[] all = [.. starts, Address.Of<float>(parameter), Address.Of<float>(gradient)];
            for (int i = 0; i < starts.Length; i++)
            {
                foreach (long another in all.Where((_, j) => j != i))
                    Assert.InRange(Distance(starts[i], another), 512 - 64, Page / 2);
            }

            GC.KeepAlive(other);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(40_001)]
    public void AStateHoldsItsFirstValueAndKeepsWhatIsWritten(int length)
    {
        var state = default(StateArray<float>);
        Assert.True(state.IsMissing);
        Make(length);
        Assert.False(state.IsMissing);
        Assert.Equal(length, state.Length);
        Assert.True(state.Span.SequenceEqual([.. Enumerable.Repeat(0.25f, length)]));

        state.Span.Fill(3);
        Make(length + 1);
        Span<float> elements = state;
        Assert.True(elements.SequenceEqual([.. Enumerable.Repeat(3f, length)]));

        void Make(int length)
        {
            var memory = new StateMemory();
            do
                state.Make(ref memory, 0, length, parameter: 0, gradient: 0, 0.25f);
            while (memory.Allocate());
        }
    }

    private static long Distance(long a, long b)
    {
        long behind = (a - b) & (Page - 1);
        return Math.Min(behind, Page - behind);
    }
}
