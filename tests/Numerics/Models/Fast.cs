// Each class has the settings of the class without "Fast" in its name.
using System;

namespace FusedOpt.Numerics.Tests.Models;

[Optimize(Optimizer.Adam, FastMath = true)]
internal sealed partial class FastAdamPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adam, Epsilon = 0, FastMath = true)]
internal sealed partial class FastAdamWithoutEpsilon(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.AdamW, FastMath = true)]
internal sealed partial class FastAdamWPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adagrad, FastMath = true)]
internal sealed partial class FastAdagradPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RmsProp, FastMath = true)]
internal sealed partial class FastRmsPropPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RmsProp, Centered = true, FastMath = true)]
internal sealed partial class FastRmsPropCentered(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.MomentumEma, WeightDecay = 0.01, FastMath = true)]
internal sealed partial class FastMomentumEmaPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Sgd, FastMath = true)]
internal sealed partial class FastSgdPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Lion, WeightDecay = 0.01, FastMath = true)]
internal sealed partial class FastLionDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Lamb, BiasCorrection = false, FastMath = true)]
internal sealed partial class FastLambUncorrected(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

/// <summary>RmsProp with a root off by 2^-14, as an estimate is before Newton's method refines it.</summary>
[UpdateRule]
public static partial class Unrefined
{
    /// <summary>One step for one element.</summary>
    public static void Update(
        ref float parameter, float gradient, ref float squareAvg, double learningRate = 1e-2, double alpha = 0.99, double epsilon = 1e-8)
    {
        squareAvg = (float)alpha * squareAvg + (float)(1 - alpha) * gradient * gradient;
        parameter -= (float)learningRate * gradient / (1.00006104f * MathF.Sqrt(squareAvg) + (float)epsilon);
    }
}

[Optimize(typeof(Unrefined))]
internal sealed partial class FastUnrefined(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

/// <summary>A division by what every step computes, of which fast math takes the reciprocal.</summary>
[UpdateRule]
public static partial class Quotient
{
    /// <summary>One step for one element.</summary>
    public static void Update(ref float parameter, float gradient, ref float total, long step, double learningRate = 1e-2)
    {
        double scale = 1 + step / learningRate;
        total += gradient;
        parameter -= total / (float)scale;
    }
}

[Optimize(typeof(Quotient))]
internal sealed partial class QuotientPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(Quotient), FastMath = true)]
internal sealed partial class FastQuotientPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

/// <summary>A rule that divides by a sum that has no name.</summary>
[UpdateRule]
public static partial class SumQuotient
{
    /// <summary>One step for one element.</summary>
    public static void Update(ref float parameter, float gradient, ref float total, ref double mass, double learningRate = 1e-2)
    {
        total += gradient;
        mass += learningRate;
        parameter -= total / (float)(3 + mass);
    }
}

[Optimize(typeof(SumQuotient))]
internal sealed partial class SumQuotientPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(SumQuotient), FastMath = true)]
internal sealed partial class FastSumQuotientPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}
