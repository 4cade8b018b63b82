using System;
using System.Numerics;

namespace FusedOpt.Runtime.Tests.Products;

/// <summary>A product in the three loops that one would write: the chain that every plan has to follow.</summary>
internal static class ReferenceProduct
{
    /// <summary>Computes c(i, j) = c(i, j) + a(i, 0) b(0, j) + a(i, 1) b(1, j) + ...</summary>
    public static void Accumulate<T>(Func<int, int, T> a, Func<int, int, T> b, T[,] c, int depth, bool isFused = false)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < c.GetLength(0); i++)
        {
            for (int j = 0; j < c.GetLength(1); j++)
            {
                for (int k = 0; k < depth; k++)
                    c[i, j] = isFused ? T.FusedMultiplyAdd(a(i, k), b(k, j), c[i, j]) : c[i, j] + a(i, k) * b(k, j);
            }
        }
    }
}
