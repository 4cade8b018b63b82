using System.ComponentModel;
using System.Numerics;

namespace FusedOpt.CompilerServices;

/// <summary>The touched rows of a table, or those of them that are a thread's to step; for generated code.</summary>
/// <typeparam name="T">The type of the gradient.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TouchedRows<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly RowGradients<T> _gradients;
    private readonly ref StepContext _context;
    private nuint _start;
    private nuint _stop;
    private int _slot;
    private int _end;

    internal TouchedRows(RowGradients<T> gradients, ref StepContext context)
    {
        _gradients = gradients;
        _context = ref context;
        _slot = -1;
    }

    /// <summary>The row at hand.</summary>
    public readonly TouchedRow<T> Current => _gradients.GetRow(_slot);

    /// <summary>Itself, for <c>foreach</c>.</summary>
    public readonly TouchedRows<T> GetEnumerator() => this;

    /// <summary>Goes on to the next row.</summary>
    public bool MoveNext()
    {
        if (++_slot < _end)
            return true;
        while (_context.TryGetNextRange(_gradients.SteppedValues, ref _start, ref _stop))
        {
            // A row is whose its first element is.
            (_slot, _end) = (FirstSlot(_start), FirstSlot(_stop));
            if (_slot < _end)
                return true;
        }

        return false;
    }

    private readonly int FirstSlot(nuint element) =>
        _gradients.Columns == 0 ? 0 : (int)((element + (nuint)_gradients.Columns - 1) / (nuint)_gradients.Columns);
}
