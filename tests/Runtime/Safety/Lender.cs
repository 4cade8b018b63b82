using System;
using System.Buffers;

namespace FusedOpt.Runtime.Tests.Safety;

/// <summary>Hands out memory of its own, and refuses to from a given call on.</summary>
internal sealed class Lender<T>(int length) : MemoryManager<T>
{
    private readonly T[] _array = new T[length];

    /// <summary>The number of times that the memory has been asked for.</summary>
    public int Calls { get; private set; }

    /// <summary>The first call that is refused, counted from 1; 0 for none.</summary>
    public int FirstRefused { get; set; }

    /// <summary>The last call that is refused.</summary>
    public int LastRefused { get; set; } = int.MaxValue;

    /// <summary>True to hand out no elements instead of throwing.</summary>
    public bool IsShort { get; set; }

    /// <summary>True if a managed thread other than this one has asked.</summary>
    public bool HasBeenAskedElsewhere { get; private set; }

    private int Home { get; } = Environment.CurrentManagedThreadId;

    public void Restart() => Calls = 0;

    public override Span<T> GetSpan()
    {
        Calls++;
        HasBeenAskedElsewhere |= Environment.CurrentManagedThreadId != Home;
        if (FirstRefused == 0 || Calls < FirstRefused || Calls > LastRefused)
            return _array;
        return IsShort ? [] : throw new ObjectDisposedException(nameof(Lender<T>));
    }

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
