using System;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>A layer that is computed again for the gradient has the bits of one whose values are kept.</summary>
public class CheckpointTests
{
    [Theory]
    [InlineData("Double", 1)]
    [InlineData("Double", 40)]
    [InlineData("Single", 1)]
    [InlineData("Single", 40)]
    public void GradientsHaveTheBitsOfKeptValues(string element, int count)
    {
        CompiledNetwork kept = NetworkModels.Find(element + " Kept"), recomputed = NetworkModels.Find(element + " Recomputed");
        IOptimizable one = kept.Create(), two = recomputed.Create();
        Array[] inputs = kept.Draw(count);
        Assert.Equal(kept.AddGradients(one, inputs), recomputed.AddGradients(two, inputs));
        Assert.Null(TensorValues.Gradients(one).Difference(TensorValues.Gradients(two)));

        // A control: other parameters have other gradients.
        IOptimizable other = recomputed.Create(seed: 3);
        recomputed.AddGradients(other, inputs);
        Assert.NotNull(TensorValues.Gradients(one).Difference(TensorValues.Gradients(other)));
    }
}
