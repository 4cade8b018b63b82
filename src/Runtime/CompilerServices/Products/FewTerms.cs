using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The kernels of a product with one or two terms, such as the gradient of a weight of one or two examples: bound by the memory of the
/// result, which is traversed once, row by row.
/// </summary>
internal static class FewTerms<T, TVector, TRounding>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimdVector<TVector, T>
    where TRounding : struct, IRounding
{
    /// <summary>Computes the vectors that fill the columns of all rows.</summary>
    /// <returns>The first column that is left.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static nuint Run(in MatMulOperands<T> operands, nuint first)
    {
        nuint width = TVector.Count, end = operands.Columns - (operands.Columns - first) % width;
        nuint startFirst = first * operands.StartColumn, startStep = width * operands.StartColumn;
        ref T b0 = ref operands.B;
        ref T b1 = ref Unsafe.Add(ref b0, operands.BTerm);
        for (nuint i = 0; i < operands.Rows; i++)
        {
            ref T start = ref Unsafe.Add(ref operands.Start, i * operands.StartRow + startFirst);
            ref T c = ref Unsafe.Add(ref operands.C, i * operands.CRow);
            ref T a = ref Unsafe.Add(ref operands.A, i * operands.ARow);
            var a0 = TVector.Create(a);
            if (operands.Depth == 1)
            {
                nuint j = first;
                for (; j + 4 * width <= end; j += 4 * width)
                {
                    TVector c0 = Add(a0, TVector.Load(ref b0, j), TVector.Load(ref start, 0));
                    TVector c1 = Add(a0, TVector.Load(ref b0, j + width), TVector.Load(ref start, startStep));
                    TVector c2 = Add(a0, TVector.Load(ref b0, j + 2 * width), TVector.Load(ref start, 2 * startStep));
                    TVector c3 = Add(a0, TVector.Load(ref b0, j + 3 * width), TVector.Load(ref start, 3 * startStep));
                    c0.Store(ref c, j);
                    c1.Store(ref c, j + width);
                    c2.Store(ref c, j + 2 * width);
                    c3.Store(ref c, j + 3 * width);
                    start = ref Unsafe.Add(ref start, 4 * startStep);
                }

                for (; j < end; j += width)
                {
                    Add(a0, TVector.Load(ref b0, j), TVector.Load(ref start, 0)).Store(ref c, j);
                    start = ref Unsafe.Add(ref start, startStep);
                }
            }
            else
            {
                var a1 = TVector.Create(Unsafe.Add(ref a, operands.ATerm));
                for (nuint j = first; j < end; j += width)
                {
                    TVector sum = Add(a0, TVector.Load(ref b0, j), TVector.Load(ref start, 0));
                    Add(a1, TVector.Load(ref b1, j), sum).Store(ref c, j);
                    start = ref Unsafe.Add(ref start, startStep);
                }
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(TVector factor, TVector row, TVector sum) => TRounding.MultiplyAdd<TVector, T>(factor, row, sum);
}
