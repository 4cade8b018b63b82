using System;
using static FusedOpt.Optimizer;

namespace FusedOpt.Runtime.Tests.GradientChecks;

/// <summary>A smooth function of double parameters: the sum of sin(w) x, and the product of scale and shift.</summary>
[Optimize(Adam)]
internal sealed partial class Smooth
{
    public double[] Weights = [0.3, -1.2, 2.5, 1e4, 0];
    public double Scale = 1.5;
    [Frozen] public double Shift = 0.25;

    public double Loss()
    {
        double sum = Scale * Shift * Scale;
        for (int i = 0; i < Weights.Length; i++)
            sum += Math.Sin(Weights[i]) * (i + 1);
        return sum;
    }

    public void Backward()
    {
        Gradients.Scale += 2 * Scale * Shift;
        for (int i = 0; i < Weights.Length; i++)
            Gradients.Weights[i] += Math.Cos(Weights[i]) * (i + 1);
    }
}

/// <summary>A layer of float parameters.</summary>
[Optimize(Sgd)]
internal sealed partial class Layer
{
    public float[][] Weights = [[0.5f, -0.25f], [0.125f]];
    [Parameter(3)] public partial Span<float> Shift { get; }

    public float Loss()
    {
        float sum = 0;
        foreach (float[] row in Weights)
        {
            foreach (float w in row)
                sum += MathF.Exp(w) * w;
        }

        foreach (float s in Shift)
            sum += (s + 1) * (s + 1);
        return sum;
    }

    public void Backward()
    {
        for (int i = 0; i < Weights.Length; i++)
        {
            for (int j = 0; j < Weights[i].Length; j++)
                Gradients.Weights[i][j] += MathF.Exp(Weights[i][j]) * (Weights[i][j] + 1);
        }

        for (int i = 0; i < Shift.Length; i++)
            Gradients.Shift[i] += 2 * (Shift[i] + 1);
    }
}

/// <summary>A model of submodels, and of half precision.</summary>
[Optimize(Adam)]
internal sealed partial class Network
{
    public Layer[] Layers = [new(), new()];
    public Half[] Narrow = [(Half)0.5, (Half)2];

    public double Loss() => Layers[0].Loss() * Layers[1].Loss() + (float)Narrow[0] * (float)Narrow[1];

    public void Backward()
    {
        float first = Layers[0].Loss(), second = Layers[1].Loss();
        Layers[0].Backward();
        Layers[1].Backward();
        Multiply(Layers[0], second);
        Multiply(Layers[1], first);
        Gradients.Narrow[0] += Narrow[1];
        Gradients.Narrow[1] += Narrow[0];
    }

    private static void Multiply(Layer layer, float factor)
    {
        foreach (float[] row in layer.Gradients.Weights)
        {
            for (int j = 0; j < row.Length; j++)
                row[j] *= factor;
        }

        foreach (ref float s in layer.Gradients.Shift)
            s *= factor;
    }
}

/// <summary>A table of which few rows have gradients.</summary>
[Optimize(Adam)]
internal sealed partial class Words
{
    [SparseGradient] public double[,] Vectors = new double[100, 3];
    public double Bias = 1;

    public Words()
    {
        for (int row = 0; row < 100; row++)
        {
            for (int column = 0; column < 3; column++)
                Vectors[row, column] = Math.Sin(row + (0.5 * column));
        }
    }

    public double Loss() => (Vectors[7, 0] * Vectors[42, 2]) + (Bias * Vectors[7, 1]);

    public void Backward()
    {
        Gradients.Vectors[42][2] += Vectors[7, 0];
        Gradients.Vectors[7][0] += Vectors[42, 2];
        Gradients.Vectors[7][1] += Bias;
        Gradients.Bias += Vectors[7, 1];
    }
}

/// <summary>A single double with a loss of any form.</summary>
[Optimize(Adam)]
internal sealed partial class OneNumber
{
    public double X;
}

/// <summary>A long parameter.</summary>
[Optimize(Adam)]
internal sealed partial class LongVector
{
    public double[] Weights = new double[10_000];
}

/// <summary>A structure.</summary>
[Optimize(Adam)]
internal partial struct Pair
{
    public double X;
}

/// <summary>A model whose parameters move for evaluation.</summary>
[Optimize(ScheduleFreeAdamW)]
internal sealed partial class Moving
{
    public double X;
}
