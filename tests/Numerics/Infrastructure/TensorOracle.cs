using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>
/// Stands in for <see cref="Reduce"/> in a rule's text, so that the rule as it is written runs over many elements: over all of them up to
/// the first reduction, then from the beginning again with its result, up to the next.
/// </summary>
public static class TensorOracle
{
    [ThreadStatic]
    private static Reductions? _current;

    public static bool IsMatrix => _current!.Shape.IsMatrix;

    public static long Count => _current!.Shape.Count;

    public static long Rows => _current!.Shape.Rows;

    public static long Columns => _current!.Shape.Columns;

    public static double Sum(double x) => _current!.OfAll(x, BlockSum.Of);

    public static double Mean(double x) => _current!.OfLines(x, values => BlockSum.Of(values) / values.Length);

    /// <summary>The mean of what is known to differ by element, whatever it happens to be.</summary>
    public static double MeanOfAll(double x) => _current!.OfAll(x, values => BlockSum.Of(values) / values.Length);

    /// <summary>The mean of what differs by row alone.</summary>
    public static double MeanOfRows(double x) => _current!.OfFirst(x, rows: true, values => BlockSum.Of(values) / values.Length);

    /// <summary>The mean of what differs by column alone.</summary>
    public static double MeanOfColumns(double x) => _current!.OfFirst(x, rows: false, values => BlockSum.Of(values) / values.Length);

    public static double Norm(double x) => _current!.OfAll(x, Root);

    public static double Max(double x) => _current!.OfLines(x, Largest);

    public static float RowSum(float x) => (float)RowSum((double)x);

    public static double RowSum(double x) => _current!.OfRows(x, BlockSum.Of);

    public static float RowMean(float x) => (float)RowMean((double)x);

    public static double RowMean(double x) => _current!.OfRows(x, values => BlockSum.Of(values) / values.Length);

    public static float RowNorm(float x) => Single(RowNorm((double)x));

    public static double RowNorm(double x) => _current!.OfRows(x, Root);

    public static float RowMax(float x) => (float)RowMax((double)x);

    public static double RowMax(double x) => _current!.OfRows(x, Largest);

    public static float ColumnSum(float x) => (float)ColumnSum((double)x);

    public static double ColumnSum(double x) => _current!.OfColumns(x, values => values.Sum());

    public static float ColumnMean(float x) => (float)ColumnMean((double)x);

    public static double ColumnMean(double x) => _current!.OfColumns(x, values => values.Sum() / values.Length);

    public static float ColumnNorm(float x) => Single(ColumnNorm((double)x));

    public static double ColumnNorm(double x) => _current!.OfColumns(x, values => Scaled(values, v => v.Sum()));

    public static float ColumnMax(float x) => (float)ColumnMax((double)x);

    public static double ColumnMax(double x) => _current!.OfColumns(x, Largest);

    /// <summary>Runs all elements until none waits for a reduction any more.</summary>
    /// <param name="shape">The shape of the parameter.</param>
    /// <param name="run">Runs one element, from the state before the step; what the last run of each leaves is the result.</param>
    internal static void Run(ParameterShape shape, Action<int> run)
    {
        var reductions = new Reductions(shape);
        _current = reductions;
        do
        {
            for (int element = 0; element < shape.Count; element++)
            {
                reductions.Begin(element);
                run(element);
            }
        }
        while (reductions.Finish());
        _current = null;
    }

    private static double Root(double[] values) => Scaled(values, BlockSum.Of);

    // Elements whose squares may leave the range of doubles are scaled by a power of two, which changes no digit.
    private static double Scaled(double[] values, Func<double[], double> sum)
    {
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        int power = largest > 1e150 ? -600 : largest is > 0 and < 1e-150 ? 600 : 0;
        double norm = Math.ScaleB(Math.Sqrt(sum([.. values.Select(v => Math.ScaleB(v, power)).Select(v => v * v)])), -power);
        return double.IsInfinity(norm) && values.All(double.IsFinite) ? double.MaxValue : norm;
    }

    private static float Single(double norm) => double.IsFinite(norm) ? (float)Math.Min(norm, float.MaxValue) : (float)norm;

    private static double Largest(double[] values) => values.Aggregate(double.NegativeInfinity, Math.Max);

    private sealed class Reductions(ParameterShape shape)
    {
        // For each finished reduction, returns the result that an element sees.
        private readonly List<Func<int, double>> _results = [];
        private readonly double[] _values = new double[shape.Count];
        private Func<Func<int, double>>? _pending;
        private int _element;
        private int _next;

        public ParameterShape Shape => shape;

        public void Begin(int element) => (_element, _next) = (element, 0);

        public bool Finish()
        {
            if (_pending is null)
                return false;
            _results.Add(_pending());
            _pending = null;
            return true;
        }

        public double OfAll(double x, Func<double[], double> reduction) => Reduce(x, () => All(reduction(_values)));

        public double OfRows(double x, Func<double[], double> reduction) => Reduce(x, () =>
        {
            double[] results = [.. Enumerable.Range(0, shape.Rows).Select(r => reduction(Row(r)))];
            return element => results[element / shape.Columns];
        });

        public double OfColumns(double x, Func<double[], double> reduction) => Reduce(x, () =>
        {
            double[] results = [.. Enumerable.Range(0, shape.Columns).Select(c => reduction(Column(c)))];
            return element => results[element % shape.Columns];
        });

        /// <summary>A mean or maximum of what differs by row or column alone is that of the rows or columns.</summary>
        public double OfLines(double x, Func<double[], double> reduction) => Reduce(x, () =>
        {
            bool IsOne(double[] line) => line.All(v => v.Equals(line[0]));
            if (Enumerable.Range(0, shape.Rows).All(r => IsOne(Row(r))))
                return All(reduction([.. Enumerable.Range(0, shape.Rows).Select(r => Row(r)[0])]));
            if (Enumerable.Range(0, shape.Columns).All(c => IsOne(Column(c))))
                return All(reduction([.. Enumerable.Range(0, shape.Columns).Select(c => Column(c)[0])]));
            return All(reduction(_values));
        });

        /// <summary>Reduces the first elements of all rows or columns.</summary>
        public double OfFirst(double x, bool rows, Func<double[], double> reduction) => Reduce(x, () => All(reduction(rows
            ? [.. Enumerable.Range(0, shape.Rows).Select(r => Row(r)[0])]
            : [.. Enumerable.Range(0, shape.Columns).Select(c => Column(c)[0])])));

        private static Func<int, double> All(double result) => _ => result;

        private double[] Row(int row) => _values[(row * shape.Columns)..((row + 1) * shape.Columns)];

        private double[] Column(int column) => [.. Enumerable.Range(0, shape.Rows).Select(r => _values[(r * shape.Columns) + column])];

        // The result where it is known; else a number of no meaning, for this run is not the last.
        private double Reduce(double value, Func<Func<int, double>> reduction)
        {
            if (_next++ < _results.Count)
                return _results[_next - 1](_element);
            if (_next - 1 == _results.Count)
                (_pending, _values[_element]) = (reduction, value);

            return double.NaN;
        }
    }
}

/// <summary>The shape of a parameter.</summary>
/// <param name="Rows">The number of rows; 1 for what is no matrix.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="IsMatrix">True for a matrix.</param>
internal sealed record ParameterShape(int Rows, int Columns, bool IsMatrix)
{
    public int Count => Rows * Columns;

    public static ParameterShape Vector(int length) => new(1, length, IsMatrix: false);
}
