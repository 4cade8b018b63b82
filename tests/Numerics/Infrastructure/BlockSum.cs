using System;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>
/// The sum in the order that <see cref="Reduce"/> documents, written the plain way: 32 sums side by side in blocks of 512, and a tree.
/// </summary>
internal static class BlockSum
{
    private const int Block = 512;
    private const int Sums = 32;

    public static double Of(double[] values) => values.Length == 0 ? 0 : Tree([.. values.Chunk(Block).Select(OfBlock)]);

    private static double OfBlock(double[] block)
    {
        double[] sums = new double[Sums];
        for (int i = 0; i < block.Length; i++)
            sums[i % Sums] += block[i];
        return Folded(sums);
    }

    private static double Folded(double[] sums) =>
        sums.Length == 1 ? sums[0] : Folded([.. sums[..(sums.Length / 2)].Zip(sums[(sums.Length / 2)..], (a, b) => a + b)]);

    // The left side has the largest power of two of leaves that leaves some for the right.
    private static double Tree(double[] leaves)
    {
        if (leaves.Length == 1)
            return leaves[0];
        int left = 1;
        while (2 * left < leaves.Length)
            left *= 2;
        return Tree(leaves[..left]) + Tree(leaves[left..]);
    }
}
