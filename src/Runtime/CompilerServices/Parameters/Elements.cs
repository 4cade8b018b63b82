using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The numbers of a parameter in the order in which they lie in memory, for generated code: it alone knows that they are of the type
/// <c>T</c>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elements
{
    /// <summary>The numbers of an array of any rank, the last dimension next to each other.</summary>
    public static Span<T> AsSpan<T>(Array array)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    /// <summary>The numbers of a matrix, row by row.</summary>
    public static Span<T> AsSpan<T>(T[,] array)
        where T : unmanaged =>
        AsSpan<T>((Array)array);

    /// <summary>One number, which stays in its place for as long as the span is used.</summary>
    public static Span<T> AsSpan<T>(scoped ref T number)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.AsRef(in number), 1);

    /// <summary>
    /// The numbers of a structure that holds nothing else, such as a vector or an inline array, and stays in its place for as long as the
    /// span is used.
    /// </summary>
    public static Span<T> AsSpan<TItem, T>(scoped ref TItem item)
        where TItem : unmanaged
        where T : unmanaged =>
        MemoryMarshal.Cast<TItem, T>(AsSpan(ref item));

    /// <summary>The numbers of several such structures.</summary>
    public static Span<T> AsSpan<TItem, T>(Span<TItem> items)
        where TItem : unmanaged
        where T : unmanaged =>
        MemoryMarshal.Cast<TItem, T>(items);
}
