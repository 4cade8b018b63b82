using System;
using System.Numerics;
using System.Runtime.InteropServices;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>
/// The comparison of a rival with a model after as many steps: their values must agree as far as the rival's
/// <see cref="Rival{T}.Tolerance"/> demands.
/// </summary>
internal struct Agreement<T>(Rival<T> rival) : IParameterVisitor
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Behind the states of the rule stand those of what is around it: averages of parameters.
    private const int StatesOfRules = 2;

    private int _tensor = -1, _slot;

    /// <summary>The first value that differs by more than it may; null where all agree.</summary>
    public string? Difference { get; private set; }

    public void Parameter<TValue>(string name, Span<TValue> parameter, Span<TValue> gradient)
        where TValue : unmanaged
    {
        (_tensor, _slot) = (_tensor + 1, 0);
        ReadOnlySpan<T> expected = MemoryMarshal.Cast<TValue, T>(parameter), actual = rival.Parameter(_tensor);
        Tolerance tolerance = rival.Tolerance(expected.Length);
        for (int i = 0; i < expected.Length && Difference is null; i++)
        {
            double move = double.CreateTruncating(expected[i] - Values.Parameter<T>(_tensor, i));
            Compare(name, i, expected[i], actual[i], tolerance.Weight + tolerance.Move * Math.Abs(move));
        }

        // The values that a step leaves in gradients are its own affair, but not whether it clears them.
        if (MemoryMarshal.Cast<TValue, T>(gradient).ContainsAnyExcept(T.Zero) != rival.Gradient(_tensor).ContainsAnyExcept(T.Zero))
            Difference ??= $"one of the gradients of {name} is cleared";
    }

    public void State<TValue>(string parameter, string name, Span<TValue> state)
        where TValue : unmanaged
    {
        ReadOnlySpan<T> expected = MemoryMarshal.Cast<TValue, T>(state), actual = rival.State(_tensor, _slot);
        Tolerance tolerance = rival.Tolerance(expected.Length);
        bool isAverage = _slot++ >= StatesOfRules;
        if (actual.Length != expected.Length)
            Difference ??= $"there is no {name}";
        for (int i = 0; i < expected.Length && Difference is null; i++)
            Compare(
                name,
                i,
                expected[i],
                actual[i],
                isAverage ? tolerance.Average : tolerance.State * Math.Abs(double.CreateTruncating(expected[i])));
    }

    private void Compare(string name, int i, T expected, T actual, double tolerance)
    {
        // NaN agrees with nothing.
        if (!(double.CreateTruncating(T.Abs(expected - actual)) <= tolerance))
            Difference = FormattableString.Invariant($"{name}[{i}] is {actual} instead of {expected}");
    }
}
