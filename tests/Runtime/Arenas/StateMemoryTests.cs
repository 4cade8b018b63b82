using System;
using System.Linq;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Arenas;

/// <summary>The places of the short states of a model, which are made together.</summary>
public class StateMemoryTests
{
    private const int Line = 64, Page = 4096;

    // The number of floats in a page, and less and more than lines hold; together each order of states takes 26,240 bytes, more than four
    // pages.
    private static readonly int[] s_many = [64, 1, 0, 1_024, 15, 16, 17, 4_000, 1_023, 333];

    // Together less than four pages.
    private static readonly int[] s_few = [64, 1, 0, 15, 17];

    private static readonly float[] s_elements = new float[4_000];

    [Fact]
    public void EachShortStateHasLinesOfItsOwnThatStayLines()
    {
        StateArray<float>[][] states = Make(s_many, orders: 2);
        long[] starts = Starts(states);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        Assert.Equal(starts, Starts(states));
        long[] bytes = [.. s_many.SelectMany(length => new[] { length * 4L, length * 4L })];
        Assert.Null(Fault(starts, bytes));

        // Arrays as anybody makes them, and states that share a line.
        float[][] pinned = [.. s_many.Select(length => GC.AllocateArray<float>(length, pinned: true))];
        Assert.NotNull(Fault([.. pinned.Select(array => Address.Of<float>(array))], [.. s_many.Select(length => length * 4L)]));
        Assert.NotNull(Fault([0, 64, 64], [64, 1, 1]));
        Assert.NotNull(Fault([0, 64], [65, 1]));
        Assert.NotNull(Fault([0, 1 << 20], [64, 64]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void StatesOfAParameterLieFarFromEachOtherWithinTheirPages(int orders)
    {
        // A part of a page for each of them, less a line for the rounding of each.
        long least = Page / orders - orders * Line;
        foreach (StateArray<float>[] states in Make(s_many, orders))
        {
            for (int i = 0; i < orders; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    long behind = (Address.Of(states[i].Span) - Address.Of(states[j].Span)) & (Page - 1);
                    Assert.InRange(behind, least, Page - least);
                }
            }
        }
    }

    [Fact]
    public void TheyLieInTheOrderInWhichAStepTakesThem()
    {
        foreach (int[] lengths in new[] { s_few, s_many })
        {
            StateArray<float>[][] states = Make(lengths, orders: 2);
            for (int order = 0; order < 2; order++)
            {
                for (int i = 1; i < lengths.Length; i++)
                    Assert.Equal(Whole(lengths[i - 1]), Address.Of(states[i][order].Span) - Address.Of(states[i - 1][order].Span));
            }
        }
    }

    // The header of an array, where it begins in a line, and what keeps two orders apart.
    [Fact]
    public void TheyTakeNoMoreThanTheirLines()
    {
        foreach ((int[] lengths, long more) in new[] { (s_few, 0), (s_many, Line + Page) })
        {
            long lines = 2 * lengths.Sum(Whole);
            StateArray<float>[][] states = [.. lengths.Select(_ => new StateArray<float>[2])];
            long allocated = Allocation.Of(() =>
            {
                Array.ForEach(states, Array.Clear);
                Make(lengths, states);
            });
            Assert.InRange(allocated, lines, lines + more + 32);
        }
    }

    [Fact]
    public void StatesOfDifferentTypesAndLengthsDoNotOverlap()
    {
        foreach (int[] lengths in new[] { s_few, s_many })
        {
            float[][] singles = [.. lengths.Select(length => new float[length])];
            double[][] doubles = [.. lengths.Select(length => new double[length])];
            var first = new StateArray<float>[lengths.Length];
            StateArray<double>[][] others = [.. Enumerable.Range(0, 3).Select(_ => new StateArray<double>[lengths.Length])];
            var memory = new StateMemory();
            do
            {
                for (int i = 0; i < lengths.Length; i++)
                {
                    first[i].Make(
                        ref memory, 0, lengths[i], Offsets.GetAddress<float>(singles[i]), Offsets.GetAddress<float>(singles[i]), -1);
                    for (int order = 0; order < 3; order++)
                        others[order][i].Make(
                            ref memory, order, lengths[i], Offsets.GetAddress<double>(doubles[i]), Offsets.GetAddress<double>(doubles[i]),
                            order);
                }
            }
            while (memory.Allocate());

            // Each is written over as a whole, and all are read afterwards.
            for (int i = 0; i < lengths.Length; i++)
            {
                Assert.True(first[i].Span.IndexOfAnyExcept(-1f) < 0);
                first[i].Span.Fill(i);
                for (int order = 0; order < 3; order++)
                {
                    Assert.True(others[order][i].Span.IndexOfAnyExcept((double)order) < 0);
                    others[order][i].Span.Fill(100 * order + i);
                }
            }

            for (int i = 0; i < lengths.Length; i++)
            {
                Assert.True(first[i].Span.IndexOfAnyExcept((float)i) < 0);
                for (int order = 0; order < 3; order++)
                    Assert.True(others[order][i].Span.IndexOfAnyExcept((double)(100 * order + i)) < 0);
            }
        }
    }

    [Fact]
    public void WhatIsThereAlreadyStaysWhereItIs()
    {
        StateArray<float>[][] states = Make(s_many, orders: 2);
        for (int i = 0; i < states.Length; i++)
            states[i][0].Span.Fill(i);
        long[] starts = Starts(states);

        Make(s_many, states);
        Assert.Equal(starts, Starts(states));

        // As for a parameter that has no states yet.
        states[3] = new StateArray<float>[2];
        Make(s_many, states);
        for (int i = 0; i < states.Length; i++)
            Assert.True(states[i][0].Span.IndexOfAnyExcept(i == 3 ? 0f : i) < 0);
        Assert.Equal(s_many[3], states[3][1].Length);
    }

    private static StateArray<float>[][] Make(int[] lengths, int orders)
    {
        StateArray<float>[][] states = [.. lengths.Select(_ => new StateArray<float>[orders])];
        Make(lengths, states);
        return states;
    }

    private static void Make(int[] lengths, StateArray<float>[][] states)
    {
        var memory = new StateMemory();
        do
        {
            for (int i = 0; i < lengths.Length; i++)
            {
                nint parameter = Offsets.GetAddress<float>(s_elements);
                for (int order = 0; order < states[i].Length; order++)
                    states[i][order].Make(ref memory, order, lengths[i], parameter, parameter);
            }
        }
        while (memory.Allocate());
    }

    private static long Whole(int length) => (length * 4L + Line - 1) / Line * Line;

    private static long[] Starts(StateArray<float>[][] states) => [.. states.SelectMany(s => s).Select(s => Address.Of(s.Span))];

    // Describes the fault in the places of states; null if none.
    private static string? Fault(long[] starts, long[] bytes)
    {
        int[] order = [.. Enumerable.Range(0, starts.Length).Where(i => bytes[i] > 0).OrderBy(i => starts[i])];
        if (order.Any(i => starts[i] % Line != 0))
            return "a state starts within a line";
        foreach ((int i, int next) in order.Zip(order.Skip(1)))
        {
            if (starts[i] + bytes[i] > starts[next])
                return "two states overlap";
        }

        // No more than a page is left out between the first states and the second.
        return starts[order[^1]] + bytes[order[^1]] - starts[order[0]] > bytes.Sum(b => (b + Line - 1) / Line * Line) + Page
            ? "they are in more than one piece"
            : null;
    }
}
