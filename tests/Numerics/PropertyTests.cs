using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Properties of the rules that are known without running them.</summary>
public class PropertyTests
{
    [Theory]
    [MemberData(nameof(BitEqualityTests.Variants), MemberType = typeof(BitEqualityTests))]
    public void PermutedElementsGivePermutedResults(string name)
    {
        int[] order = [.. Enumerable.Range(0, 65)];
        new Random(7).Shuffle(order);
        float[] Trained(Func<int, int> place)
        {
            IOptimizable model = Variant.Named(name).Create(65);
            Writer.Parameters(model, [.. Enumerable.Range(0, 65).Select(i => Values.Fill(65, 1, hostile: false)[place(i)])]);
            for (int step = 1; step <= 8; step++)
            {
                Writer.Gradients(model, [.. Enumerable.Range(0, 65).Select(i => Values.Fill(65, 1 + step, hostile: false)[place(i)])]);
                model.Step();
            }

            return (float[])Memory.Of(model).Arrays["Singles"];
        }

        float[] straight = Trained(i => i), permuted = Trained(i => order[i]);
        Assert.Null(Memory.Difference(order.Select(i => straight[i]).ToArray(), permuted));
        Assert.NotNull(Memory.Difference(straight, permuted));
    }

    [Theory]
    [InlineData("SgdPlain", "")]
    [InlineData("SgdMomentum", "momentum_buffer")]
    [InlineData("MomentumPlain", "velocity")]
    [InlineData("MomentumEmaPlain", "exp_avg")]
    [InlineData("AdagradPlain", "sum")]
    [InlineData("AdadeltaPlain", "square_avg acc_delta")]
    [InlineData("RmsPropPlain", "square_avg")]
    [InlineData("RmsPropMomentum", "square_avg momentum_buffer")]
    [InlineData("RmsPropCentered", "square_avg grad_avg")]
    [InlineData("AdamPlain", "exp_avg exp_avg_sq")]
    [InlineData("AdamAmsGrad", "exp_avg exp_avg_sq max_exp_avg_sq")]
    [InlineData("AdanProximal", "exp_avg exp_avg_sq exp_avg_diff previous_gradient")]
    public void OnlyStateThatIsReadIsKept(string name, string states)
    {
        Memory memory = Memory.Of(Variant.Named(name).Create(2));
        foreach (string parameter in new[] { "Singles", "Single", "Doubles", "Double" })
            Assert.Equal(states, string.Join(' ', memory.States(parameter)));
    }

    [Theory]
    [InlineData("AdamPlain", 1)]
    [InlineData("AdamUncorrected", 3.1622776601683795)] // (1 - beta1) / sqrt(1 - beta2)
    [InlineData("LionDecay", 1)]
    [InlineData("SignumDecay", 1)]
    [InlineData("RAdamPlain", 3)] // not rectified: the gradient itself
    public void TheFirstStepMovesAsFarAsPublished(string name, double learningRates)
    {
        IOptimizable model = Variant.Named(name).Create(1);
        model.LearningRate = 1e-3;
        Writer.Gradients(model, [3.0]);
        model.Step();
        double moved = -((double[])Memory.Of(model).Arrays["Double"])[0] / 1e-3;
        Assert.Equal(learningRates, moved, 1e-6);
        Assert.NotEqual(learningRates + 0.01, moved, 1e-6);
    }

    [Fact]
    public void RAdamRectifiesFromTheSixthStep()
    {
        // Until then a step is the corrected mean of the gradient times the learning rate: with a constant gradient, that gradient.
        IOptimizable model = Variant.Named("RAdamPlain").Create(1);
        model.LearningRate = 1e-3;
        double before = 0;
        for (int step = 1; step <= 6; step++)
        {
            Writer.Gradients(model, [3.0]);
            model.Step();
            double now = ((double[])Memory.Of(model).Arrays["Double"])[0];
            Assert.Equal(step < 6, Math.Abs(before - now - 3e-3) < 1e-12);
            before = now;
        }
    }

    [Fact]
    public void AdamWWithoutDecayIsAdam()
    {
        var adam = new AdamPlain(33);
        var adamW = new AdamWUndecayed(33);
        var decayed = new AdamWPlain(33);
        foreach (IOptimizable model in new IOptimizable[] { adam, adamW, decayed })
        {
            Writer.Parameters(model, Values.Fill(33, 1, hostile: false));
            for (int step = 2; step < 10; step++)
            {
                Writer.Gradients(model, Values.Fill(33, step, hostile: false));
                model.Step();
            }
        }

        Assert.Null(Memory.Of(adam).Difference(Memory.Of(adamW)));
        Assert.NotNull(Memory.Of(adam).Difference(Memory.Of(decayed)));
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var model = new AdamPlain(1000);
        Assert.Equal(0, Allocation.Of(model.Step));
        Assert.Equal(0, Allocation.Of(model.ZeroGradients));
        Assert.NotEqual(0, Allocation.Of(() => Memory.Of(model)));
    }

    [Fact]
    public void RmsPropIsAdamWithoutMomentumAndCorrection() =>
        AssertSame(new AdamAsRmsProp(33), new RmsPropWithoutEpsilon(33), new RmsPropPlain(33), firstGradient: 1);

    [Fact]
    public void MomentumEmaIsSgdWithDampeningAfterTheFirstStep() =>
        AssertSame(new SgdAsMomentumEma(33), new MomentumEmaUndecayed(33), new SgdMomentum(33), firstGradient: 0);

    [Fact]
    public void ScalingGradientsByAPowerOfTwoLeavesAdamWithoutEpsilonUnchanged()
    {
        Memory Trained(IOptimizable model, double scale)
        {
            Writer.Parameters(model, Values.Fill(33, 1, hostile: false));
            for (int step = 2; step < 12; step++)
            {
                Writer.Gradients(model, [.. Values.Fill(33, step, hostile: false).Select(g => scale * g)]);
                model.Step();
            }

            return Memory.Of(model);
        }

        foreach (string parameter in new[] { "Singles", "Doubles" })
        {
            Array Parameter(IOptimizable model, double scale) => Trained(model, scale).Arrays[parameter];
            Assert.Null(Memory.Difference(Parameter(new AdamWithoutEpsilon(33), 1), Parameter(new AdamWithoutEpsilon(33), 1024)));
            Assert.NotNull(Memory.Difference(Parameter(new AdamWithoutEpsilon(33), 1), Parameter(new AdamWithoutEpsilon(33), 1000)));
        }
    }

    // The two round in another order, some ten times in each of ten steps of doubles of size 1.
    private static void AssertSame(IOptimizable left, IOptimizable right, IOptimizable other, double firstGradient)
    {
        double[][] trained = [.. new[] { left, right, other }.Select(model =>
        {
            Writer.Parameters(model, Values.Fill(33, 1, hostile: false));
            for (int step = 1; step <= 10; step++)
            {
                model.LearningRate = 0.01;
                Writer.Gradients(model, [.. Values.Fill(33, step, hostile: false).Select(g => step == 1 ? firstGradient * g : g)]);
                model.Step();
            }

            return (double[])Memory.Of(model).Arrays["Doubles"];
        })];
        Assert.InRange(trained[0].Zip(trained[1], (a, b) => Math.Abs(a - b)).Max(), 0, 1e-13);
        Assert.True(trained[0].Zip(trained[2], (a, b) => Math.Abs(a - b)).Max() > 1e-10);
    }

    // With decay 0, Lamb's update is Adam's direction, and its length is the learning rate's share of the parameter's norm.
    [Fact]
    public void LambMovesTheLearningRateTimesTheNorm()
    {
        (double[] before, double[] after) = FirstStep("LambUndecayed", 0.01);
        Assert.Equal(0.01 * Norm(before), Norm(Difference(before, after)), 1e-15);
        Assert.NotEqual(0.01, Norm(Difference(before, after)), 1e-6);
    }

    // At first every average points as its gradient does: n of n elements move, n / (n + 1) as far as AdamW's.
    [Fact]
    public void CautiousAdamWsFirstStepIsAdamWs()
    {
        (double[] before, double[] cautious) = FirstStep("CautiousAdamWDecay", 0.01);
        double[] expected = [.. before.Select((p, i) => (p * (1 - 0.001)) - (0.01 * Length / (Length + 1) * Math.Sign(Gradient[i])))];
        Assert.InRange(Norm(Difference(expected, cautious)), 0, OfEpsilon);
        Assert.True(Norm(Difference(before, cautious)) > 0.01);
    }

    // At first gradient^2 is its own average: nothing has outgrown it.
    [Fact]
    public void StableAdamWsFirstStepIsNotSlowedDown()
    {
        (double[] before, double[] stable) = FirstStep("StableAdamWDecay", 0.01);
        double[] expected = [.. before.Select((p, i) => (p * (1 - 0.001)) - (0.01 * Math.Sign(Gradient[i])))];
        Assert.InRange(Norm(Difference(expected, stable)), 0, OfEpsilon);
        Assert.True(Norm(Difference(before, stable)) > 0.01);
    }

    // The root mean square of its first update is 1, so that it moves the parameter's own, times the learning rate.
    [Fact]
    public void AdafactorMovesTheLearningRateTimesTheParametersSize()
    {
        (double[] before, double[] after) = FirstStep("AdafactorPlain", 0.01);
        Assert.Equal(0.01 * Norm(before), Norm(Difference(before, after)), 1e-12);
    }

    [Fact]
    public void FtrlLeavesExactZerosWhereTheGradientsSumIsWithinL1()
    {
        IOptimizable model = Variant.Named("FtrlPenalties").Create(3);
        for (int step = 1; step <= 5; step++)
        {
            Writer.Gradients(model, [0.05, -0.05, 0.2]);
            model.Step();
        }

        double[] weights = (double[])Memory.Of(model).Arrays["Doubles"];
        Assert.Equal([0, 0], weights[..2]);
        Assert.True(weights[2] < 0);
    }

    private const int Length = 33;

    private static readonly double[] Gradient = Values.Fill(Length, 2, hostile: false);

    // A gradient over itself and epsilon is epsilon / gradient off 1; the roundings are far below that.
    private static readonly double OfEpsilon = 1.001 * 0.01 * 1e-8 * Norm([.. Gradient.Select(g => 1 / g)]);

    private static (double[] Before, double[] After) FirstStep(string variant, double learningRate)
    {
        IOptimizable model = Variant.Named(variant).Create(Length);
        double[] before = Values.Fill(Length, 1, hostile: false);
        Writer.Parameters(model, before);
        Writer.Gradients(model, Gradient);
        model.LearningRate = learningRate;
        model.Step();
        return (before, (double[])Memory.Of(model).Arrays["Doubles"]);
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    private static double[] Difference(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];
}
