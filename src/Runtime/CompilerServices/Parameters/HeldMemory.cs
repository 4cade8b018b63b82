using System;
using System.Buffers;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The memory of <see cref="MemoryManager{T}"/>s that a step uses: each manager is asked for its memory once, before anything is changed.
/// </summary>
/// <remarks>
/// A manager is code of the user's and may throw. So a traversal that prepares a step only notes the managers. Then
/// <see cref="Run{TWork}"/> asks each for its memory, which is pinned in a frame of the stack, and the step runs within the innermost
/// frame: on every thread it finds the addresses here and asks nobody. Memory that is an array needs none of that.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class HeldMemory
{
    [ThreadStatic]
    private static HeldMemory? t_current;

    // Kept so that a step allocates nothing; it refers to no memory.
    [ThreadStatic]
    private static HeldMemory? t_spare;

    private readonly Dictionary<Key, nint> _addresses = [];
    private Entry[] _entries = new Entry[4];
    private int _count;
    private HeldMemory? _outer;

    private HeldMemory()
    {
    }

    /// <summary>Work that is done while the memory is held.</summary>
    internal interface IWork
    {
        /// <summary>Does the work.</summary>
        void Do();
    }

    /// <summary>True while the memory is held.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Returns the elements of memory: where they are held, without asking the manager.</summary>
    public static Span<T> Span<T>(Memory<T> memory)
        where T : unmanaged =>
        t_current is { } current
        && MemoryMarshal.TryGetMemoryManager<T, MemoryManager<T>>(memory, out MemoryManager<T>? manager, out int start, out int length)
        && current.Find(new(manager!, start, length), out nint address)
            ? new Span<T>((void*)address, length)
            : memory.Span;

    /// <summary>Notes a manager, unless its memory is held already.</summary>
    internal static void Note<T>(ref HeldMemory? held, MemoryManager<T> manager, int start, int length)
        where T : unmanaged
    {
        var key = new Key(manager, start, length);
        if (t_current is { } current && current.Find(key, out _))
        {
            held ??= current;
            return;
        }

        if (held is null or { IsOpen: true })
            (held, t_spare) = (t_spare ?? new(), null);
        if (!held._addresses.TryAdd(key, 0))
            return;
        if (held._count == held._entries.Length)
            Array.Resize(ref held._entries, 2 * held._count);
        held._entries[held._count++] = new() { Key = key, First = &First<T> };
    }

    /// <summary>Makes this thread use the memory that the thread of a step holds, until <see cref="Leave"/>.</summary>
    /// <returns>The held memory that this thread used before; null if none.</returns>
    internal static HeldMemory? Enter(HeldMemory? held)
    {
        HeldMemory? before = t_current;
        if (held is { IsOpen: true })
            t_current = held;
        return before;
    }

    /// <summary>Makes this thread use the held memory that it used before.</summary>
    internal static void Leave(HeldMemory? before) => t_current = before;

    /// <summary>Asks every manager for its memory, and does the work while all of it is held.</summary>
    internal void Run<TWork>(ref TWork work)
        where TWork : struct, IWork, allows ref struct
    {
        _outer = t_current;
        try
        {
            Hold(0, ref work);
        }
        finally
        {
            t_current = _outer;
            Array.Clear(_entries, 0, _count);
            _addresses.Clear();
            (_count, _outer, IsOpen) = (0, null, false);
            t_spare = this;
        }
    }

    private static ref byte First<T>(object manager, int start, int length)
        where T : unmanaged => ref Unsafe.As<T, byte>(
            ref MemoryMarshal.GetReference(((MemoryManager<T>)manager).GetSpan().Slice(start, length)));

    private void Hold<TWork>(int index, ref TWork work)
        where TWork : struct, IWork, allows ref struct
    {
        if (index == _count)
        {
            (t_current, IsOpen) = (this, true);
            work.Do();
            return;
        }

        // Too many managers for the stack end in an exception, too, before anything is changed.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Entry entry = _entries[index];
        fixed (byte* first = &entry.First(entry.Key.Manager, entry.Key.Start, entry.Key.Length))
        {
            _addresses[entry.Key] = (nint)first;
            Hold(index + 1, ref work);
        }
    }

    private bool Find(Key key, out nint address)
    {
        for (HeldMemory? held = this; held is not null; held = held._outer)
        {
            if (held._addresses.TryGetValue(key, out address))
                return true;
        }

        address = 0;
        return false;
    }

    private struct Entry
    {
        public Key Key;
        public delegate*<object, int, int, ref byte> First;
    }

    // A manager may have an equality of its own.
    private readonly struct Key(object manager, int start, int length) : IEquatable<Key>
    {
        public object Manager => manager;

        public int Start => start;

        public int Length => length;

        public bool Equals(Key other) => ReferenceEquals(Manager, other.Manager) && Start == other.Start && Length == other.Length;

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(manager), start);
    }
}
