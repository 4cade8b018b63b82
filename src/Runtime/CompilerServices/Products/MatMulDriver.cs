using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>The loops of a product around its kernels: blocks of the depth, panels of columns, tiles of rows.</summary>
/// <remarks>
/// A sum is one chain over all terms in order, whatever the plan: a block of the depth that follows another begins with the sums that stand
/// in the result.
/// </remarks>
internal static class MatMulDriver<T, TVector, TRounding, TEpilogue>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimdVector<TVector, T>
    where TRounding : struct, IRounding
    where TEpilogue : struct, IMatMulEpilogue, allows ref struct
{
    // The unused elements between tiles of a packed factor: tiles at a power of two would share sets of the cache.
    private const int TileGap = 16;

    /// <summary>Computes a product, or a block of one.</summary>
    public static void Run(in MatMulOperands<T> operands, in MatMulPlan plan, in TEpilogue epilogue)
    {
        switch (plan.Method)
        {
            case MatMulMethod.FewRows:
                RunFewRows(in operands);
                ApplyEpilogue(in operands, in epilogue);
                break;
            case MatMulMethod.FewTerms:
                nuint done = FewTerms<T, TVector, TRounding>.Run(in operands, 0);
                if (done < operands.Columns)
                    FewTerms<T, SimdScalar<T>, TRounding>.Run(in operands, done);
                ApplyEpilogue(in operands, in epilogue);
                break;
            case MatMulMethod.Transposed:
                for (nuint row = 0; row < operands.Rows; row += Tuning.PackedRows)
                {
                    nuint rows = Math.Min(Tuning.PackedRows, operands.Rows - row);
                    MatMulOperands<T> block = operands.Block(row, rows, 0, operands.Columns);
                    RunTransposed(in block, in plan);
                    ApplyEpilogue(in block, in epilogue);
                }

                break;
            default:
                RunTiles(in operands, in plan, in epilogue);
                break;
        }
    }

    private static void ApplyEpilogue(in MatMulOperands<T> operands, in TEpilogue epilogue) => Unsafe.AsRef(in epilogue).Apply(
        (int)operands.FirstRow, (int)operands.Rows, (int)operands.FirstColumn, (int)operands.Columns);

    private static void RunTransposed(in MatMulOperands<T> operands, in MatMulPlan plan)
    {
        nuint rows = operands.Rows, columns = operands.Columns, width = TVector.Count, row = (rows + width - 1) / width * width;
        using var scratch = new Scratch<T>(checked((int)(columns * row)), order: 2);
        ref T c = ref MemoryMarshal.GetReference(scratch.Span);
        for (nuint j = 0; j < columns; j++)
        {
            for (nuint i = 0; i < rows; i++)
                Unsafe.Add(ref c, j * row + i) = Unsafe.Add(ref operands.Start, i * operands.StartRow + j * operands.StartColumn);
        }

        var transposed = new MatMulOperands<T>
        {
            A = ref operands.B,
            ARow = operands.BColumn,
            ATerm = operands.BTerm,
            B = ref operands.A,
            BTerm = operands.ATerm,
            BColumn = operands.ARow,
            Start = ref c,
            StartRow = row,
            StartColumn = 1,
            C = ref c,
            CRow = row,
            Rows = columns,
            Columns = rows,
            Depth = operands.Depth,
        };
        MatMulDriver<T, TVector, TRounding, NoEpilogue>.RunTiles(in transposed, plan with { PacksB = true }, default);
        Transposition<T, TVector>.Run(ref c, row, columns, rows, ref operands.C, operands.CRow);
    }

    private static void RunFewRows(in MatMulOperands<T> operands)
    {
        nuint column = FewRowsLoop<TVector>(in operands, 0);
        if (TVector.Count > 4 && Vector128.IsHardwareAccelerated)
            column = FewRowsLoop<Simd128<T>>(in operands, column);
        if (TVector.Count > 1)
            FewRowsLoop<SimdScalar<T>>(in operands, column);
    }

    // Returns the first column that is left.
    private static nuint FewRowsLoop<TGroup>(in MatMulOperands<T> operands, nuint column)
        where TGroup : struct, ISimdVector<TGroup, T>
    {
        nuint rows = operands.Rows, depth = operands.Depth;
        for (; column + TGroup.Count <= operands.Columns; column += TGroup.Count)
        {
            ref T b = ref Unsafe.Add(ref operands.B, column * operands.BColumn);
            for (nuint i = 0, count; i < rows; i += count)
            {
                ref T a = ref Unsafe.Add(ref operands.A, i * operands.ARow);
                ref T start = ref Unsafe.Add(ref operands.Start, i * operands.StartRow + column * operands.StartColumn);
                ref T c = ref Unsafe.Add(ref operands.C, i * operands.CRow + column);
                count = rows - i >= 4 ? 4U : rows - i >= 2 ? 2U : 1U;
                switch (count)
                {
                    case 4:
                        FewRows<T, TGroup, TRounding>.Rows4(
                            ref a, operands.ARow, ref b, operands.BColumn, ref start, operands.StartRow, ref c, operands.CRow, depth);
                        break;
                    case 2:
                        FewRows<T, TGroup, TRounding>.Rows2(
                            ref a, operands.ARow, ref b, operands.BColumn, ref start, operands.StartRow, ref c, operands.CRow, depth);
                        break;
                    default:
                        FewRows<T, TGroup, TRounding>.Rows1(
                            ref a, operands.ARow, ref b, operands.BColumn, ref start, operands.StartRow, ref c, operands.CRow, depth);
                        break;
                }
            }
        }

        return column;
    }

    private static void RunTiles(in MatMulOperands<T> operands, in MatMulPlan plan, in TEpilogue epilogue)
    {
        nuint width = TVector.Count, panel = (nuint)plan.TileVectors * width, tile = (nuint)plan.TileRows;
        nuint depthBlock = Math.Min(Math.Max(operands.Depth, 1), plan.DepthBlock);
        nuint rowBlock = plan.PacksA ? Math.Min(operands.Rows, Tuning.PackedRows / tile * tile) : operands.Rows;
        bool hasPartialPanel = operands.Columns % width != 0;

        // Small products are bound by what precedes their tiles: without scratch memory there are no blocks to make.
        if (!plan.PacksB && !plan.PacksA && !hasPartialPanel && depthBlock >= operands.Depth)
        {
            for (nuint column = 0; column < operands.Columns; column += panel)
            {
                nuint used = Math.Min(panel, operands.Columns - column);
                MatMulOperands<T> part = operands.Block(0, operands.Rows, column, used);
                RunPanel(in part, (int)(used / width), tile, 0, true, in epilogue);
            }

            return;
        }

        using Scratch<T> packedPanel = plan.PacksB || hasPartialPanel ? new(checked((int)(depthBlock * panel))) : default;
        using Scratch<T> packedTiles =
            plan.PacksA ? new(checked((int)((rowBlock + tile - 1) / tile * (tile * depthBlock + TileGap))), order: 1) : default;
        nuint done = 0;
        do
        {
            nuint terms = Math.Min(depthBlock, operands.Depth - done);
            bool isFirst = done == 0, isLast = done + terms == operands.Depth;
            for (nuint row = 0; row < operands.Rows; row += rowBlock)
            {
                MatMulOperands<T> block = operands.Block(row, Math.Min(rowBlock, operands.Rows - row), 0, operands.Columns);
                block.A = ref Unsafe.Add(ref block.A, done * block.ATerm);
                block.B = ref Unsafe.Add(ref block.B, done * block.BTerm);
                block.Depth = terms;
                if (!isFirst)
                {
                    block.Start = ref block.C;
                    (block.StartRow, block.StartColumn) = (block.CRow, 1);
                }

                nuint tileStride = 0;
                if (plan.PacksA)
                {
                    tileStride = tile * terms + TileGap;
                    ref T packed = ref MemoryMarshal.GetReference(packedTiles.Span);
                    PackTiles(in block, ref packed, tile, tileStride);
                    block.A = ref packed;
                    (block.ARow, block.ATerm) = (1, tile);
                }

                for (nuint column = 0; column < block.Columns; column += panel)
                {
                    nuint used = Math.Min(panel, block.Columns - column), padded = (used + width - 1) / width * width;
                    MatMulOperands<T> part = block.Block(0, block.Rows, column, used);
                    if (plan.PacksB || used != padded)
                    {
                        ref T packed = ref MemoryMarshal.GetReference(packedPanel.Span);
                        PackPanel(in part, ref packed, padded);
                        part.B = ref packed;
                        part.BTerm = padded;
                    }

                    RunPanel(in part, (int)(padded / width), tile, tileStride, isLast, in epilogue);
                }
            }

            done += terms;
        }
        while (done < operands.Depth);
    }

    // Columns beyond the last one are 0: they are computed, and not stored.
    private static void PackPanel(in MatMulOperands<T> part, ref T packed, nuint padded)
    {
        if (part.BTerm == 1 && part.BColumn != 1)
        {
            Transposition<T, TVector>.Run(ref part.B, part.BColumn, part.Columns, part.Depth, ref packed, padded);
            if (padded > part.Columns)
            {
                for (nuint k = 0; k < part.Depth; k++)
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref packed, k * padded + part.Columns), (int)(padded - part.Columns)).Clear();
            }

            return;
        }

        PackRows(in part, ref packed, padded);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PackRows(in MatMulOperands<T> part, ref T packed, nuint padded)
    {
        nuint whole = part.Columns - part.Columns % TVector.Count;
        for (nuint k = 0; k < part.Depth; k++)
        {
            ref T from = ref Unsafe.Add(ref part.B, k * part.BTerm);
            ref T to = ref Unsafe.Add(ref packed, k * padded);
            nuint j = 0;
            for (; j < whole; j += TVector.Count)
                TVector.Load(ref from, j).Store(ref to, j);
            for (; j < part.Columns; j++)
                Unsafe.Add(ref to, j) = Unsafe.Add(ref from, j);
            for (; j < padded; j++)
                Unsafe.Add(ref to, j) = T.Zero;
        }
    }

    // Reads along the rows of the transposed factor, which are long.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void PackTiles(in MatMulOperands<T> block, ref T packed, nuint tile, nuint tileStride)
    {
        nuint whole = block.Rows / tile, bytes = tile * (nuint)Unsafe.SizeOf<T>(), rest = block.Rows - whole * tile;
        for (nuint k = 0; k < block.Depth; k++)
        {
            ref byte from = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref block.A, k * block.ATerm));
            ref byte to = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref packed, k * tile));
            for (nuint t = 0; t < whole; t++)
            {
                nuint i = 0;
                for (; i + 16 <= bytes; i += 16)
                    Vector128.LoadUnsafe(ref from, i).StoreUnsafe(ref to, i);
                if (i < bytes)
                    Vector64.LoadUnsafe(ref from, i).StoreUnsafe(ref to, i);
                from = ref Unsafe.Add(ref from, bytes);
                to = ref Unsafe.Add(ref to, tileStride * (nuint)Unsafe.SizeOf<T>());
            }

            for (nuint i = 0; i < rest; i++)
                Unsafe.Add(ref Unsafe.As<byte, T>(ref to), i) = Unsafe.Add(ref Unsafe.As<byte, T>(ref from), i);
        }
    }

    private static void RunPanel(
        in MatMulOperands<T> part, int vectors, nuint tile, nuint tileStride, bool isLast, in TEpilogue epilogue)
    {
        switch (vectors)
        {
            case 3:
                RunPanel<TileRow3<T, TVector, TRounding>>(in part, 3, tile, tileStride, isLast, in epilogue);
                break;
            case 2:
                RunPanel<TileRow2<T, TVector, TRounding>>(in part, 2, tile, tileStride, isLast, in epilogue);
                break;
            default:
                RunPanel<TileRow1<T, TVector, TRounding>>(in part, 1, tile, tileStride, isLast, in epilogue);
                break;
        }
    }

    // All rows of one panel.
    [SkipLocalsInit]
    private static void RunPanel<TRow>(
        in MatMulOperands<T> part, nuint vectors, nuint tile, nuint tileStride, bool isLast, in TEpilogue epilogue)
        where TRow : struct, ITileRow<TRow, T>
    {
        nuint padded = vectors * TVector.Count;
        bool isWhole = padded == part.Columns;
        Unsafe.SkipInit(out TileMemory memory);
        ref T edge = ref Unsafe.As<TileMemory, T>(ref memory);
        edge = ref Unsafe.AddByteOffset(ref edge, -GetAddress(ref edge) & (Line.Size - 1));
        for (nuint row = 0, rows; row < part.Rows; row += rows)
        {
            nuint left = part.Rows - row;
            rows = left >= tile ? tile : left >= 4 ? 4U : left >= 2 ? 2U : 1U;
            ref T a = ref Unsafe.Add(ref part.A, tileStride == 0 ? row * part.ARow : row / tile * tileStride + row % tile);
            ref T start = ref Unsafe.Add(ref part.Start, row * part.StartRow);
            ref T c = ref Unsafe.Add(ref part.C, row * part.CRow);
            if (part.Depth >= Tuning.LeastTermsToPrefetch)
            {
                for (nuint i = rows; i < Math.Min(rows + tile, left); i++)
                    Prefetch.Begin(ref Unsafe.Add(ref c, i * part.CRow), part.Columns);
            }

            if (isWhole)
            {
                RunTile<TRow>(
                    rows, ref a, part.ARow, part.ATerm, ref part.B, part.BTerm, ref start, part.StartRow, ref c, part.CRow, part.Depth);
            }
            else
            {
                Copy(ref start, part.StartRow, ref edge, padded, rows, part.Columns);
                RunTile<TRow>(rows, ref a, part.ARow, part.ATerm, ref part.B, part.BTerm, ref edge, padded, ref edge, padded, part.Depth);
                Copy(ref edge, padded, ref c, part.CRow, rows, part.Columns);
            }

            if (isLast)
            {
                Unsafe.AsRef(in epilogue).Apply(
                    (int)(part.FirstRow + row), (int)rows, (int)part.FirstColumn, (int)part.Columns);
            }
        }
    }

    private static void Copy(ref T from, nuint fromRow, ref T to, nuint toRow, nuint rows, nuint columns)
    {
        for (nuint i = 0; i < rows; i++)
        {
            for (nuint j = 0; j < columns; j++)
                Unsafe.Add(ref to, i * toRow + j) = Unsafe.Add(ref from, i * fromRow + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RunTile<TRow>(
        nuint rows, ref T a, nuint aRow, nuint aTerm, ref T b, nuint bTerm, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
        where TRow : struct, ITileRow<TRow, T>
    {
        switch (rows)
        {
            case 8:
                Tile<T, TRow>.Rows8(ref a, aRow, aTerm, ref b, bTerm, ref start, startRow, ref c, cRow, depth);
                break;
            case 6:
                Tile<T, TRow>.Rows6(ref a, aRow, aTerm, ref b, bTerm, ref start, startRow, ref c, cRow, depth);
                break;
            case 4:
                Tile<T, TRow>.Rows4(ref a, aRow, aTerm, ref b, bTerm, ref start, startRow, ref c, cRow, depth);
                break;
            case 2:
                Tile<T, TRow>.Rows2(ref a, aRow, aTerm, ref b, bTerm, ref start, startRow, ref c, cRow, depth);
                break;
            default:
                Tile<T, TRow>.Rows1(ref a, aRow, aTerm, ref b, bTerm, ref start, startRow, ref c, cRow, depth);
                break;
        }
    }

    private static unsafe nint GetAddress(ref T onStack) => (nint)Unsafe.AsPointer(ref onStack);

    /// <summary>Memory for the largest tile, eight rows of three vectors of a line, wherever the first line begins.</summary>
    [InlineArray(8 * 3 + 1)]
    private struct TileMemory
    {
        private Line _first;
    }
}
