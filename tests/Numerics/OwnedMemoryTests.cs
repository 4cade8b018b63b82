using System;
using System.Collections.Generic;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Tests that measure the memory of the process, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public class Alone
{
    public const string Name = "Memory of the process";
}

/// <summary>The memory of a model goes with it.</summary>
[Collection(Alone.Name)]
public class OwnedMemoryTests
{
    private const int Models = 10_000;

    // The bytes that four spaces of parameters, gradients and moments take for so many models.
    private static readonly long Total = Models * 4L * sizeof(float) * new OwnedSingles().ParameterSpan.Length;

    [Fact]
    public void TenThousandModelsLeaveNoMemoryBehind() => Assert.InRange(Growth(null), long.MinValue, Total / 10);

    [Fact]
    public void ModelsThatAreKeptAreSeen() => Assert.InRange(Growth([]), Total / 2, long.MaxValue);

    private static long Growth(List<OwnedSingles>? kept)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < Models; i++)
        {
            var model = new OwnedSingles();
            model.Step();
            kept?.Add(model);
        }

        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        return growth;
    }
}
