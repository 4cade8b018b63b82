using System;
using System.Globalization;
using System.Runtime.InteropServices;
using FusedOpt.CompilerServices;

namespace FusedOpt.Aot;

/// <summary>Products of every form, with shapes for each way of computing them.</summary>
internal static class Products
{
    /// <summary>Prints a number for all of their bits.</summary>
    public static void Print()
    {
        ulong hash = 0;
        foreach ((int n, int k, int m) in new[] { (1, 50, 40), (5, 33, 21), (32, 128, 10), (70, 60, 50), (200, 300, 80), (300, 70, 260) })
        {
            float[] a = Make(n * k, 1), b = Make(k * m, 2), bias = Make(m, 3), c = new float[n * m], d = Make(k * m, 4);
            MatMul<float, Exact>.Multiply(new(a, n, k), new ReadOnlyMatrixSpan<float>(b, m, k).T, bias, new(c, n, m));
            MatMul<float, Exact>.Accumulate(new ReadOnlyMatrixSpan<float>(a, n, k).T, new MatrixSpan<float>(c, n, m), new(d, k, m));
            MatMul<float, Exact>.Multiply(new MatrixSpan<float>(c, n, m), new(b, m, k), new(a, n, k));
            hash = 31 * hash + Hash(c) + Hash(d) + Hash(a);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Products: {hash:x16}"));
    }

    private static ulong Hash(float[] elements)
    {
        ulong hash = 14695981039346656037;
        foreach (byte part in MemoryMarshal.AsBytes(elements.AsSpan()))
            hash = (hash ^ part) * 1099511628211;
        return hash;
    }

    private static float[] Make(int length, int seed)
    {
        float[] elements = new float[length];
        uint state = (uint)seed;
        foreach (ref float element in elements.AsSpan())
        {
            state = state * 1664525 + 1013904223;
            element = (state >> 8) * (2f / (1 << 24)) - 1;
        }

        return elements;
    }
}
