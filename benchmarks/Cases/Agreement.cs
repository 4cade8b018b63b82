using System;
using System.Numerics;
using System.Runtime.InteropServices;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>Whether a rival that has taken as many steps as a model has computed the same.</summary>
/// <remarks>
/// <para>
/// An exact rival has the same bits. Another one rounds each operation differently, by a unit in the last place at most. Gradients stay as they are,
/// so no sum of a moment cancels: three steps of at most four operations leave a state within 12 units of itself. A move is made of two states and
/// five operations more, less than 32 units of itself, and each of three steps rounds the parameter, which is below 2: 2 units each, with and without FMA.
/// </para>
/// <para>With norms, added up in another order, the moves differ in addition by what <see cref="Formula{T}.NormTolerance"/> says; exact rivals too, by a unit or so.</para>
/// </remarks>
internal struct Agreement<T>(Rival<T> rival, Formula<T> formula) : IParameterVisitor
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int _tensor = -1, _slot;

    /// <summary>The first value that differs by more than it may; null where all agree.</summary>
    public string? Difference { get; private set; }

    public void Parameter<TValue>(string name, Span<TValue> parameter, Span<TValue> gradient)
        where TValue : unmanaged
    {
        (_tensor, _slot) = (_tensor + 1, 0);
        ReadOnlySpan<T> expected = MemoryMarshal.Cast<TValue, T>(parameter), actual = rival.Parameter(_tensor);
        bool bits = rival.IsExact && !formula.HasSecondSweep;
        double moves = 32 * Formula<T>.Unit + (rival.IsExact ? 0 : formula.NormTolerance(expected.Length));
        for (int i = 0; i < expected.Length && Difference is null; i++)
        {
            double move = double.CreateTruncating(expected[i] - Values.Parameter<T>(_tensor, i));
            Compare(name, i, expected[i], actual[i], bits ? 0 : 12 * Formula<T>.Unit + moves * Math.Abs(move));
        }
    }

    public void State<TValue>(string parameter, string name, Span<TValue> state)
        where TValue : unmanaged
    {
        ReadOnlySpan<T> expected = MemoryMarshal.Cast<TValue, T>(state), actual = rival.State(_tensor, _slot++);
        for (int i = 0; i < expected.Length && Difference is null; i++)
            Compare(name, i, expected[i], actual[i], rival.IsExact ? 0 : 12 * Formula<T>.Unit * Math.Abs(double.CreateTruncating(expected[i])));
    }

    private void Compare(string name, int i, T expected, T actual, double tolerance)
    {
        // NaN agrees with nothing.
        if (!(double.CreateTruncating(T.Abs(expected - actual)) <= tolerance))
            Difference = FormattableString.Invariant($"{name}[{i}] is {actual} instead of {expected}");
    }
}
