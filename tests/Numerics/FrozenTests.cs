using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>A frozen field is no parameter: it has no gradient, no state and no step.</summary>
public class FrozenTests
{
    [Fact]
    public void AFrozenFieldIsNotShown()
    {
        Memory memory = Memory.Of(new PartlyFrozen());
        Assert.Equal(
            ["Double", "Doubles", "Single", "Singles"],
            memory.Arrays.Keys.Where(k => !k.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            typeof(PartlyFrozen.ParameterGradients).GetFields(), f => f.Name.StartsWith("Frozen", StringComparison.Ordinal));
    }

    [Fact]
    public void AFrozenFieldStaysAsItIs()
    {
        var model = new PartlyFrozen();
        for (int step = 0; step < 9; step++)
        {
            Writer.Gradients(model, [1, -2, 3]);
            model.Step();
        }

        Assert.Equal([1, 2, 3], model.FrozenSingles);
        Assert.Equal([4, 5], model.FrozenDoubles!);
        Assert.Equal((6, 7), (model.FrozenSingle, model.FrozenDouble));

        Assert.DoesNotContain(1, model.Singles);
        Assert.DoesNotContain(4, model.Doubles);
        Assert.NotEqual((6, 7), (model.Single, model.Double));
    }

    [Fact]
    public void AFrozenArrayMayBeNullAndMayChangeItsLength()
    {
        var model = new PartlyFrozen { FrozenDoubles = null };
        model.Step();
        model.FrozenSingles = [1];
        model.Step();
        Assert.Equal(2, model.StepCount);

        // A parameter may not change its length, as the frozen array above did.
        model.Singles = [1];
        Assert.Throws<InvalidOperationException>(model.Step);
    }
}
