using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace FusedOpt.Runtime.Tests.Products;

/// <summary>A product of random matrices, with gaps between rows and guards around the memory, computed in one way or another.</summary>
internal sealed class Product<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Guard = 64;

    private readonly bool _isTransposedA, _isTransposedB;
    private readonly int _rows, _columns, _depth, _aStride, _bStride, _cStride;
    private readonly T[] _a, _b, _bias, _before;
    private readonly T[] _c;

    public Product(Random random, int rows, int columns, int depth, bool isTransposedA, bool isTransposedB, Func<Random, T>? value = null)
    {
        (_rows, _columns, _depth, _isTransposedA, _isTransposedB) = (rows, columns, depth, isTransposedA, isTransposedB);
        _aStride = (isTransposedA ? rows : depth) + random.Next(3);
        _bStride = (isTransposedB ? depth : columns) + random.Next(3);
        _cStride = columns + random.Next(3);
        value ??= r => T.CreateTruncating(r.NextDouble() * 2 - 1);
        _a = Fill((isTransposedA ? depth : rows) * _aStride);
        _b = Fill((isTransposedB ? columns : depth) * _bStride);
        _bias = Fill(columns);
        _before = Fill(rows * _cStride + 2 * Guard);
        _c = [.. _before];

        T[] Fill(int length)
        {
            var elements = new T[length];
            foreach (ref T element in elements.AsSpan())
                element = value(random);
            return elements;
        }
    }

    /// <summary>An element of the result as it is now.</summary>
    public T this[int i, int j] => _c[Guard + i * _cStride + j];

    private T A(int i, int k) => _isTransposedA ? _a[k * _aStride + i] : _a[i * _aStride + k];

    private T B(int k, int j) => _isTransposedB ? _b[j * _bStride + k] : _b[k * _bStride + j];

    private ReadOnlyMatrixSpan<T> MatrixA => _isTransposedA
        ? new ReadOnlyMatrixSpan<T>(_a, _depth, _rows, _aStride).T
        : new ReadOnlyMatrixSpan<T>(_a, _rows, _depth, _aStride);

    private ReadOnlyMatrixSpan<T> MatrixB => _isTransposedB
        ? new ReadOnlyMatrixSpan<T>(_b, _columns, _depth, _bStride).T
        : new ReadOnlyMatrixSpan<T>(_b, _depth, _columns, _bStride);

    private MatrixSpan<T> MatrixC => new(_c.AsSpan(Guard..^Guard), _rows, _columns, _cStride);

    /// <summary>Computes it as generated code does.</summary>
    public void Run<TRounding>(Start start)
        where TRounding : struct, IRounding => Run<TRounding, NoEpilogue>(start, default);

    /// <inheritdoc cref="Run{TRounding}(Start)"/>
    public void Run<TRounding, TEpilogue>(Start start, TEpilogue epilogue)
        where TRounding : struct, IRounding
        where TEpilogue : struct, IMatMulEpilogue
    {
        Reset();
        switch (start)
        {
            case Start.Zero:
                MatMul<T, TRounding>.Multiply(MatrixA, MatrixB, MatrixC, in epilogue);
                break;
            case Start.Bias:
                MatMul<T, TRounding>.Multiply(MatrixA, MatrixB, _bias, MatrixC, in epilogue);
                break;
            default:
                MatMul<T, TRounding>.Accumulate(MatrixA, MatrixB, MatrixC, in epilogue);
                break;
        }
    }

    /// <summary>Computes it in vectors of a width, by a plan.</summary>
    public void Run<TVector, TRounding>(Start start, Func<MatMulPlan, MatMulPlan> change)
        where TVector : struct, ISimdVector<TVector, T>
        where TRounding : struct, IRounding
    {
        Reset();
        MatrixSpan<T> c = MatrixC;
        ReadOnlySpan<T> zeros = new T[256];
        var operands = new MatMulOperands<T>
        {
            A = ref MatrixA.First,
            ARow = (nuint)MatrixA.RowStride,
            ATerm = (nuint)MatrixA.ColumnStride,
            B = ref MatrixB.First,
            BTerm = (nuint)MatrixB.RowStride,
            BColumn = (nuint)MatrixB.ColumnStride,
            Start = ref start == Start.Zero ? ref MemoryMarshal.GetReference(zeros) : ref start == Start.Bias ? ref _bias[0] : ref c.First,
            StartRow = start == Start.Sum ? (nuint)_cStride : 0,
            StartColumn = start == Start.Zero ? 0U : 1,
            C = ref c.First,
            CRow = (nuint)_cStride,
            Rows = (nuint)_rows,
            Columns = (nuint)_columns,
            Depth = (nuint)_depth,
        };
        MatMulPlan plan = change(MatMulPlan.Choose<T, TVector>(in operands));
        MatMulDriver<T, TVector, TRounding, NoEpilogue>.Run(in operands, in plan, default);
    }

    /// <summary>Returns the number of elements whose bits differ from the reference, all NaN counting as one.</summary>
    public int CountDifferences(Start start, bool isFused = false)
    {
        var expected = new T[_rows, _columns];
        for (int i = 0; i < _rows; i++)
        {
            for (int j = 0; j < _columns; j++)
            {
                expected[i, j] = start switch
                {
                    Start.Zero => T.Zero,
                    Start.Bias => _bias[j],
                    _ => _before[Guard + i * _cStride + j],
                };
            }
        }

        ReferenceProduct.Accumulate(A, B, expected, _depth, isFused);
        int differences = 0;
        for (int i = 0; i < _rows; i++)
        {
            for (int j = 0; j < _columns; j++)
                differences += IsSame(expected[i, j], _c[Guard + i * _cStride + j]) ? 0 : 1;
        }

        return differences;
    }

    /// <summary>Fails if anything but the result has been written.</summary>
    public void AssertRestIsUntouched()
    {
        for (int p = 0; p < _c.Length; p++)
        {
            int place = p - Guard;
            if (place < 0 || place >= _rows * _cStride || place % _cStride >= _columns)
                Assert.True(IsSame(_before[p], _c[p]), $"element {place} of the memory around the result");
        }
    }

    public override string ToString() =>
        $"{_rows} x {_depth}{(_isTransposedA ? " transposed" : "")} times {_depth} x {_columns}{(_isTransposedB ? " transposed" : "")}";

    private static bool IsSame(T left, T right) => (T.IsNaN(left) && T.IsNaN(right))
        || (Unsafe.SizeOf<T>() == sizeof(float)
            ? Unsafe.BitCast<T, int>(left) == Unsafe.BitCast<T, int>(right)
            : Unsafe.BitCast<T, long>(left) == Unsafe.BitCast<T, long>(right));

    private void Reset() => _before.CopyTo(_c, 0);
}

/// <summary>The first value of a chain.</summary>
internal enum Start
{
    Zero,
    Bias,
    Sum,
}
