using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>A product as work of the team: pieces of the result, which threads take one by one.</summary>
/// <remarks>
/// Operands and epilogue stay on the stack of the thread that asked for the product, which waits for the others. Each element of the result
/// is one thread's, from the first product to the last, so that threads change no bit.
/// </remarks>
internal sealed unsafe class MatMulWork : ITeamWork
{
    // Whoever has the team has this instance, too.
    private static readonly MatMulWork s_work = new();

    private static SerialCostEstimate s_serialCost;

    private void* _job;
    private delegate*<void*, nuint, nuint, void> _run;
    private int _pieces;
    private int _next;

    /// <summary>Computes a product on several threads.</summary>
    /// <returns>False if nothing has been done: the product is not worth a second thread, or the team is busy.</returns>
    public static bool TryRun<T, TVector, TRounding, TEpilogue>(
        in MatMulOperands<T> operands, in MatMulPlan plan, in TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct, ISimdVector<TVector, T>
        where TRounding : struct, IRounding
        where TEpilogue : struct, IMatMulEpilogue, allows ref struct
    {
        long size = (long)Math.Min((double)operands.Rows * operands.Columns * operands.Depth / Tuning.ProductsPerElement, long.MaxValue);
        int threads = ThreadTeam.CountThreads(size);
        if (threads == 1 || !ThreadTeam.TryTake(out ThreadTeam? team))
            return false;
        try
        {
            // On this stack, where nothing moves: the caller's may be a field.
            TEpilogue own = epilogue;
            var job = new Job<T, TVector, TRounding, TEpilogue>(in operands, in plan, in own);
            s_work._job = Unsafe.AsPointer(ref job);
            s_work._run = &Job<T, TVector, TRounding, TEpilogue>.RunPiece;
            team.Run(s_work, size, threads, ref s_serialCost);
            return true;
        }
        finally
        {
            s_work._job = null;
            team.GiveBack();
        }
    }

    /// <inheritdoc/>
    public void RunAlone() => _run(_job, 0, 1);

    // Two for each thread, so that one that comes late or is interrupted is not waited for by much.
    /// <inheritdoc/>
    public void Cut(int threads) => (_pieces, _next) = (2 * threads, 0);

    /// <inheritdoc/>
    public void Run(int thread)
    {
        while (Interlocked.Increment(ref _next) is var taken && taken <= _pieces)
            _run(_job, (nuint)taken - 1, (nuint)_pieces);
    }

    private readonly ref struct Job<T, TVector, TRounding, TEpilogue>(
        ref readonly MatMulOperands<T> operands, ref readonly MatMulPlan plan, ref readonly TEpilogue epilogue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVector : struct, ISimdVector<TVector, T>
        where TRounding : struct, IRounding
        where TEpilogue : struct, IMatMulEpilogue, allows ref struct
    {
        private readonly nint _operands = (nint)Unsafe.AsPointer(ref Unsafe.AsRef(in operands));
        private readonly nint _epilogue = (nint)Unsafe.AsPointer(ref Unsafe.AsRef(in epilogue));
        private readonly MatMulPlan _plan = plan;

        // Pieces are whole panels of columns, or whole tiles of rows where there are few panels.
        public static void RunPiece(void* job, nuint piece, nuint pieces)
        {
            ref readonly var self = ref Unsafe.AsRef<Job<T, TVector, TRounding, TEpilogue>>(job);
            ref readonly MatMulOperands<T> operands = ref Unsafe.AsRef<MatMulOperands<T>>((void*)self._operands);
            ref readonly TEpilogue epilogue = ref Unsafe.AsRef<TEpilogue>((void*)self._epilogue);
            nuint panel = (nuint)self._plan.TileVectors * TVector.Count, tile = (nuint)self._plan.TileRows;
            bool byColumns = operands.Columns >= pieces * panel;
            nuint unit = byColumns ? panel : tile, length = byColumns ? operands.Columns : operands.Rows;
            nuint units = (length + unit - 1) / unit;
            nuint first = units * piece / pieces * unit, end = Math.Min(units * (piece + 1) / pieces * unit, length);
            if (first >= end)
                return;
            MatMulOperands<T> block = byColumns
                ? operands.Block(0, operands.Rows, first, end - first)
                : operands.Block(first, end - first, 0, operands.Columns);
            MatMulDriver<T, TVector, TRounding, TEpilogue>.Run(in block, in self._plan, in epilogue);
        }
    }
}
