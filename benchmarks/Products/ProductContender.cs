using System;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.CompilerServices;

namespace FusedOpt.Benchmarks.Products;

/// <summary>A contender who computes a product; a step is one product.</summary>
internal abstract class ProductContender(Column column, ProductOperands operands) : Contender(column)
{
    protected ProductOperands Operands { get; } = operands;

    protected int Examples { get; } = operands.Shape.Examples;

    protected int Inputs { get; } = operands.Shape.Inputs;

    protected int Outputs { get; } = operands.Shape.Outputs;

    public override void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            switch (Operands.Form)
            {
                case ProductForm.Forward:
                    Forward(Operands.X, Operands.W, Operands.Bias, Operands.Y);
                    break;
                case ProductForm.InputGradient:
                    InputGradient(Operands.Y, Operands.W, Operands.X);
                    break;
                default:
                    WeightGradient(Operands.Y, Operands.X, Operands.W);
                    break;
            }
        }
    }

    public override void Reset() => Operands.Reset();

    // The factors stay as they are.
    public override void Write(Gradients kind)
    {
    }

    protected abstract void Forward(float[] x, float[] w, float[] bias, float[] y);

    protected abstract void InputGradient(float[] dy, float[] w, float[] dx);

    protected abstract void WeightGradient(float[] dy, float[] x, float[] dw);
}

/// <summary>FusedOpt, called as generated code calls it.</summary>
internal sealed class FusedProduct<TRounding>(Column column, ProductOperands operands) : ProductContender(column, operands)
    where TRounding : struct, IRounding
{
    protected override void Forward(float[] x, float[] w, float[] bias, float[] y) => MatMul<float, TRounding>.Multiply(
        new ReadOnlyMatrixSpan<float>(x, Examples, Inputs), new ReadOnlyMatrixSpan<float>(w, Outputs, Inputs).T, bias,
        new MatrixSpan<float>(y, Examples, Outputs));

    protected override void InputGradient(float[] dy, float[] w, float[] dx) => MatMul<float, TRounding>.Multiply(
        new ReadOnlyMatrixSpan<float>(dy, Examples, Outputs), new ReadOnlyMatrixSpan<float>(w, Outputs, Inputs),
        new MatrixSpan<float>(dx, Examples, Inputs));

    protected override void WeightGradient(float[] dy, float[] x, float[] dw) => MatMul<float, TRounding>.Accumulate(
        new ReadOnlyMatrixSpan<float>(dy, Examples, Outputs).T, new ReadOnlyMatrixSpan<float>(x, Examples, Inputs),
        new MatrixSpan<float>(dw, Outputs, Inputs));
}

/// <summary>OpenBLAS. It knows no bias: the rows of the result are copies of the bias first, to which it adds.</summary>
internal sealed class BlasProduct(Column column, OpenBlas library, ProductOperands operands) : ProductContender(column, operands)
{
    protected override void Forward(float[] x, float[] w, float[] bias, float[] y)
    {
        for (int i = 0; i < Examples; i++)
            bias.CopyTo(y.AsSpan(i * Outputs, Outputs));
        library.Multiply(x, false, w, true, 1, y, Examples, Outputs, Inputs);
    }

    protected override void InputGradient(float[] dy, float[] w, float[] dx) =>
        library.Multiply(dy, false, w, false, 0, dx, Examples, Inputs, Outputs);

    protected override void WeightGradient(float[] dy, float[] x, float[] dw) =>
        library.Multiply(dy, true, x, false, 1, dw, Outputs, Inputs, Examples);
}

/// <summary>Two loops around calls of TensorPrimitives over rows, in whose order a result stays in the cache.</summary>
internal sealed class PrimitivesProduct(ProductOperands operands) : ProductContender(Column.Primitives, operands)
{
    protected override void Forward(float[] x, float[] w, float[] bias, float[] y)
    {
        for (int i = 0; i < Examples; i++)
        {
            ReadOnlySpan<float> example = x.AsSpan(i * Inputs, Inputs);
            for (int j = 0; j < Outputs; j++)
                y[i * Outputs + j] = bias[j] + TensorPrimitives.Dot(example, w.AsSpan(j * Inputs, Inputs));
        }
    }

    protected override void InputGradient(float[] dy, float[] w, float[] dx)
    {
        for (int i = 0; i < Examples; i++)
        {
            Span<float> sums = dx.AsSpan(i * Inputs, Inputs);
            TensorPrimitives.Multiply(w.AsSpan(0, Inputs), dy[i * Outputs], sums);
            for (int j = 1; j < Outputs; j++)
                TensorPrimitives.MultiplyAdd(w.AsSpan(j * Inputs, Inputs), dy[i * Outputs + j], sums, sums);
        }
    }

    protected override void WeightGradient(float[] dy, float[] x, float[] dw)
    {
        for (int j = 0; j < Outputs; j++)
        {
            Span<float> sums = dw.AsSpan(j * Inputs, Inputs);
            for (int i = 0; i < Examples; i++)
                TensorPrimitives.MultiplyAdd(x.AsSpan(i * Inputs, Inputs), dy[i * Outputs + j], sums, sums);
        }
    }
}

/// <summary>Three nested loops, the innermost along rows: the chains whose bits the exact products have.</summary>
internal sealed class NaiveProduct(ProductOperands operands) : ProductContender(Column.Scalar, operands)
{
    // Large shapes take a second: there are not enough calls for the last tier.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Forward(float[] x, float[] w, float[] bias, float[] y)
    {
        for (int i = 0; i < Examples; i++)
        {
            for (int j = 0; j < Outputs; j++)
            {
                float sum = bias[j];
                for (int k = 0; k < Inputs; k++)
                    sum += x[i * Inputs + k] * w[j * Inputs + k];
                y[i * Outputs + j] = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void InputGradient(float[] dy, float[] w, float[] dx)
    {
        Array.Clear(dx);
        for (int i = 0; i < Examples; i++)
        {
            for (int j = 0; j < Outputs; j++)
            {
                float factor = dy[i * Outputs + j];
                for (int k = 0; k < Inputs; k++)
                    dx[i * Inputs + k] += factor * w[j * Inputs + k];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void WeightGradient(float[] dy, float[] x, float[] dw)
    {
        for (int j = 0; j < Outputs; j++)
        {
            for (int i = 0; i < Examples; i++)
            {
                float factor = dy[i * Outputs + j];
                for (int k = 0; k < Inputs; k++)
                    dw[j * Inputs + k] += factor * x[i * Inputs + k];
            }
        }
    }
}
