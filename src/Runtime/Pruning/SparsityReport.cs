using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace FusedOpt;

/// <summary>The number of zeros in each parameter of a model and of the submodels of it, when the report was made.</summary>
/// <remarks>
/// The report counts zeros wherever they are: those that <see cref="PruneAttribute">[Prune]</see> has pruned, and those of parameters that
/// begin with zeros or are not pruned at all. A class that is pruned has <c>Sparsity</c> besides, the share of zeros among the weights that
/// it prunes itself. The order is that of <see cref="IOptimizable.Visit{TVisitor}(ref TVisitor)"/>; an instance that is held twice counts
/// once.
/// </remarks>
/// <example>
/// <code>
/// Console.WriteLine(SparsityReport.Create(network));
/// //                  zeros     of
/// // Hidden  90.0 %  361267  401408
/// // Bias     0.0 %       0     512
/// // in all  89.9 %  361267  401920
/// </code>
/// </example>
public sealed class SparsityReport : IReadOnlyList<ParameterSparsity>
{
    private readonly ParameterSparsity[] _parameters;

    private SparsityReport(ParameterSparsity[] parameters) => _parameters = parameters;

    /// <summary>The number of parameters.</summary>
    public int Count => _parameters.Length;

    /// <summary>All parameters together.</summary>
    public ParameterSparsity Total => new("in all", _parameters.Sum(p => p.Zeros), _parameters.Sum(p => p.Length));

    /// <summary>A parameter, in the order of the fields.</summary>
    public ParameterSparsity this[int index] => _parameters[index];

    /// <summary>A parameter by its name.</summary>
    /// <exception cref="KeyNotFoundException">No parameter has this name.</exception>
    public ParameterSparsity this[string name] =>
        Array.FindIndex(_parameters, p => p.Name == name) is >= 0 and var index
            ? _parameters[index]
            : throw new KeyNotFoundException(
                $"There is no parameter '{name}'; there are {string.Join(", ", _parameters.Select(p => p.Name))}.");

    /// <summary>Counts the zeros of a model, once through its parameters.</summary>
    /// <param name="model">The model; nothing of it changes.</param>
    /// <exception cref="InvalidOperationException">A parameter or gradient array is null, or their lengths differ.</exception>
    public static SparsityReport Create(IOptimizable model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var counting = new Counting([]);
        model.Visit(ref counting);
        return new([.. counting.Parameters]);
    }

    /// <inheritdoc/>
    public IEnumerator<ParameterSparsity> GetEnumerator() => ((IEnumerable<ParameterSparsity>)_parameters).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table: a line for each parameter and one for all, in the format of the invariant culture.</summary>
    public override string ToString()
    {
        string[][] rows =
        [
            ["", "", "zeros", "of"],
            .. _parameters.Append(Total).Select(p => new[] { p.Name, Text(p.Sparsity, "0.0 %"), Text(p.Zeros, "0"), Text(p.Length, "0") }),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length))];
        var table = new StringBuilder();
        foreach (string[] row in rows)
        {
            string line = row[0].PadRight(widths[0]);
            for (int column = 1; column < row.Length; column++)
                line += "  " + row[column].PadLeft(widths[column]);
            table.Append(table.Length == 0 ? "" : "\n").Append(line);
        }

        return table.ToString();

        static string Text(IFormattable number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
    }

    private readonly struct Counting(List<ParameterSparsity> parameters) : IParameterVisitor
    {
        public List<ParameterSparsity> Parameters => parameters;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => parameters.Add(new(name, Zeros<T>(parameter), parameter.Length));

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }

        private static long Zeros<T>(ReadOnlySpan<T> values)
            where T : unmanaged =>
            typeof(T) == typeof(float) ? Pruner.Zeros(MemoryMarshal.Cast<T, float>(values))
            : typeof(T) == typeof(double) ? Pruner.Zeros(MemoryMarshal.Cast<T, double>(values))
            : Pruner.Zeros(MemoryMarshal.Cast<T, Half>(values));
    }
}
