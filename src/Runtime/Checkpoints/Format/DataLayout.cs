using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FusedOpt;

/// <summary>The places of tensors in the data section: one behind the other, without gaps.</summary>
internal static class DataLayout
{
    /// <summary>Gives each tensor its place.</summary>
    /// <returns>
    /// The entries by falling size of an element, and in the given order within one size: so the offset of each is a multiple of the size
    /// of its elements.
    /// </returns>
    /// <exception cref="CheckpointException">A tensor is larger than any file.</exception>
    public static TensorEntry[] Arrange(IEnumerable<(string Name, TensorType Type, long[] Shape)> tensors)
    {
        var entries = new List<TensorEntry>();
        long end = 0;
        foreach ((string name, TensorType type, long[] shape) in tensors.OrderByDescending(t => t.Type.Bits))
        {
            if (shape.AsSpan().ContainsAnyInRange(long.MinValue, -1))
                throw new CheckpointException($"Entry {HeaderText.Quote(name)} has a negative dimension: {HeaderText.Describe(shape)}.");
            Int128 next = end + CountBytes(name, type, shape);
            if (next > long.MaxValue)
                throw new CheckpointException($"Entry {HeaderText.Quote(name)} has more bytes than a file can have.");
            entries.Add(new(name, type, [.. shape], end, (long)next));
            end = (long)next;
        }

        return [.. entries];
    }

    /// <summary>Returns the number of bytes of a tensor with dimensions of at least 0.</summary>
    /// <exception cref="CheckpointException">The tensor has too many elements, or elements that do not fill their last byte.</exception>
    public static Int128 CountBytes(string name, TensorType type, ReadOnlySpan<long> shape)
    {
        // Dimensions of 0 are left out of the product, so that the order of the dimensions does not decide about a shape.
        Int128 product = 1;
        bool isEmpty = false;
        foreach (long dimension in shape)
        {
            isEmpty |= dimension == 0;
            product *= Math.Max(dimension, 1);
            if (product > long.MaxValue)
            {
                throw new CheckpointException(
                    $"Entry {HeaderText.Quote(name)} has the shape {HeaderText.Describe(shape)}, whose elements no 64-bit number counts.");
            }
        }

        Int128 bits = isEmpty ? 0 : product * type.Bits;
        if (bits % 8 != 0)
        {
            throw new CheckpointException(
                $"Entry {HeaderText.Quote(name)} has the shape {HeaderText.Describe(shape)}, whose elements of dtype {type.Name} with "
                    + $"{type.Bits} bits do not fill whole bytes.");
        }

        return bits / 8;
    }

    /// <summary>Sorts entries by their offsets, and throws unless they cover the data section.</summary>
    /// <exception cref="CheckpointException">There is a gap, an overlap, or an end that is not that of the data section.</exception>
    public static TensorEntry[] SortAndVerify(IEnumerable<TensorEntry> entries, long length)
    {
        // An entry without bytes comes before the one that begins at the same offset: it lies between two others.
        TensorEntry[] sorted = [.. entries.OrderBy(e => e.Begin).ThenBy(e => e.End)];
        long at = 0;
        TensorEntry? before = null;
        foreach (TensorEntry entry in sorted)
        {
            if (entry.Begin != at)
                throw new CheckpointException(entry.Begin > at ? Gap(at, before, entry) : Overlap(entry.Begin, before!, entry));
            if (entry.End > length)
            {
                throw new CheckpointException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The data section ends at byte {length}, within {HeaderText.Describe(entry)}: the file has been cut off. ")
                    + Behind(before));
            }

            (at, before) = (entry.End, entry);
        }

        return at == length ? sorted : throw new CheckpointException(string.Create(
            CultureInfo.InvariantCulture,
            $"The entries end at byte {at} of the data section, and the file goes on for {length - at} bytes that belong to no entry. ")
            + Behind(before));
    }

    private static string Gap(long at, TensorEntry? before, TensorEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"The bytes {at} to {entry.Begin} of the data section belong to no entry: they lie between ")
        + $"{(before is null ? "the beginning" : HeaderText.Describe(before))} and {HeaderText.Describe(entry)}.";

    private static string Overlap(long at, TensorEntry before, TensorEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"Two entries have the byte {at} of the data section: {HeaderText.Describe(before)} and {HeaderText.Describe(entry)}.");

    private static string Behind(TensorEntry? last) =>
        last is null ? "No entry comes before." : $"Before lies {HeaderText.Describe(last)}.";
}
