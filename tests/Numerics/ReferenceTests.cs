using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Rules that PyTorch lacks, against their authors' algorithms written down a second time: plainly, in double, with the bias
/// corrections where the papers have them. All have weight decay 0.01, as their variants.
/// </summary>
public class ReferenceTests
{
    private const double Decay = 0.01;

    private delegate double Reference(double[] s, double p, double g, int t, double lr);

    private static readonly Dictionary<string, Reference> References = new()
    {
        ["MomentumPlain"] = (s, p, g, t, lr) =>
        {
            s[0] = 0.9 * s[0] + lr * (g + Decay * p);
            return p - s[0];
        },
        ["MomentumEmaPlain"] = (s, p, g, t, lr) =>
        {
            s[0] = 0.9 * s[0] + 0.1 * (g + Decay * p);
            return p - lr * s[0];
        },
        ["LionDecay"] = (s, p, g, t, lr) =>
        {
            p *= 1 - lr * Decay;
            double update = Math.Sign(0.9 * s[0] + 0.1 * g);
            s[0] = 0.99 * s[0] + 0.01 * g;
            return p - lr * update;
        },
        ["SignumDecay"] = (s, p, g, t, lr) =>
        {
            s[0] = 0.9 * s[0] + 0.1 * (g + Decay * p);
            return p - lr * Math.Sign(s[0]);
        },
        ["AdaBeliefDecay"] = (s, p, g, t, lr) =>
        {
            p *= 1 - lr * Decay;
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.999 * s[1] + 0.001 * Math.Pow(g - s[0], 2) + 1e-16;
            return p - lr / (1 - Math.Pow(0.9, t)) * s[0] / (Math.Sqrt(s[1]) / Math.Sqrt(1 - Math.Pow(0.999, t)) + 1e-16);
        },
        ["YogiDecay"] = (s, p, g, t, lr) =>
        {
            if (t == 1)
                s[1] = 1e-6;
            g += Decay * p;
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] -= 0.001 * Math.Sign(s[1] - g * g) * g * g;
            return p - lr * (s[0] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(s[1] / (1 - Math.Pow(0.999, t))) + 1e-3);
        },
        ["AdanProximal"] = (s, p, g, t, lr) =>
        {
            p -= Adan(s, g, t, lr);
            return p / (1 + lr * Decay);
        },
        ["AdanDecoupled"] = (s, p, g, t, lr) => p * (1 - lr * Decay) - Adan(s, g, t, lr),
        ["AdEmaMixPlain"] = (s, p, g, t, lr) =>
        {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.9999 * s[1] + 0.0001 * g;
            s[2] = 0.999 * s[2] + 0.001 * g * g;
            double mean = s[0] / (1 - Math.Pow(0.9, t)), variance = s[2] / (1 - Math.Pow(0.999, t));
            return p - lr * ((mean + 5 * s[1]) / (Math.Sqrt(variance) + 1e-8) + Decay * p);
        },
        ["FtrlPlain"] = (s, p, g, t, lr) => Ftrl(s, p, g, t, lr, initial: 0.1, power: 0.5, l1: 0, l2: 0, beta: 0),
        ["FtrlPenalties"] = (s, p, g, t, lr) => Ftrl(s, p, g, t, lr, initial: 0, power: 0.5, l1: 0.3, l2: 0.1, beta: 0.5),
        ["FtrlPower"] = (s, p, g, t, lr) => Ftrl(s, p, -g, t, lr, initial: 0.1, power: 0.7, l1: 0, l2: 0, beta: 0),
        ["ScheduleFreePlain"] = (s, p, g, t, lr) => ScheduleFree(s, p, g, t, lr, 0.9, 0),
        ["ScheduleFreeDecay"] = (s, p, g, t, lr) => ScheduleFree(s, p, g, t, lr * Math.Min(1, t / 5.0), 0.95, Decay),
        ["AdoptDecay"] = (s, p, g, t, lr) =>
        {
            if (t == 1)
            {
                s[1] = g * g;
                return p;
            }

            p *= 1 - lr * Decay;
            double limit = Math.Pow(t - 1, 0.25);
            double normalized = Math.Clamp(g / Math.Max(Math.Sqrt(s[1]), 1e-6), -limit, limit);
            s[0] = 0.9 * s[0] + 0.1 * normalized;
            s[1] = 0.9999 * s[1] + 0.0001 * g * g;
            return p - lr * s[0];
        },
    };

    public static TheoryData<string> Names() => [.. References.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheRuleIsTheAuthorsAlgorithm(string name)
    {
        Assert.InRange(LargestError(name, References[name]), 0, 1e-12);

        // A gradient whose sign is off in one step of forty leads a million times as far away.
        Assert.True(LargestError(name, (s, p, g, t, lr) => References[name](s, p, t == 7 ? -g : g, t, lr)) > 1e-6);
    }

    [Fact]
    public void TheWarmUpOfAdEmaMixEndsWhereItSays()
    {
        // At the end of the warm-up alpha and beta3 are those given: the step sizes of a warmed-up model and one without warm-up agree.
        IOptimizable warm = Variant.Named("AdEmaMixWarmup").Create(1), plain = Variant.Named("AdEmaMixUndecayed").Create(1);
        double[] moved = [.. new[] { warm, plain }.Select(model =>
        {
            for (int step = 1; step <= 5; step++)
                model.Step();
            Writer.Gradients(model, [1.0]);
            model.Step();
            return ((double[])Memory.Of(model).Arrays["Double"])[0];
        })];
        Assert.Equal(moved[1], moved[0], 1e-15);
        Assert.NotEqual(0, moved[0]);
    }

    private static double Adan(double[] s, double g, int t, double lr)
    {
        double difference = t == 1 ? 0 : g - s[3];
        s[0] = 0.98 * s[0] + 0.02 * g;
        s[1] = 0.92 * s[1] + 0.08 * difference;
        s[2] = 0.99 * s[2] + 0.01 * Math.Pow(g + 0.92 * difference, 2);
        s[3] = g;
        double denominator = Math.Sqrt(s[2]) / Math.Sqrt(1 - Math.Pow(0.99, t)) + 1e-8;
        return lr / (1 - Math.Pow(0.98, t)) * s[0] / denominator + lr * 0.92 / (1 - Math.Pow(0.92, t)) * s[1] / denominator;
    }

    // The paper's per-coordinate update, with Keras' power of the accumulator.
    private static double Ftrl(
        double[] s, double p, double g, int t, double lr, double initial, double power, double l1, double l2, double beta)
    {
        if (t == 1)
            s[0] = initial;
        double sigma = (Math.Pow(s[0] + g * g, power) - Math.Pow(s[0], power)) / lr;
        s[1] += g - sigma * p;
        s[0] += g * g;
        return Math.Abs(s[1]) <= l1 ? 0 : -(s[1] - Math.Sign(s[1]) * l1) / ((beta + Math.Pow(s[0], power)) / lr + 2 * l2);
    }

    // Algorithm 1: x is the average, z the iterate, y between them; x is not kept, but follows from the other two.
    private static double ScheduleFree(double[] s, double y, double g, int t, double lr, double beta, double decay)
    {
        if (t == 1)
            s[0] = y;
        double x = (y - (1 - beta) * s[0]) / beta;
        s[1] = 0.999 * s[1] + 0.001 * g * g;
        s[0] -= lr * (g / (Math.Sqrt(s[1] / (1 - Math.Pow(0.999, t))) + 1e-8) + decay * y);
        s[2] = Math.Max(s[2], lr);
        s[3] += s[2] * s[2];
        double c = s[2] * s[2] / s[3];
        x = (1 - c) * x + c * s[0];
        return (1 - beta) * s[0] + beta * x;
    }

    // Relative to 1, the size of the parameters: the two differ in the order of some twenty roundings in each of 40 steps.
    private static double LargestError(string name, Reference reference)
    {
        const int Length = 33;
        IOptimizable model = Variant.Named(name).Create(Length);
        double[] expected = Values.Fill(Length, 3, hostile: false);
        double[][] states = [.. expected.Select(_ => new double[4])];
        Writer.Parameters(model, expected);
        for (int step = 1; step <= 40; step++)
        {
            double[] gradients = Values.Fill(Length, 100 + step, hostile: false);
            model.LearningRate = 0.01;
            Writer.Gradients(model, gradients);
            model.Step();
            for (int i = 0; i < Length; i++)
                expected[i] = reference(states[i], expected[i], gradients[i], step, 0.01);
        }

        return expected.Zip((double[])Memory.Of(model).Arrays["Doubles"], (a, b) => Math.Abs(a - b)).Max();
    }
}
