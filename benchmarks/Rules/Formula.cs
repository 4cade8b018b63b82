using System;
using System.Numerics;

namespace FusedOpt.Benchmarks.Rules;

/// <summary>A rule as FusedOpt's rivals take its steps: the same formula, with what is the same for all elements computed once a step.</summary>
/// <typeparam name="T">The type of the parameters.</typeparam>
internal abstract class Formula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How much two roundings of one operation can differ, relative to its result: a unit in the last place.</summary>
    public static readonly double Unit = typeof(T) == typeof(float) ? 1.0 / (1 << 23) : 1.0 / (1L << 52);

    /// <summary>How its functions in C begin; empty where there are none.</summary>
    public abstract string NativeName { get; }

    /// <summary>The number of state slots: 2 at most.</summary>
    public abstract int States { get; }

    /// <summary>Whether it walks over the elements again, for the parameters, when the states have moved.</summary>
    public virtual bool HasSecondSweep => false;

    /// <summary>What is the same for all elements in the step that comes.</summary>
    public double[] Uniforms { get; } = new double[3];

    /// <summary>Computes <see cref="Uniforms"/>.</summary>
    public abstract void Prepare(long step, double learningRate);

    /// <summary>The step as a plain loop.</summary>
    public abstract void Scalar(T[] parameter, T[] gradient, T[] first, T[] second);

    /// <summary>The step as calls of TensorPrimitives, as few as there can be.</summary>
    public abstract void Primitives(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second, Span<T> scratch, Span<T> moreScratch);

    /// <summary>How far the parameters' moves may differ, relatively, where norms are summed up in another order; 0 for no norms.</summary>
    public virtual double NormTolerance(int length) => 0;

    /// <summary>A constant, rounded as the rule does.</summary>
    protected static T Real(double value) => T.CreateTruncating(value);
}
