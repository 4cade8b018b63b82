using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FusedOpt;

/// <summary>Compares the gradients of a model with finite differences of a loss.</summary>
/// <remarks>
/// <para>
/// The loss is evaluated with one element moved a little up and down, and again with half the step. The gradient of the element is right if
/// it lies within the error of one of the two differences: a bound relative to the gradient for truncation, and one relative to the loss
/// for rounding. A loss in double over double parameters gives the sharpest check; over float parameters gradients are compared to about
/// half a percent.
/// </para>
/// <para>
/// Every parameter has the same bits afterwards as before, also if a delegate throws. If the loss writes gradients as well, those that it
/// began with are put back, except in tables with sparse gradients. Parameters are those that
/// <see cref="IOptimizable.Visit{TVisitor}(ref TVisitor)"/> shows, of submodels too; frozen fields are none. Of a table with a sparse
/// gradient, <see cref="GradientCheckOptions.TouchedRows"/> says which rows have gradients; all other rows must not change the loss.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// GradientCheck.Run(network, () => network.Loss(batch), () => network.Backward(batch)).ThrowIfWrong();
/// </code>
/// </example>
public static class GradientCheck
{
    // A ratio counts towards the common factor only if the finite difference is this many times its own error.
    private const double Clear = 10;

    /// <summary>Checks the gradients that a delegate computes, or the gradients that the model has.</summary>
    /// <param name="model">The model, in training; its parameters are at the point where gradients are taken.</param>
    /// <param name="loss">
    /// Returns the loss at the present values of the parameters, in any unit. The same values give the same loss: no dropout, and no
    /// batches that change from call to call.
    /// </param>
    /// <param name="backward">
    /// Adds the gradients of the loss to those of the model, which are 0 before; null to check the gradients that are there. The gradients
    /// stay in the model.
    /// </param>
    /// <param name="options">The elements to check and the bounds; null for the default options.</param>
    /// <returns>The elements that were compared, and those that are wrong.</returns>
    /// <exception cref="ArgumentException">The model is a structure, or an option is out of its range; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model is in evaluation or not ready to be stepped, the touched rows do not fit their table, or the loss is not finite, differs
    /// between two calls at the same point, or changes parameters. Every parameter has its values from before.
    /// </exception>
    public static GradientReport Run(
        IOptimizable model, Func<double> loss, Action? backward = null, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(loss);
        options ??= new();
        Demand(options);
        string name = model.GetType().Name;
        if (model.GetType().IsValueType)
            throw new ArgumentException(
                $"{name} is a structure, and what was handed over is a copy of it, which the loss does not see. Check the model that holds "
                    + "it.",
                nameof(model));
        if (!model.IsTraining)
            throw new InvalidOperationException(
                $"{name} is to be evaluated: its parameters are not where gradients are taken. Call Train() before the check.");

        var before = ModelSnapshot.Take(model);
        ModelSnapshot? computed = null;
        try
        {
            if (backward is not null)
            {
                model.ZeroGradients();
                backward();
            }

            computed = ModelSnapshot.Take(model);
            before.DemandSameParameters(computed, nameof(backward));
            return new Comparison(model, loss, computed, options).Run();
        }
        finally
        {
            before.RestoreParameters(model);
            computed?.RestoreGradients(model);
        }
    }

    private static void Demand(GradientCheckOptions options)
    {
        string? problem = options.MaxElements < 1 ? Problem(nameof(options.MaxElements), "at least 1", options.MaxElements)
            : !IsBound(options.Tolerance) ? Problem(nameof(options.Tolerance), "finite and at least 0", options.Tolerance)
            : !IsBound(options.Step) ? Problem(nameof(options.Step), "finite and at least 0", options.Step)
            : !double.IsFinite(options.GradientScale) || options.GradientScale == 0
                ? Problem(nameof(options.GradientScale), "finite and not 0", options.GradientScale)
            : null;
        if (problem is not null)
            throw new ArgumentException(problem, nameof(options));
    }

    private static bool IsBound(double value) => value is >= 0 and < double.PositiveInfinity;

    private static string Problem(string option, string range, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{option} must be {range}, and is {value}.");

    /// <summary>One check: the elements of a model, one after the other.</summary>
    private sealed class Comparison(IOptimizable model, Func<double> loss, ModelSnapshot snapshot, GradientCheckOptions options)
    {
        private readonly List<GradientDifference> _wrong = [], _undecided = [];
        private readonly List<string> _skipped = [];
        private readonly List<double> _ratios = [];
        private bool _haveOneFactor = true;
        private int _count;

        public GradientReport Run()
        {
            double first = Loss(), second = Loss();
            snapshot.DemandSameParameters(ModelSnapshot.Take(model), nameof(loss));
            if (!double.IsFinite(first))
                throw new InvalidOperationException(Text($"The loss is {first} before anything is moved, and has no finite differences."));
            DemandSame(first, second, "twice in succession");
            for (int parameter = 0; parameter < snapshot.Parameters.Count; parameter++)
                Check(parameter, first);
            DemandSame(first, Loss(), "before and after the check");
            snapshot.DemandSameParameters(ModelSnapshot.Take(model), nameof(loss));
            return new()
            {
                Wrong = _wrong,
                Undecided = _undecided,
                Count = _count,
                Skipped = _skipped,
                Factor = Factor(),
            };
        }

        private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

        private static void DemandSame(double first, double second, string when)
        {
            if (BitConverter.DoubleToInt64Bits(first) != BitConverter.DoubleToInt64Bits(second))
                throw new InvalidOperationException(
                    Text($"The loss is {first:r} and then {second:r}, called {when} at the same point. ")
                        + "Finite differences need a loss that depends on the parameters alone: switch dropout off, and use one batch.");
        }

        private void Check(int parameter, double first)
        {
            ParameterValues values = snapshot.Parameters[parameter];
            int[]? rows = options.TouchedRows?.Invoke(values.Name);
            if (rows is null && values.GradientLength != values.Length)
            {
                _skipped.Add(values.Name);
                return;
            }

            int columns = rows is null ? 0 : Columns(values, rows);
            Dictionary<int, int>? slots = rows?.Select((row, slot) => (row, slot)).ToDictionary(r => r.row, r => r.slot);
            var bounds = DifferenceStep.Create(values.ElementType, options);
            foreach (int element in Elements(parameter, values.Length, rows, columns))
            {
                (int row, int column) = slots is null ? (-1, -1) : (element / columns, element % columns);
                double gradient = slots is null ? values.Gradient(element)
                    : slots.TryGetValue(row, out int slot) ? values.Gradient((slot * columns) + column)
                    : 0;
                Check(parameter, element, (row, column), gradient / options.GradientScale, bounds, first);
            }
        }

        private static int Columns(ParameterValues values, int[] rows)
        {
            int columns = rows.Length == 0 ? values.Length : values.GradientLength / rows.Length;
            bool fits = columns * (long)rows.Length == values.GradientLength || rows.Length == 0;
            if (!fits || rows.Distinct().Count() < rows.Length || rows.Any(r => r < 0 || columns == 0 || r >= values.Length / columns))
                throw new InvalidOperationException(
                    Text($"TouchedRows gives {rows.Length} rows for {values.Name}, which has {values.Length} values and a gradient of ")
                        + Text($"{values.GradientLength}; return what its Gradients.Rows has after the gradients are computed."));
            return columns;
        }

        // Half of the elements of a table lie in touched rows, where there are gradients to be wrong.
        private IEnumerable<int> Elements(int parameter, int length, int[]? rows, int columns)
        {
            if (rows is null || rows.Length == 0)
                return Spread(parameter, length, options.MaxElements);
            int touched = rows.Length * columns;
            IEnumerable<int> within = Spread(parameter, touched, Math.Max(1, options.MaxElements / 2))
                .Select(i => (rows[i / columns] * columns) + (i % columns));
            return within.Concat(Spread(parameter, length, options.MaxElements - (options.MaxElements / 2))).Distinct();
        }

        // Returns one element out of each of as many equal parts; every element if there are few.
        private IEnumerable<int> Spread(int parameter, int length, int most)
        {
            if (length <= most)
                return Enumerable.Range(0, length);
            return Enumerable.Range(0, most).Select(part =>
            {
                long start = (long)part * length / most, end = (part + 1L) * length / most;
                ulong bits = Mixed(options.Seed ^ Mixed(((ulong)(uint)parameter << 32) | (uint)part));
                return (int)(start + (long)(bits % (ulong)(end - start)));
            });
        }

        // The finalizer of SplitMix64: every bit of the input changes about half of the bits.
        private static ulong Mixed(ulong bits)
        {
            bits += 0x9E37_79B9_7F4A_7C15;
            bits = (bits ^ (bits >> 30)) * 0xBF58_476D_1CE4_E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D0_49BB_1331_11EB;
            return bits ^ (bits >> 31);
        }

        private void Check(
            int parameter, int element, (int Row, int Column) place, double gradient, DifferenceStep bounds, double first)
        {
            ParameterValues values = snapshot.Parameters[parameter];
            double value = values.Value(element), step = bounds.For(value);
            Difference whole = Measure(parameter, element, value, step, bounds, first);
            Difference half = Measure(parameter, element, value, step / 2, bounds, first);
            _count++;

            // Truncation of the whole step and rounding of the half step are the larger errors: the gradient may agree with either.
            var difference = new GradientDifference(values.Name, element, place.Row, place.Column, value, gradient, half.Central);
            bool isRight = Agrees(gradient, whole, bounds) || Agrees(gradient, half, bounds);
            if (!isRight && (!half.IsFinite || (IsKink(whole, half) && LiesBetween(gradient, half, bounds))))
                _undecided.Add(difference);
            else if (!isRight)
                _wrong.Add(difference);
            AddRatio(gradient, half);
        }

        private static bool Agrees(double gradient, Difference difference, DifferenceStep bounds) =>
            difference.IsFinite
            && double.IsFinite(gradient)
            && Math.Abs(gradient - difference.Central)
                <= (bounds.Tolerance * Math.Max(Math.Abs(gradient), Math.Abs(difference.Central))) + difference.Noise;

        // The difference of the slopes on both sides halves with the step where the loss is smooth, and stays where it has a kink.
        private static bool IsKink(Difference whole, Difference half)
        {
            double jump = Math.Abs(half.Up - half.Down);
            return !whole.IsFinite || (jump > 4 * half.Noise && jump > 0.75 * Math.Abs(whole.Up - whole.Down));
        }

        // Every slope between those of both sides is a gradient at a kink.
        private static bool LiesBetween(double gradient, Difference half, DifferenceStep bounds)
        {
            double least = Math.Min(half.Up, half.Down), most = Math.Max(half.Up, half.Down);
            double room = (bounds.Tolerance * Math.Max(Math.Abs(least), Math.Abs(most))) + (2 * half.Noise);
            return gradient >= least - room && gradient <= most + room;
        }

        private void AddRatio(double gradient, Difference half)
        {
            if (half.IsFinite && Math.Abs(half.Central) > Clear * half.Noise)
                _ratios.Add(gradient / half.Central);
            else if (half.IsFinite && Math.Abs(gradient) > Clear * half.Noise)
                _haveOneFactor = false;
        }

        // A factor of 1 is none.
        private double? Factor()
        {
            if (_wrong.Count < 2 || !_haveOneFactor || _ratios.Count < 2)
                return null;
            double[] ratios = [.. _ratios.Order()];
            double middle = ratios[ratios.Length / 2];
            const double room = 0.05;
            bool isCommon = ratios.All(r => Math.Abs(r - middle) <= room * Math.Abs(middle));
            return middle != 0 && Math.Abs(middle - 1) > 1e-6 && isCommon ? middle : null;
        }

        private Difference Measure(int parameter, int element, double value, double step, DifferenceStep bounds, double first)
        {
            // The element takes the nearest values that there are. The difference is divided by their true distance.
            double above = Move(parameter, element, value + step), lossAbove = Loss();
            double below = Move(parameter, element, value - step), lossBelow = Loss();
            Move(parameter, element, value);
            double largest = Math.Max(Math.Abs(first), Math.Max(Math.Abs(lossAbove), Math.Abs(lossBelow)));
            return new(
                (lossAbove - lossBelow) / (above - below),
                (lossAbove - first) / (above - value),
                (first - lossBelow) / (value - below),
                bounds.Noise(largest, above - below));
        }

        private double Move(int parameter, int element, double value)
        {
            var move = new ElementWriter(parameter, element, value, snapshot.Parameters[parameter].Length);
            model.Visit(ref move);
            return move.Found
                ? move.Written
                : throw new InvalidOperationException(
                    $"The loss has changed the number or the lengths of the parameters, at {snapshot.Parameters[parameter].Name}.");
        }

        private double Loss() => loss();
    }

    /// <summary>The slopes of the loss along one element.</summary>
    private readonly record struct Difference(double Central, double Up, double Down, double Noise)
    {
        public bool IsFinite => double.IsFinite(Central) && double.IsFinite(Up) && double.IsFinite(Down) && double.IsFinite(Noise);
    }

    /// <summary>Writes one element of a model.</summary>
    private struct ElementWriter(int place, int element, double value, int length) : IParameterVisitor
    {
        private int _next;

        public double Written { get; private set; }

        public bool Found { get; private set; }

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            if (_next++ != place || parameter.Length != length)
                return;
            parameter[element] = ElementValue.Create<T>(value);
            (Written, Found) = (ElementValue.ToDouble(parameter[element]), true);
        }

        public readonly void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }
}
