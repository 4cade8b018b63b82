using System;
using System.Globalization;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>The distance of a step with fast math from the exact one, from the same parameters, gradients and states.</summary>
/// <param name="Change">
/// The most, in units in the last place of the change of an element, beyond one unit of what the element has become.
/// </param>
/// <param name="Difference">The first element that is farther away than it may be, or null.</param>
internal sealed record Closeness(double Change, string? Difference)
{
    public const double Bound = 2;

    /// <summary>Takes steps with both, each from where the exact one is.</summary>
    public static Closeness Of(IOptimizable exact, IOptimizable fast, int length, Inputs inputs, bool fromZero)
    {
        Writer.Parameters(exact, fromZero ? [0] : Values.Fill(Math.Max(length, 1), seed: length, inputs));
        double most = 0;
        for (int step = 1; step <= Comparison.Steps; step++)
        {
            exact.LearningRate = fast.LearningRate = 0.02 / step;
            Writer.Gradients(exact, Values.Fill(Math.Max(length, 1), seed: (1000 * step) + length, inputs));
            if (fromZero)
                Writer.Parameters(exact, [0]);
            Memory before = Memory.Of(exact);
            new Copy(before).To(fast);
            exact.Step();
            fast.Step();
            Memory after = Memory.Of(exact), actual = Memory.Of(fast);
            foreach (string name in after.Arrays.Keys.Where(n => !n.EndsWith("/gradient", StringComparison.Ordinal)))
            {
                double[] was = Wide(before.Arrays[name]),
                    expected = Wide(after.Arrays[name]),
                    found = Wide(actual.Arrays[name]),
                    gradient = Wide(before.Arrays[name.Split('/')[0] + "/gradient"]);
                bool single = after.Arrays[name] is float[], isState = name.Contains('/', StringComparison.Ordinal);
                for (int i = 0; i < was.Length; i++)
                {
                    double units = isState
                        ? State(expected[i], found[i], was[i], i < gradient.Length ? gradient[i] : 0, single)
                        : Parameter(expected[i], found[i], was[i], single);
                    most = Math.Max(most, units);
                    if (!(units <= Bound))
                        return new(
                            most,
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{name}[{i}] of {length}, {inputs}, step {step}: {was[i]:R} became {found[i]:R} instead of "
                                    + $"{expected[i]:R}, {units} units"));
                }
            }
        }

        return new(most, null);
    }

    private static double Parameter(double expected, double found, double was, bool single) =>
        Same(expected, found) ? 0 : Math.Max(0, Math.Abs(found - expected) - Unit(expected, single)) / Unit(expected - was, single);

    // The terms of an average are of the state and the gradient.
    private static double State(double expected, double found, double was, double gradient, bool single) =>
        Same(expected, found)
            ? 0
            : Math.Abs(found - expected) / Unit(Math.Max(Math.Abs(expected), Math.Max(Math.Abs(was), Math.Abs(gradient))), single);

    private static bool Same(double expected, double found) => expected == found || (double.IsNaN(expected) && double.IsNaN(found));

    private static double Unit(double x, bool single) =>
        single ? MathF.BitIncrement(Math.Abs((float)x)) - Math.Abs((float)x) : Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);

    private static double[] Wide(Array array) => [.. array.Cast<IConvertible>().Select(v => v.ToDouble(null))];

    /// <summary>Writes what a memory holds to a model.</summary>
    private sealed class Copy(Memory memory) : IParameterVisitor
    {
        public void To(IOptimizable model)
        {
            Copy self = this;
            model.Visit(ref self);
        }

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            ((T[])memory.Arrays[name]).CopyTo(parameter);
            ((T[])memory.Arrays[name + "/gradient"]).CopyTo(gradient);
        }

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged => ((T[])memory.Arrays[$"{parameter}/{name}"]).CopyTo(state);
    }
}
