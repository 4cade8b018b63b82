using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Xunit;

namespace FusedOpt.Runtime.Tests.Arenas;

/// <summary>Tests that measure the memory of the process, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class Alone
{
    public const string Name = "Memory of the process";
}

/// <summary>Memory lives as long as it is held, and no longer.</summary>
[Collection(Alone.Name)]
public class LifetimeTests
{
    private const int Models = 10_000;
    private const long Megabyte = 1 << 20;

    // 4 spaces of 4000 bytes each: 160 MB in total, of which a collection after every 500 leaves none.
    [Fact]
    public void ModelsThatAreDroppedLeaveNothing()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true), set = Environment.WorkingSet;
        Make(null);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 2 * Megabyte);
        Assert.InRange(Environment.WorkingSet - set, long.MinValue, 80 * Megabyte);
    }

    [Fact]
    public void ModelsThatAreKeptAreSeen()
    {
        var kept = new List<Arena<float>>();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Make(kept);

        // At least half of the 160 MB, whatever else the process has let go meanwhile; those that are dropped leave a hundredth.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 2L * 4000 * Models, long.MaxValue);
        GC.KeepAlive(kept);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Make(List<Arena<float>>? kept)
    {
        for (int i = 0; i < Models; i++)
        {
            var arena = new Arena<float>("Model", 1000, [0, 0, 0.5f]);
            for (int space = 0; space < 4; space++)
                arena[space].Fill(space);
            kept?.Add(arena);
            if (i % 2 == 0 && kept is null)
                arena.Dispose();
            if (i % 500 == 0)
                GC.Collect();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ASpanKeepsItsMemoryAndNothingElse(bool dispose)
    {
        const int Length = 1 << 24; // 64 MB
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Hold(dispose, Length, before);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 32 * Megabyte);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Hold(bool dispose, int length, long before)
    {
        Span<float> gradients = Gradients(dispose, length);

        // One block of 64 MB and not two, nor none: half a block either way is what else the process may have let go or made meanwhile.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 32 * Megabyte, 96 * Megabyte);
        Assert.False(gradients.ContainsAnyExcept(5));
        gradients.Fill(6);
        Gradients(dispose, length); // would be where that memory was
        GC.Collect();
        Assert.False(gradients.ContainsAnyExcept(6));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<float> Gradients(bool dispose, int length)
    {
        var arena = new Arena<float>("Model", length, [0]);
        arena[0].Fill(4);
        Span<float> gradients = arena[1];
        gradients.Fill(5);
        if (dispose)
            arena.Dispose();
        return gradients;
    }
}
