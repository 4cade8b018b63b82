using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Transforms;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Clipping by norm gives what PyTorch's <c>clip_grad_norm_</c> gives for one tensor: here, all of the recorded ones laid end to end.
/// </summary>
public class ClipGoldenTests
{
    // Ours and PyTorch's sums of 23 squares are each off by at most 24 units of 2^-53 relative to themselves (a rounding for each square
    // and sum), so that the norms are by 24 + 4 together (half of both, the roots of three tensors and of their sum), and the sum with
    // 1e-6, the quotient and the product are by 3 each.
    private const double Tolerance = 34 * 1.1102230246251565e-16;

    [Theory]
    [InlineData(0.5)]
    [InlineData(1000.0)]
    public void AGradientIsClippedAsByPyTorch(double maxNorm)
    {
        (double[] before, double[] after) = Recorded(maxNorm);
        double[] clipped = Clipped(before, maxNorm);
        Assert.All(
            after.Zip(clipped),
            pair => Assert.InRange(
                pair.Second, pair.First - (Tolerance * Math.Abs(pair.First)), pair.First + (Tolerance * Math.Abs(pair.First))));
        Assert.Equal(maxNorm == 1000, before.SequenceEqual(clipped));
    }

    // The 1e-6 that PyTorch adds to the norm is far above the tolerance.
    [Fact]
    public void WithoutPyTorchsEpsilonItWouldBeSeen()
    {
        (double[] before, double[] after) = Recorded(0.5);
        double factor = 0.5 / Math.Sqrt(before.Sum(g => g * g));
        Assert.Contains(after.Zip(before), pair => Math.Abs((pair.Second * factor) - pair.First) > Tolerance * Math.Abs(pair.First));
    }

    private static double[] Clipped(double[] before, double maxNorm)
    {
        // A rule that takes the gradient off 0 shows what the transform has made of it.
        IOptimizable model = maxNorm == 0.5 ? new ClippedToHalf() : new ClippedToThousand();
        Writer.Gradients(model, before);
        model.LearningRate = 1;
        model.Step();
        return [.. ((double[])Memory.Of(model).Arrays["Weights"]).Select(w => -w)];
    }

    private static (double[] Before, double[] After) Recorded(double maxNorm)
    {
        using Stream stream = typeof(ClipGoldenTests).Assembly.GetManifestResourceStream("golden/clip_grad_norm.json")!;
        using var document = JsonDocument.Parse(stream);
        JsonElement found = document.RootElement.GetProperty("cases").EnumerateArray()
            .First(
                c => c.GetProperty("normType").ValueKind == JsonValueKind.Number
                    && c.GetProperty("normType").GetDouble() == 2
                    && c.GetProperty("maxNorm").GetDouble() == maxNorm);
        double[] All(string name) =>
            [.. found.GetProperty(name).EnumerateArray().SelectMany(t => t.EnumerateArray().Select(g => g.GetDouble()))];
        return (All("before"), All("after"));
    }
}

[Optimize(Optimizer.Sgd), Transform(typeof(ClipByNorm), MaxNorm = 0.5)]
internal sealed partial class ClippedToHalf
{
    public double[] Weights = new double[23];
}

[Optimize(Optimizer.Sgd), Transform(typeof(ClipByNorm), MaxNorm = 1000)]
internal sealed partial class ClippedToThousand
{
    public double[] Weights = new double[23];
}
