using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt;

/// <summary>
/// The gradient of a table of which few rows have one: the sum of the gradients that were added to each row since it was last cleared. All
/// other rows have none.
/// </summary>
/// <remarks>
/// <para>
/// A row is <em>touched</em> by asking for its gradient or adding to it. A step updates touched rows alone, also if the added gradient is
/// 0. Gradients of one row are summed from 0 on in the order of the calls, rounded after each; in which order rows are touched makes no
/// difference to a step.
/// </para>
/// <para>
/// Memory and time are those of the touched rows, whatever the height of the table. Nothing is allocated once as many rows have been
/// touched at once as ever will be. One thread at a time may touch rows.
/// </para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/>, <see cref="double"/> or <see cref="Half"/>.</typeparam>
public sealed class RowGradients<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly string _name;
    private readonly RowMap _map = new();
    private T[] _values = [];
    private bool _isForgotten;

    /// <summary>Makes the gradient of a table; for generated code.</summary>
    /// <param name="name">The name of the table in messages: <c>Model.Table</c>.</param>
    /// <param name="height">The number of the table's rows; at least 0.</param>
    /// <param name="columns">The number of the table's columns; at least 0.</param>
    /// <exception cref="InvalidOperationException">The table has more elements than a span can have.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public RowGradients(string name, int height, int columns)
    {
        // Throws if the table or its gradient had more elements than an int counts.
        ParameterCheck.Items(name, height, columns);
        (_name, Height, Columns) = (name, height, columns);
    }

    /// <summary>The number of rows that the table has.</summary>
    public int Height { get; }

    /// <summary>The number of columns of the table.</summary>
    public int Columns { get; }

    /// <summary>The number of touched rows.</summary>
    public int Count => Map.Count;

    /// <summary>The touched rows, each once, in the order in which they were first touched. Valid until the next row is touched.</summary>
    public ReadOnlySpan<int> Rows => Map.Rows;

    /// <summary>
    /// The gradients of the touched rows, one after the other in the order of <see cref="Rows"/>: <see cref="Count"/> times
    /// <see cref="Columns"/> values, to be measured or scaled. Valid until the next row is touched.
    /// </summary>
    public Span<T> Values => _values.AsSpan(0, Count * Columns);

    /// <summary>The gradient of a row, to be added to. Asking for a row touches it; a row that is new is 0.</summary>
    /// <param name="row">The row; from 0 to the height of the table less 1.</param>
    /// <returns>
    /// The gradient of the row, one value for each column. It must not be used after another row is touched, which may move all gradients.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such row; nothing has changed.</exception>
    public Span<T> this[int row]
    {
        get
        {
            if ((uint)row >= (uint)Height)
                ThrowNoRow(nameof(row), row);
            int count = Count, slot = _map.GetSlot(row);
            if (_map.Count > count)
                Begin(slot);
            return Slot(slot);
        }
    }

    /// <summary>Adds to the gradient of a row.</summary>
    /// <param name="row">The row; from 0 to the height of the table less 1.</param>
    /// <param name="gradient">The gradient of the row, one value for each column.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such row; nothing has changed.</exception>
    /// <exception cref="ArgumentException">There are more or fewer values; nothing has changed.</exception>
    public void Add(int row, ReadOnlySpan<T> gradient)
    {
        Demand(gradient.Length, 1, nameof(gradient));
        MatrixRows.Add(gradient, this[row]);
    }

    /// <summary>Adds to the gradients of several rows, one after the other; a row may be there several times.</summary>
    /// <param name="rows">The rows; each from 0 to the height of the table less 1.</param>
    /// <param name="gradients">A gradient for each of them, one after the other.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table lacks one of the rows; nothing has changed.</exception>
    /// <exception cref="ArgumentException">There are more or fewer values than rows times columns; nothing has changed.</exception>
    public void Add(ReadOnlySpan<int> rows, ReadOnlySpan<T> gradients)
    {
        Demand(gradients.Length, rows.Length, nameof(gradients));
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)Height)
                ThrowNoRow(nameof(rows), row);
        }

        for (int i = 0; i < rows.Length; i++)
            MatrixRows.Add(gradients.Slice(i * Columns, Columns), this[rows[i]]);
    }

    /// <summary>Forgets every gradient: no row is touched any more. <c>model.ZeroGradients()</c> does it, too.</summary>
    public void Clear() => Map.Clear();

    /// <summary>
    /// Forgets every row when the step that is under way is over: none of its threads must be disturbed. For generated code.
    /// </summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public void Forget() => _isForgotten = true;

    /// <summary>The touched rows that are a thread's to step; for generated code.</summary>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public TouchedRows<T> Touched(ref StepContext context) => new(this, ref context);

    /// <summary>The number of values that <see cref="Values"/> has during a step.</summary>
    internal int SteppedValues => _map.Count * Columns;

    /// <summary>The touched row in a slot, from 0 to <see cref="Count"/> less 1. Slots have nothing to do with each other.</summary>
    internal TouchedRow<T> GetRow(int slot)
    {
        ReadOnlySpan<int> rows = _map.Rows;
        return new(rows[slot], rows[Math.Min(slot + Tuning.RowsAhead, rows.Length - 1)], Slot(slot));
    }

    private RowMap Map
    {
        get
        {
            if (_isForgotten)
            {
                _isForgotten = false;
                _map.Clear();
            }

            return _map;
        }
    }

    private Span<T> Slot(int slot) => _values.AsSpan(slot * Columns, Columns);

    // A slot may hold values from before it was cleared.
    private void Begin(int slot)
    {
        // The table itself is an array or a span, so that its size is an int.
        int most = Math.Min(_map.Capacity, Height) * Columns;
        if (_values.Length < most)
            Array.Resize(ref _values, most);
        Slot(slot).Clear();
    }

    private void Demand(int length, int rows, string argument)
    {
        if (length != (long)rows * Columns)
            ThrowLength(length, rows, argument);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowNoRow(string argument, int row) => throw new ArgumentOutOfRangeException(
        argument,
        row,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_name} has no row {row}: {(Height == 0 ? "it has none" : $"its rows are 0 to {Height - 1}")}."));

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowLength(int length, int rows, string argument) => throw new ArgumentException(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_name} has {Columns} columns, so that {rows} of its rows take {(long)rows * Columns} values, not {length}."),
        argument);
}
