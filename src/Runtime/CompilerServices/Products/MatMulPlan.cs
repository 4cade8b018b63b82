using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

/// <summary>The way a product is computed. Nothing in a plan changes a bit of the result.</summary>
internal readonly record struct MatMulPlan
{
    /// <summary>The loops of the product.</summary>
    public required MatMulMethod Method { get; init; }

    /// <summary>The rows of a tile: 8 or 6.</summary>
    public required int TileRows { get; init; }

    /// <summary>The vectors of a tile's row: 1 to 3.</summary>
    public required int TileVectors { get; init; }

    /// <summary>The number of products after which sums go through memory.</summary>
    public required nuint DepthBlock { get; init; }

    /// <summary>True if the left factor is packed, tile by tile: [tile][term][row of the tile].</summary>
    public required bool PacksA { get; init; }

    /// <summary>True if the right factor is packed, panel by panel: [term][column of the panel].</summary>
    public required bool PacksB { get; init; }

    /// <summary>Chooses a plan.</summary>
    public static MatMulPlan Choose<T, TVector>(in MatMulOperands<T> operands)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct, ISimdVector<TVector, T>
    {
        nuint rows = operands.Rows, columns = operands.Columns, depth = operands.Depth, width = TVector.Count;
        bool isTransposedA = operands.ATerm != 1, isTransposedB = operands.BTerm == 1;

        // The register file of AVX-512, also for shorter vectors, and of Arm; the sums of the larger tile would spill on others.
        bool hasManyRegisters = Avx512F.VL.IsSupported || AdvSimd.Arm64.IsSupported;
        (int tileRows, int tileVectors) = hasManyRegisters ? (8, 3) : (6, 2);
        nuint panel = (nuint)tileVectors * width;

        // The rows fill vectors where the columns do not, or they fill a panel that is transposed in less time than that of the columns.
        bool rowsFit = rows >= width && (columns < 2 * width || (rows <= panel && rows % width == 0 && rows < columns));
        return new()
        {
            Method = isTransposedB && !isTransposedA
                ? rows <= Tuning.FewRows ? MatMulMethod.FewRows : rowsFit ? MatMulMethod.Transposed : MatMulMethod.Tiles
                : isTransposedA && !isTransposedB && depth > 0 && depth <= Tuning.FewTerms ? MatMulMethod.FewTerms
                : MatMulMethod.Tiles,
            TileRows = tileRows,
            TileVectors = tileVectors,
            DepthBlock = isTransposedA ? Tuning.MatMulDepthOfTransposed : Tuning.MatMulDepth,
            PacksA = isTransposedA && columns >= Tuning.LeastColumnsOfPackedTiles
                && ((rows >= Tuning.LeastPackedRows && depth >= Tuning.LeastPackedRows) || IsScattered<T>(operands.ATerm, depth)),
            PacksB = isTransposedB || rows >= Tuning.LeastRowsOfPanel
                || (rows >= Tuning.LeastRowsOfScatteredPanel
                    && (HasOnePlace<T>(operands.BTerm) || (!hasManyRegisters && IsScattered<T>(operands.BTerm, depth)))),
        };
    }

    // True if lines at this distance do not stay in the first-level cache, or their pages in its table.
    private static bool IsScattered<T>(nuint stride, nuint count)
    {
        nuint bytes = stride * (nuint)Unsafe.SizeOf<T>(), common = bytes & (~bytes + 1);
        nuint places = Math.Max(Offsets.Page / Math.Max(common, Line.Size), 1);
        return count > places * Tuning.LinesOfOnePlace || count * bytes > Tuning.PagesAtOnce * (nuint)Offsets.Page;
    }

    // True if all lines at this distance share one place of the first-level cache.
    private static bool HasOnePlace<T>(nuint stride) => stride * (nuint)Unsafe.SizeOf<T>() % Offsets.Page == 0;
}
