using System;
using System.Numerics;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Rules;

/// <summary>
/// A rule as FusedOpt's rivals take its steps: the same formula, with what is the same for all elements computed once a step.
/// </summary>
/// <typeparam name="T">The type of the parameters.</typeparam>
internal abstract class Formula<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest difference between two roundings of one operation, relative to its result: a unit in the last place.</summary>
    public static readonly double Unit = typeof(T) == typeof(float) ? 1.0 / (1 << 23) : 1.0 / (1L << 52);

    /// <summary>The first part of the names of its functions in C; empty if there are none.</summary>
    public abstract string NativeName { get; }

    /// <summary>The number of state slots: 2 at most.</summary>
    public abstract int States { get; }

    /// <summary>The bytes that a step moves.</summary>
    public virtual Traffic Traffic =>
        new([new Sweep([Slot.Parameter, .. ((ReadOnlySpan<Slot>)[Slot.First, Slot.Second])[..States]], [Slot.Gradient])]);

    /// <summary>The uniforms of the next step: the values that are the same for all elements.</summary>
    public double[] Uniforms { get; } = new double[3];

    /// <summary>Computes <see cref="Uniforms"/>.</summary>
    public abstract void Prepare(long step, double learningRate);

    /// <summary>The step as a plain loop.</summary>
    public abstract void Scalar(T[] parameter, T[] gradient, T[] first, T[] second);

    /// <summary>The step as calls of TensorPrimitives, as few as there can be.</summary>
    public abstract void Primitives(
        Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second, Span<T> scratch, Span<T> moreScratch);

    /// <summary>Returns the tolerance against FusedOpt of a rival that takes the referee's three steps of the formula.</summary>
    /// <param name="isExact">True if the rival has the rule's operations in the rule's order.</param>
    /// <param name="length">The number of elements.</param>
    /// <remarks>
    /// <para>
    /// An exact rival has the same bits. Another rival rounds each operation differently, by a unit in the last place at most. Gradients
    /// stay as they are, so no sum of a moment cancels: three steps of at most four operations leave a state within 12 units of itself. A
    /// move is made of two states and five operations more, less than 32 units of itself. Each of three steps rounds the parameter, which
    /// is below 2: 2 units each, with and without FMA.
    /// </para>
    /// <para>
    /// Norms that are added up in another order change the moves by <see cref="NormTolerance"/> in addition; those of exact rivals too, by
    /// a unit or so.
    /// </para>
    /// </remarks>
    public Tolerance Tolerance(bool isExact, int length) => (isExact, NormTolerance(length)) switch
    {
        (true, null) => default,
        (true, _) => new(State: 0, Move: 32 * Unit, Weight: 12 * Unit),
        (false, var norms) => new(State: 12 * Unit, Move: 32 * Unit + (norms ?? 0), Weight: 12 * Unit),
    };

    /// <summary>
    /// Returns the largest relative difference of the parameters' moves if norms are summed up in another order; null if the formula has no
    /// norms.
    /// </summary>
    protected virtual double? NormTolerance(int length) => null;

    /// <summary>A constant, rounded as the rule does.</summary>
    protected static T Real(double value) => T.CreateTruncating(value);
}
