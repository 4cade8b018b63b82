using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Rules with a reduction, against their authors' algorithms written down a second time: over whole vectors, plainly, in double.
/// </summary>
public class TensorReferenceTests
{
    private const int Length = 33;

    private delegate double[] Reference(double[][] s, double[] p, double[] g, int t, double lr);

    private static readonly Dictionary<string, Reference> References = new()
    {
        ["LambDecay"] = (s, p, g, t, lr) =>
        {
            double[] u = Add(Adam(s, Scale(-1, g), t, 1e-6), Scale(0.1, p));
            return Add(p, Scale(-lr * Norm(p) / Norm(u), u));
        },
        ["LambUndecayed"] = (s, p, g, t, lr) =>
        {
            double[] u = Adam(s, g, t, 1e-6);
            return Add(p, Scale(-lr * Norm(p) / Norm(u), u));
        },
        ["LarsDecay"] = (s, p, g, t, lr) =>
        {
            double local = 1e-3 * Norm(p) / (Norm(g) + 0.01 * Norm(p) + 1e-8);
            s[0] = Add(Scale(0.9, s[0]), Scale(local, Add(g, Scale(0.01, p))));
            return Add(p, Scale(-lr, s[0]));
        },
        ["LarsPlain"] = (s, p, g, t, lr) => Add(p, Scale(lr * 1e-3 * Norm(p) / Norm(g), g)),
        ["AdafactorPlain"] = (s, p, g, t, lr) =>
        {
            double weight = Math.Pow(t, -0.8);
            s[0] = Add(Scale(1 - weight, s[0]), Scale(weight, [.. g.Select(x => x * x)]));
            return Adafactor(p, g, s[0], t, lr);
        },
        ["CautiousAdamWDecay"] = (s, p, g, t, lr) =>
        {
            double[] u = Adam(s, g, t, 1e-8);
            double[] agrees = [.. u.Zip(g, (a, b) => a * b > 0 ? 1.0 : 0)];
            double scale = p.Length / (agrees.Sum() + 1);
            return Add(Scale(1 - lr * 0.1, p), Scale(-lr * scale, [.. u.Zip(agrees, (a, b) => a * b)]));
        },
        ["StableAdamWDecay"] = (s, p, g, t, lr) =>
        {
            // The paper's averages are corrected by their own decay: 1 - beta becomes (1 - beta) / (1 - beta^t).
            double first = 0.1 / (1 - Math.Pow(0.9, t)), second = 0.001 / (1 - Math.Pow(0.999, t));
            s[0] = Add(Scale(1 - first, s[0]), Scale(first, g));
            s[1] = Add(Scale(1 - second, s[1]), Scale(second, [.. g.Select(x => x * x)]));
            double rms = Math.Sqrt(g.Zip(s[1], (x, v) => x * x / Math.Max(v, 1e-16)).Sum() / p.Length);
            double eta = lr / Math.Max(1, rms);
            return Add(Scale(1 - eta * 0.1, p), Scale(-eta, [.. s[0].Zip(s[1], (m, v) => m / (Math.Sqrt(v) + 1e-8))]));
        },
    };

    public static TheoryData<string> Names() => [.. References.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheRuleIsTheAuthorsAlgorithm(string name)
    {
        Assert.InRange(LargestError(name, References[name]), 0, 1e-12);

        // One element's gradient of another sign, in one step of forty: through the norm it moves the others, too.
        Reference wrong = (s, p, g, t, lr) => References[name](s, p, t == 7 ? [-g[0], .. g[1..]] : g, t, lr);
        Assert.True(LargestError(name, wrong) > 1e-6);
    }

    [Fact]
    public void AdafactorIsPyTorchsOverMatrices()
    {
        Assert.InRange(LargestMatrixError(rows: 7, columns: 5, changed: false), 0, 1e-12);
        Assert.True(LargestMatrixError(rows: 7, columns: 5, changed: true) > 1e-6);
    }

    private static double LargestMatrixError(int rows, int columns, bool changed)
    {
        var model = new Models.AdafactorPlainMatrix { Weights = new double[rows, columns] };
        double[] expected = Values.Fill(rows * columns, 3, hostile: false), row = new double[rows], column = new double[columns];
        Writer.Parameters(model, expected);
        for (int step = 1; step <= 40; step++)
        {
            double[] g = Values.Fill(rows * columns, 100 + step, hostile: false);
            model.LearningRate = 0.01;
            Writer.Gradients(model, g);
            model.Step();
            if (changed && step == 7)
                g[0] = -g[0];

            double weight = Math.Pow(step, -0.8);
            for (int r = 0; r < rows; r++)
                row[r] += weight * (Enumerable.Range(0, columns).Average(c => Math.Pow(g[(r * columns) + c], 2)) - row[r]);
            for (int c = 0; c < columns; c++)
                column[c] += weight * (Enumerable.Range(0, rows).Average(r => Math.Pow(g[(r * columns) + c], 2)) - column[c]);
            double[] variance =
            [
                .. Enumerable.Range(0, rows * columns)
                    .Select(i => row[i / columns] * column[i % columns] / Math.Max(row.Average(), Math.Pow(2, -52))),
            ];
            if (changed && step == 7)
                variance[0] *= 1.01;
            expected = Adafactor(expected, g, variance, step, 0.01);
        }

        return expected.Zip((double[])Memory.Of(model).Arrays["Weights"], (a, b) => Math.Abs(a - b)).Max();
    }

    private static double[] Adafactor(double[] p, double[] g, double[] variance, int t, double lr)
    {
        double alpha = Math.Max(1e-3, Norm(p) / Math.Sqrt(p.Length)) * Math.Min(lr, 1 / Math.Sqrt(t));
        double[] update = [.. g.Zip(variance, (x, v) => x / Math.Sqrt(Math.Max(v, Math.Pow(2, -104))))];
        double clip = Math.Max(1, Norm(update) / Math.Sqrt(p.Length));
        return Add(p, Scale(-alpha / clip, update));
    }

    // Relative to 1, the size of the parameters: the two differ in the order of some twenty roundings in each of 40 steps.
    private static double LargestError(string name, Reference reference)
    {
        IOptimizable model = Variant.Named(name).Create(Length);
        double[] expected = Values.Fill(Length, 3, hostile: false);
        double[][] states = [new double[Length], new double[Length]];
        Writer.Parameters(model, expected);
        for (int step = 1; step <= 40; step++)
        {
            double[] gradients = Values.Fill(Length, 100 + step, hostile: false);
            model.LearningRate = 0.01;
            Writer.Gradients(model, gradients);
            model.Step();
            expected = reference(states, expected, gradients, step, 0.01);
        }

        return expected.Zip((double[])Memory.Of(model).Arrays["Doubles"], (a, b) => Math.Abs(a - b)).Max();
    }

    private static double[] Adam(double[][] s, double[] g, int t, double epsilon)
    {
        s[0] = Add(Scale(0.9, s[0]), Scale(0.1, g));
        s[1] = Add(Scale(0.999, s[1]), Scale(0.001, [.. g.Select(x => x * x)]));
        double c1 = 1 - Math.Pow(0.9, t), c2 = 1 - Math.Pow(0.999, t);
        return [.. s[0].Zip(s[1], (m, v) => m / c1 / (Math.Sqrt(v / c2) + epsilon))];
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    private static double[] Scale(double factor, double[] x) => [.. x.Select(v => factor * v)];

    private static double[] Add(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a + b)];
}
