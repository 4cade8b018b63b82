using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Networks.Dropping;
using FusedOpt.Numerics.Tests.Networks.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests.Networks;

/// <summary>Dropped elements follow from seed, step, call, place, example and element, and from nothing else.</summary>
public class DropoutTests
{
    private static readonly CompiledNetwork Network = new(typeof(Dropped));

    [Fact]
    public void OnlyLearningDrops()
    {
        IOptimizable model = Network.Create();
        Array[] inputs = Network.Draw(30);
        Assert.Equal(Network.ReferenceLoss(model, inputs), Network.MeanLoss(model, inputs));
        Assert.NotEqual(Network.MeanLoss(model, inputs), Network.AddGradients(model, inputs));
    }

    [Fact]
    public void CallsAndStepsDropOtherElementsAndAFreshModelTheSame()
    {
        IOptimizable model = Network.Create(), again = Network.Create();
        Array[] inputs = Network.Draw(30);
        double[] losses = [Network.AddGradients(model, inputs), Network.AddGradients(model, inputs)];
        Assert.NotEqual(losses[0], losses[1]);
        Assert.Equal(losses[0], Network.AddGradients(again, inputs));
        Assert.Equal(losses[1], Network.AddGradients(again, inputs));
        Assert.Null(TensorValues.Gradients(model).Difference(TensorValues.Gradients(again)));

        // A step begins anew with its own number.
        new TensorValues(again).Write(model);
        model.ZeroGradients();
        model.Step();
        Assert.DoesNotContain(Network.AddGradients(model, inputs), losses);
    }

    // Each model is fresh, so that all drop the same elements. In double: central differences of step h have an error of about h^2, and
    // of 2^-53 / h from rounding; with h = 1e-5 both are below 1e-9 of losses of the size of 1 to 100.
    [Fact]
    public void GradientsAreThoseOfWhatIsDropped()
    {
        const double step = 1e-5;
        Array[] inputs = Network.Draw(3);
        IOptimizable model = Network.Create();
        Network.AddGradients(model, inputs);
        var gradients = TensorValues.Gradients(model);
        double Loss(string name, int index, double change)
        {
            IOptimizable moved = Network.Create();
            var values = new TensorValues(moved);
            values[name, index] += change;
            values.Write(moved);
            return Network.AddGradients(moved, inputs);
        }

        foreach ((string name, Array array) in gradients.Arrays)
        {
            for (int i = 0; i < array.Length; i++)
            {
                double slope = (Loss(name, i, step) - Loss(name, i, -step)) / (2 * step);
                Assert.InRange(gradients[name, i], slope - 1e-6, slope + 1e-6);

                // A control: a slope that is 1 % off, where there is one.
                if (Math.Abs(slope) > 1e-3)
                    Assert.NotInRange(gradients[name, i] * 1.01, slope - 1e-6, slope + 1e-6);
            }
        }
    }

    [Fact]
    public void MasksAreIndependentAndHaveTheirRate()
    {
        // Masks of two places, two calls and two steps, and of examples and elements within each.
        var model = new Masks();
        bool[][] masks = [.. Enumerable.Range(0, 64).SelectMany(call =>
        {
            if (call % 2 == 0)
                model.Step();
            model.ZeroGradients();
            model.AddGradients([1f]);
            return new[] { Mask(model.Gradients.First), Mask(model.Gradients.Second) };
        })];
        bool[] all = [.. masks.SelectMany(m => m)];
        AssertShare(all, Masks.Rate);
        AssertIndependent(all, all[1..]);
        AssertIndependent(all, all[4..]);
        AssertIndependent(all, all[Masks.Width..]);
        AssertIndependent(all, all[(2 * Masks.Width)..]);
        AssertIndependent(all, all[(4 * Masks.Width)..]);

        // A control: a mask and itself.
        Assert.ThrowsAny<Exception>(() => AssertIndependent(all, all));
    }

    private static bool[] Mask(ReadOnlySpan<float> gradient)
    {
        bool[] mask = new bool[gradient.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            Assert.True(gradient[i] == 0 || gradient[i] == (float)(1 / (1 - Masks.Rate)));
            mask[i] = gradient[i] == 0;
        }

        return mask;
    }

    // Within four standard deviations.
    private static void AssertShare(bool[] draws, double share) => AssertMean(draws, share, share * (1 - share));

    // Of two masks at a distance, each draw is in two products, which therefore have a covariance of p^3 - p^4.
    private static void AssertIndependent(bool[] one, bool[] two)
    {
        const double p = Masks.Rate;
        AssertMean([.. one.Zip(two, (a, b) => a && b)], p * p, p * p * (1 - p * p) + 2 * (p * p * p) * (1 - p));
    }

    private static void AssertMean(bool[] draws, double mean, double variance)
    {
        double bound = 4 * Math.Sqrt(variance / draws.Length);
        Assert.InRange(draws.Average(d => d ? 1.0 : 0), mean - bound, mean + bound);
    }
}
